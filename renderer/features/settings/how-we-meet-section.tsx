import { Checkbox, Radio, Stack, Text } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createHowWeMeetId, goesOutByDefault, type HowWeMeet, howWeMeetSchema } from '#domain/model/how-we-meet.ts'
import type { DeviceAccount, HowWeMeetFields } from '#renderer/contract/screens.ts'
import { useOffer, useWorkspace } from '#renderer/store/hooks.ts'
import { DraftTextarea, DraftTextInput } from '#renderer/ui/draft/draft-fields.tsx'
import { DraftReopened } from '#renderer/ui/draft/draft-status.tsx'
import { RecordSyncMark } from '#renderer/ui/record-sync-mark.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { FormButtons } from '#renderer/ui/draft/form-buttons.tsx'
import { SettingsSection } from '#renderer/ui/settings-section.tsx'
import { useDraft } from '#renderer/ui/draft/use-draft.ts'
import { useSave } from '#renderer/ui/use-save.ts'

interface MeetingForm {
  readonly way: HowWeMeet['way']
  readonly caller: 'coach' | 'student'
  readonly link: string
  readonly address: string
  readonly linkInCalendars: boolean
  readonly addressInCalendars: boolean
}

const ways = ['open', 'phone', 'link', 'address'] as const

/** How sessions take place, for the two people of each (HM1); works offline. */
export function HowWeMeetSection({ account }: { readonly account: DeviceAccount }) {
  const { t } = useTranslation('settings')
  const stored = toForm(useWorkspace(state => state.howWeMeet))
  const saveHowWeMeet = useWorkspace(state => state.saveHowWeMeet)
  const { values, base, isDirty, change, text, draft, submit, hold } = useDraft<MeetingForm>(
    'meeting',
    account.userId,
    stored
  )
  const [wasTried, setTried] = useState(false)
  const { isBusy, refused, save } = useSave(t('saved'))
  const faults = wasTried ? findFaults(values) : {}

  async function onSubmit(event: SyntheticEvent) {
    event.preventDefault()
    setTried(true)
    if (Object.keys(findFaults(values)).length > 0) return
    await save(() => submit(() => saveHowWeMeet(toFields(values), toFields(base))))
  }

  return (
    <SettingsSection title={t('meeting.title')} text={t('meeting.text')}>
      <form onSubmit={event => void onSubmit(event)} noValidate {...hold}>
        <Stack gap="md">
          <DraftReopened draft={draft} />
          <Radio.Group
            label={t('meeting.way')}
            value={values.way}
            onChange={chosen => change({ way: ways.find(way => way === chosen) ?? 'open' })}
          >
            <Stack gap="xs" mt={6}>
              {ways.map(way => (
                <Radio key={way} value={way} label={t(`meeting.ways.${way}`)} />
              ))}
            </Stack>
          </Radio.Group>
          {values.way === 'phone' && (
            <Radio.Group
              label={t('meeting.caller')}
              value={values.caller}
              onChange={chosen => change({ caller: chosen === 'student' ? 'student' : 'coach' })}
            >
              <Stack gap="xs" mt={6}>
                <Radio value="coach" label={t('meeting.callers.coach')} />
                <Radio value="student" label={t('meeting.callers.student')} />
              </Stack>
            </Radio.Group>
          )}
          {values.way === 'link' && (
            <DraftTextInput
              label={t('meeting.link')}
              description={t('meeting.linkHint')}
              type="url"
              text={text('link')}
              error={faults.link === true ? t('meeting.linkFault') : undefined}
            />
          )}
          {values.way === 'address' && (
            <DraftTextarea
              label={t('meeting.address')}
              description={t('meeting.addressHint')}
              text={text('address')}
              error={faults.address === true ? t('meeting.addressFault') : undefined}
              autosize
              minRows={2}
              maxRows={5}
            />
          )}
          {(values.way === 'link' || values.way === 'address') && (
            <InCalendars
              way={values.way}
              isChecked={values[`${values.way}InCalendars`]}
              onChange={isChecked => change({ [`${values.way}InCalendars`]: isChecked })}
            />
          )}
          <RefusalAlert refusal={refused?.refusal} />
          <Stack gap={6} align="flex-start">
            <FormButtons isDirty={isDirty} isBusy={isBusy} draft={draft} />
            <RecordSyncMark id={createHowWeMeetId(account.userId)} quiet />
          </Stack>
        </Stack>
      </form>
    </SettingsSection>
  )
}

/** Whether the details go where others keep them (HM5). */
function InCalendars(props: {
  readonly way: 'link' | 'address'
  readonly isChecked: boolean
  readonly onChange: (isChecked: boolean) => void
}) {
  const { t } = useTranslation('settings')
  const { way, isChecked, onChange } = props
  if (useOffer('meeting-in-calendars') !== 'offered') {
    return (
      <Text size="sm" c="dimmed">
        {t('meeting.inCalendarsMissing')}
      </Text>
    )
  }
  return (
    <Checkbox
      label={t('meeting.inCalendars')}
      description={t(`meeting.${way}InCalendarsHint`)}
      checked={isChecked}
      onChange={event => onChange(event.currentTarget.checked)}
    />
  )
}

function toForm(howWeMeet: HowWeMeet | undefined): MeetingForm {
  const {
    way = 'open',
    caller = 'coach',
    link = '',
    address = '',
    linkInCalendars,
    addressInCalendars
  } = howWeMeet ?? {}
  return {
    way,
    caller,
    link,
    address,
    linkInCalendars: linkInCalendars ?? goesOutByDefault.link,
    addressInCalendars: addressInCalendars ?? goesOutByDefault.address
  }
}

/** What was not filled in, or is as it is without a choice, is not there; who calls is asked of phone calls alone. */
function toFields(form: MeetingForm): HowWeMeetFields {
  const { way, caller, link, address, linkInCalendars, addressInCalendars } = form
  return {
    way,
    ...(way === 'phone' ? { caller } : {}),
    ...(link.trim() === '' ? {} : { link: link.trim() }),
    ...(address.trim() === '' ? {} : { address: address.trim() }),
    ...(linkInCalendars === goesOutByDefault.link ? {} : { linkInCalendars }),
    ...(addressInCalendars === goesOutByDefault.address ? {} : { addressInCalendars })
  }
}

/** What the server would refuse, or what is missing of the way that was chosen. */
function findFaults(values: MeetingForm): { readonly link?: true; readonly address?: true } {
  const { link, address } = toFields(values)
  const isLinkWrong = link !== undefined && !howWeMeetSchema.shape.link.safeParse(link).success
  const isAddressWrong = address !== undefined && !howWeMeetSchema.shape.address.safeParse(address).success
  return {
    ...(isLinkWrong || (values.way === 'link' && link === undefined) ? { link: true } : {}),
    ...(isAddressWrong || (values.way === 'address' && address === undefined) ? { address: true } : {})
  }
}
