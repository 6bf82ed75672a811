import { Anchor, Stack, Text } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type CoachProfile, defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { trimLine } from '#domain/model/line.ts'
import { isZone } from '#domain/time/wall-clock.ts'
import type { HoursKeep } from '#renderer/contract/hours.ts'
import type { DeviceAccount } from '#renderer/contract/screens.ts'
import { useOffer, useWorkspace } from '#renderer/store/hooks.ts'
import { paths } from '#renderer/ui/paths.ts'
import { DraftReopened } from '#renderer/ui/draft/draft-status.tsx'
import { lazyDialog } from '#renderer/ui/lazy/lazy-dialog.tsx'
import { RecordSyncMark } from '#renderer/ui/record-sync-mark.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { type ProfileFaults, type ProfileValues, checkProfile, profileFields } from './check-profile.ts'
import { fieldOfRefused } from './refused-field.ts'
import { FormButtons } from '#renderer/ui/draft/form-buttons.tsx'
import { PolicyFields } from './policy-fields.tsx'
import { ProfileFields } from './profile-fields.tsx'
import { SettingsSection } from '#renderer/ui/settings-section.tsx'
import { useDraft } from '#renderer/ui/draft/use-draft.ts'
import { WhoMayBookField } from './who-may-book-field.tsx'
import { useSave } from '#renderer/ui/use-save.ts'
import type { ZoneChange } from './zone-change-dialog.tsx'

const ZoneChangeDialog = lazyDialog(async () => (await import('./zone-change-dialog.tsx')).ZoneChangeDialog, {
  change: undefined
})

interface ProfileSectionProps {
  readonly account: DeviceAccount
}

/** A coach's public page and booking terms; works offline. */
export function ProfileSection(props: ProfileSectionProps) {
  const { t } = useTranslation('settings')
  return (
    <SettingsSection
      title={t('profile.title')}
      text={
        <>
          {t('profile.text')}{' '}
          <Anchor component={Link} to={paths.coach(props.account.userId)} underline="always" inherit>
            {t('profile.view')}
          </Anchor>
        </>
      }
    >
      {useIsKnown(props.account) ? <ProfileForm {...props} /> : <Text size="sm">{t('profile.arriving')}</Text>}
    </SettingsSection>
  )
}

/** Whether the stored page is here, or surely none is: saving a guess would meet the real one as a conflict. */
function useIsKnown({ userId }: DeviceAccount): boolean {
  return useWorkspace(
    ({ coaches, collections }) =>
      coaches.some(coach => coach.id === userId) ||
      collections.some(({ collection, lastSuccessAt }) => collection === 'users' && lastSuccessAt !== undefined)
  )
}

function ProfileForm({ account }: ProfileSectionProps) {
  const { t } = useTranslation('settings')
  const saveProfile = useWorkspace(state => state.saveProfile)
  const { values, base, isDirty, change, text, draft, submit, hold } = useDraft(
    'profile',
    account.userId,
    useStoredProfile(account)
  )
  const [found, setFound] = useState<ProfileFaults>({})
  const meets = useOffer('how-we-meet') === 'offered'
  const blocks = useOffer('who-may-book') === 'offered'
  const hasLine = useWorkspace(({ coaches }) =>
    coaches.some(({ id, meetingLine }) => id === account.userId && meetingLine !== undefined)
  )
  const { isBusy, refused, save } = useSave(t('saved'))
  const [moving, setMoving] = useState<Moving>()
  const start = useWorkspace(({ coaches }) => findAnyStart(coaches.find(({ id }) => id === account.userId)))

  const atField = fieldOfRefused(refused, profileFields)
  const faults: ProfileFaults =
    atField === undefined ? found : { [atField.name]: { kind: 'refused', refusal: atField.refusal }, ...found }

  /** A page of before has no such line, and a server of before takes none: an empty one is not sent. */
  function withLine(
    { meetingLine: _, ...page }: Omit<ProfileValues, 'meetingLine'> & { readonly meetingLine?: string },
    line: string
  ) {
    return line === '' && !hasLine ? page : { ...page, meetingLine: line }
  }

  async function onSubmit(event: SyntheticEvent) {
    event.preventDefault()
    const checked = checkProfile(values)
    setFound(checked)
    if (Object.keys(checked).length > 0) return
    const { meetingLine, ...rest } = values
    const profile = { ...rest, displayName: trimLine(rest.displayName), headline: trimLine(rest.headline) }
    const write = (...keeps: readonly [HoursKeep?]) =>
      save(() =>
        submit(() => saveProfile(withLine(profile, trimLine(meetingLine)), withLine(base, base.meetingLine), ...keeps))
      )
    if (start === undefined || values.zone === base.zone || !isZone(base.zone)) await write()
    else setMoving({ change: { from: base.zone, to: values.zone, start }, write })
  }

  return (
    <form onSubmit={event => void onSubmit(event)} noValidate {...hold}>
      <Stack gap="lg">
        <DraftReopened draft={draft} />
        <ProfileFields
          values={values}
          text={text}
          meets={meets}
          faults={faults}
          change={change}
          ownZone={account.zone}
        />
        <PolicyFields
          policy={values.policy}
          faults={faults}
          change={policy => change({ policy: { ...values.policy, ...policy } })}
        />
        {blocks && <WhoMayBookField value={values.whoMayBook} onChange={whoMayBook => change({ whoMayBook })} />}
        <RefusalAlert refusal={atField === undefined ? refused?.refusal : undefined} />
        <Stack gap={6} align="flex-start">
          <FormButtons isDirty={isDirty} isBusy={isBusy} draft={draft} />
          <RecordSyncMark id={account.userId} quiet />
        </Stack>
      </Stack>
      <ZoneChangeDialog
        change={moving?.change}
        onClose={() => setMoving(undefined)}
        onSave={keeps => {
          setMoving(undefined)
          void moving?.write(keeps)
        }}
      />
    </form>
  )
}

/** A page that waits for its coach to say what its weekly hours keep. */
interface Moving {
  readonly change: ZoneChange
  readonly write: (keeps: HoursKeep) => Promise<boolean>
}

/** A start of the weekly hours; undefined where there are none, and nothing is to be asked. */
function findAnyStart(coach: CoachProfile | undefined): number | undefined {
  const { weekly = [], overrides = [] } = coach?.availability ?? {}
  return [...weekly, ...overrides].flatMap(({ starts }) => starts)[0]
}

/** What is stored, or what a page starts with before anything was. */
function useStoredProfile(account: DeviceAccount): ProfileValues {
  const profile = useWorkspace(state => state.coaches.find(coach => coach.id === account.userId))
  if (profile !== undefined) {
    const { id: _id, meetingLine = '', ...values } = profile
    return { ...values, meetingLine }
  }
  return {
    displayName: account.displayName,
    headline: '',
    bio: '',
    meetingLine: '',
    zone: account.zone,
    policy: defaultBookingPolicy
  }
}
