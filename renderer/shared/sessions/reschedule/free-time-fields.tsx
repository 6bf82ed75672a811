import { Alert, List, Text } from '@mantine/core'
import { IconAlertTriangle, IconMoon } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type SlotId, slotLengthMs } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { createSlotId, parseSlotId } from '#domain/model/slot-id.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { isNight } from '#renderer/shared/times/is-night.ts'
import { instantOfChoice, type TimeChoice } from '#renderer/shared/times/time-choice.ts'
import { TimeFields } from '#renderer/shared/times/time-fields.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { ZoneNote } from '#renderer/ui/zone-note.tsx'
import { otherNameOf } from '../other-name.ts'
import type { FreeTime } from './use-free-time.ts'

/** Any time for a session: what it means for the student, which open slots give way to it, or why it is refused. */
export function FreeTimeFields(props: {
  readonly call: SessionCopy
  readonly free: FreeTime
  /** The draft keeps what was chosen. */
  readonly onChoose: (slotId: SlotId) => void
  readonly wasTried: boolean
}) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const refusalText = useRefusalText()
  const ownId = useOpenAccount()?.userId ?? ''
  const whyId = useId()
  const { call, free, onChoose, wasTried } = props
  const { preview } = free
  const startsAt = parseSlotId(free.toSlotId ?? '')?.startsAt
  const refusal = findRefusal(free, wasTried)

  function change(part: Partial<TimeChoice>) {
    const choice = { ...free.choice, ...part }
    free.setChoice(choice)
    const at = instantOfChoice(choice, format.zone)
    if (at !== undefined && at >= 0) onChoose(createSlotId(ownId, at))
  }

  return (
    <>
      <TimeFields choice={free.choice} onChange={change} whyId={refusal === undefined ? undefined : whyId} />
      {startsAt !== undefined && <ForStudent call={call} startsAt={startsAt} />}
      {refusal !== undefined && (
        <Alert
          id={whyId}
          role="alert"
          color="red"
          variant="light"
          p="xs"
          icon={<IconAlertTriangle size={18} aria-hidden />}
        >
          {refusalText(refusal)}
        </Alert>
      )}
      {preview?.ok === true && preview.givingWay.length > 0 && (
        <div>
          <Text size="sm">{t('move.givingWay', { count: preview.givingWay.length })}</Text>
          <List size="sm" mt={4}>
            {preview.givingWay.map(slot => (
              <List.Item key={slot.id}>{format.dayAndTimeRange(slot)}</List.Item>
            ))}
          </List>
        </div>
      )}
    </>
  )
}

/** Where it is already, a session cannot be moved; that is said once somebody tries. */
function findRefusal({ preview, toSlotId }: FreeTime, wasTried: boolean): Refusal | undefined {
  if (preview?.ok === false) return preview.refusal
  return wasTried && preview === undefined && toSlotId !== undefined ? 'already-there' : undefined
}

/** The same hours on the student's clock, with a word where that is night. */
function ForStudent({ call, startsAt }: { readonly call: SessionCopy; readonly startsAt: number }) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const { otherZone } = call
  if (otherZone === undefined) return null
  const hours = { startsAt, endsAt: startsAt + slotLengthMs }
  const name = otherNameOf(call, t('erasedName'))
  if (!isNight(hours, otherZone)) return <ZoneNote interval={hours} otherZone={otherZone} person={name} />
  return (
    <Alert color="yellow" variant="light" p="xs" icon={<IconMoon size={18} aria-hidden />}>
      {t('move.night', { name, when: format.inZone(otherZone).dayAndTimeRange(hours) })}
    </Alert>
  )
}
