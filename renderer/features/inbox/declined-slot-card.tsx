import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCalendarX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Slot } from '#domain/model/slot.ts'
import { dateAt } from '#domain/time/wall-clock.ts'
import type { Outcome, Refusal } from '../../store/contract.ts'
import { useWorkspace } from '../../store/hooks.ts'
import { useDisplayZone, useFormat } from '../../ui/format/display-zone.tsx'
import { paths } from '../../ui/paths.ts'
import { RefusalAlert } from '../../ui/refusal-alert.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useRefusalText } from '../../ui/use-refusal-text.ts'
import { InboxCard } from './inbox-card.tsx'

/** An own slot that the server did not accept: why, what it met, and what to do with it. */
export function DeclinedSlotCard({ slot }: { readonly slot: Slot }) {
  const { t } = useTranslation('inbox')
  return (
    <InboxCard
      icon={IconCalendarX}
      title={t('topic.declinedSlot')}
      interval={slot}
      explanation={useExplanation(slot)}
      isPutAside={false}
      actions={<SlotActions slot={slot} />}
    />
  )
}

function useExplanation({ decline }: Slot): string {
  const { t } = useTranslation('inbox')
  const { t: shared } = useTranslation('shared')
  const textOf = useRefusalText()
  const format = useFormat()
  const met = useWorkspace(state => state.slots.find(candidate => candidate.id === decline?.slotId))
  if (decline === undefined) return ''
  const rule = textOf(decline.reason)
  if (met === undefined) return rule
  const status = shared(`status.${met.status === 'requested' ? 'waiting' : met.status}`)
  return `${rule} ${t('overlapsStatus', { when: format.dayAndTimeRange(met), status: status.toLocaleLowerCase() })}`
}

function SlotActions({ slot }: { readonly slot: Slot }) {
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
      {!isPast && (
        <Button size="xs" variant="default" onClick={() => void run(reopenSlot(slot.id), t('done.reopened'))}>
          {t('action.tryAgain')}
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
      <Button size="xs" variant="default" onClick={() => void run(removeSlot(slot.id), t('done.removed'))}>
        {t('action.removeSlot')}
      </Button>
      <RefusalAlert refusal={refusal} />
    </>
  )
}
