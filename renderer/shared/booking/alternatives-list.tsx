import { Stack, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Slot } from '#domain/model/slot.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { ZoneNote } from '#renderer/ui/zone-note.tsx'
import classes from './alternatives-list.module.css'
import { findAlternatives, type LostSlot } from './nearest-slots.ts'
import { SlotAction } from './slot-action.tsx'
import type { OfferedSlots } from './use-offered-slots.ts'

interface AlternativesListProps {
  readonly lost: LostSlot
  readonly offered: OfferedSlots
  readonly onBook: (slot: Slot) => void
}

/** The nearest slots that are still open, the same coach's first. A click asks, so that an impatient one books nothing. */
export function AlternativesList({ lost, offered, onBook }: AlternativesListProps) {
  const { t } = useTranslation('booking')
  const { slots, availabilityOf, coachById } = offered
  const found = useMemo(
    () => findAlternatives(lost, slots, slot => availabilityOf(slot).kind === 'bookable'),
    [lost, slots, availabilityOf]
  )
  const coach = coachById.get(lost.coachId)?.displayName ?? t('unknownCoach')
  if (found.sameCoach.length + found.otherCoaches.length === 0) {
    return <Text size="sm">{t(lost.reason === 'by-arrangement' ? 'dialog.noOthers' : 'dialog.noAlternatives')}</Text>
  }
  return (
    <Stack gap="md">
      <Alternatives title={t('dialog.nearest', { coach })} slots={found.sameCoach} offered={offered} onBook={onBook} />
      <Alternatives
        title={t('dialog.others')}
        slots={found.otherCoaches}
        offered={offered}
        namesCoach
        onBook={onBook}
      />
    </Stack>
  )
}

function Alternatives(props: {
  readonly title: string
  readonly slots: readonly Slot[]
  readonly offered: OfferedSlots
  readonly namesCoach?: boolean
  readonly onBook: (slot: Slot) => void
}) {
  const format = useFormat()
  const { title, slots, offered, namesCoach = false, onBook } = props
  if (slots.length === 0) return null
  return (
    <section>
      <Title order={4} size="sm" mb={6}>
        {title}
      </Title>
      <ul className={classes.list}>
        {slots.map(slot => {
          const coach = offered.coachById.get(slot.coachId)
          return (
            <li key={slot.id} className={classes.item}>
              <div>
                <Text size="sm" fw={600}>
                  {format.dayAndTimeRange(slot)}
                </Text>
                {namesCoach && <Text size="sm">{coach?.displayName}</Text>}
                <ZoneNote interval={slot} otherZone={coach?.zone} />
              </div>
              <SlotAction slot={slot} coach={coach} availability={offered.availabilityOf(slot)} onBook={onBook} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
