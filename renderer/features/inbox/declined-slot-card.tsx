import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCalendarX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { type Slot, slotFromId } from '#domain/model/slot.ts'
import { dateAt } from '#domain/time/wall-clock.ts'
import type { Outcome, Refusal } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useDisplayZone, useFormat } from '#renderer/ui/format/display-zone.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { CancelSessionButton } from './cancel-session-button.tsx'
import { InboxCard } from './inbox-card.tsx'
import { MoveSessionButton } from './move-session-button.tsx'

/** An own slot that the server did not accept: why, what it met, and what to do with it. */
export function DeclinedSlotCard({ slot }: { readonly slot: Slot }) {
  const { t } = useTranslation('inbox')
  const met = useMetCall(slot)
  return (
    <InboxCard
      icon={IconCalendarX}
      title={t(isMove(slot) ? 'topic.declinedMove' : 'topic.declinedSlot')}
      interval={slot}
      explanation={useExplanation(slot, met)}
      tone="decision"
      actions={<SlotActions slot={slot} met={met} />}
    />
  )
}

/** The gate kept it as declined because of the slot that it was to replace (SL10). */
function isMove({ decline }: Slot): boolean {
  return decline?.reason === 'slot-booked' || decline?.reason === 'slot-gone'
}

/** The session in the slot that this one met, where there is one. */
function useMetCall({ decline }: Slot): SessionCopy | undefined {
  const bookingId = useWorkspace(state => state.slots.find(({ id }) => id === decline?.slotId)?.bookingId)
  return useWorkspace(state => state.calls.find(({ id }) => id === bookingId))
}

function useExplanation({ decline }: Slot, metCall: SessionCopy | undefined): string {
  const { t } = useTranslation('inbox')
  const { t: shared } = useTranslation('shared')
  const textOf = useRefusalText()
  const format = useFormat()
  const met = useWorkspace(state => state.slots.find(candidate => candidate.id === decline?.slotId))
  if (decline === undefined) return ''
  const left = slotFromId(decline.slotId ?? '')
  if (left !== undefined && decline.reason === 'slot-gone') {
    return t('explain.movedGone', { when: format.dayAndTimeRange(left) })
  }
  const who = metCall?.otherName ?? ''
  if (left !== undefined && decline.reason === 'slot-booked') {
    const booked = who === '' ? 'explain.movedBooked' : 'explain.movedBookedBy'
    return t(met?.status === 'booked' ? booked : 'explain.movedBookedOnce', { when: format.dayAndTimeRange(left), who })
  }
  // That other slot may be gone by now.
  const rule = decline.reason === 'slot-overlaps' ? t('explain.overlapped') : textOf(decline.reason)
  if (met === undefined) return rule
  const status = shared(`status.${met.status === 'requested' ? 'waiting' : met.status}`).toLocaleLowerCase()
  const overlap = who === '' ? 'overlapsStatus' : 'overlapsSession'
  return `${rule} ${t(overlap, { when: format.dayAndTimeRange(met), status, who })}`
}

function SlotActions({ slot, met }: { readonly slot: Slot; readonly met: SessionCopy | undefined }) {
  const { t } = useTranslation('inbox')
  const reopenSlot = useWorkspace(state => state.reopenSlot)
  const removeSlot = useWorkspace(state => state.removeSlot)
  const { zone } = useDisplayZone()
  const isPast = useNow() >= slot.startsAt
  const [refusal, setRefusal] = useState<Refusal>()

  async function run(action: Promise<Outcome>, done: string) {
    const outcome = await action
    if (outcome.ok) notifications.show({ message: done })
    else setRefusal(outcome.refusal)
  }

  return (
    <>
      {isMove(slot) && (
        <>
          <MoveSessionButton call={met} />
          <CancelSessionButton bookingId={met?.id} />
        </>
      )}
      {!isPast && (
        <Button size="xs" variant="default" onClick={() => void run(reopenSlot(slot.id), t('done.reopened'))}>
          {t(isMove(slot) ? 'action.openOwn' : 'action.tryAgain')}
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        component={Link}
        to={paths.calendar({ date: dateAt(slot.startsAt, zone), slotId: slot.id })}
      >
        {t('action.openCalendar')}
      </Button>
      <Button
        size="xs"
        ml="auto"
        variant="subtle"
        color="gray"
        onClick={() => void run(removeSlot(slot.id), t('done.removed'))}
      >
        {t('action.removeSlot')}
      </Button>
      <RefusalAlert refusal={refusal} />
    </>
  )
}
