import { Button, Center, Stack, Text, Title } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Slot } from '#domain/model/slot.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { type DayGroup, groupByDay, takeItems } from '#renderer/ui/format/local-days.ts'
import { dayText } from '#renderer/ui/format/wall-clock-text.ts'
import { AwayLine } from './away-line.tsx'
import type { CoachAway } from './days-off.ts'
import classes from './slot-list.module.css'
import { SlotRow } from './slot-row.tsx'
import type { OfferedSlots } from './use-offered-slots.ts'

/** Rows drawn at once; ten thousand would make every key press slow. */
const pageSize = 40

interface SlotDayListProps {
  /** Ascending by start. */
  readonly slots: readonly Slot[]
  /** By date: said where the slots would be. */
  readonly away?: readonly CoachAway[]
  readonly offered: OfferedSlots
  readonly showsCoach: boolean
  readonly onBook: (slot: Slot) => void
  readonly headingOrder?: 2 | 3
}

/** Slots by date in the display zone, a page at a time. Give it a new key to start over at the first page. */
export function SlotDayList({ slots, away = [], headingOrder = 2, ...row }: SlotDayListProps) {
  const { t } = useTranslation('booking')
  const format = useFormat()
  const [limit, setLimit] = useState(pageSize)
  const days = useMemo(() => groupByDay(slots, format.zone), [slots, format.zone])
  const { groups, remaining } = takeItems(days, limit)
  const shown = withAwayDays(groups, away, remaining > 0)
  return (
    <Stack gap="lg">
      {shown.map(({ date, items }) => (
        <section key={date} aria-labelledby={`day-${date}`} className={classes.day}>
          <Title order={headingOrder} id={`day-${date}`} size="h2" mb={6}>
            {dayText(date, format)}{' '}
            {items.length > 0 && (
              <Text span c="dimmed" size="sm" fw={400} ml="xs">
                {t('dayCount', { count: days.find(day => day.date === date)?.items.length ?? items.length })}
              </Text>
            )}
          </Title>
          {away
            .filter(days => days.date === date)
            .map(days => (
              <AwayLine key={days.coach.id} away={days} />
            ))}
          <ul className={classes.list}>
            {items.map(slot => (
              <SlotRow key={slot.id} slot={slot} {...row} />
            ))}
          </ul>
        </section>
      ))}
      {remaining > 0 && (
        <Center>
          <Button variant="default" onClick={() => setLimit(limit + pageSize)}>
            {t('showMore', { count: remaining })}
          </Button>
        </Center>
      )}
    </Stack>
  )
}

/** With the dates on which somebody is away; beyond a page's last date they come with the next page. */
function withAwayDays(
  groups: readonly DayGroup<Slot>[],
  away: readonly CoachAway[],
  hasMore: boolean
): readonly DayGroup<Slot>[] {
  const last = groups.at(-1)?.date ?? ''
  const dates = new Set(away.map(({ date }) => date).filter(date => !hasMore || date <= last))
  for (const { date } of groups) dates.delete(date)
  const empty = [...dates].map((date): DayGroup<Slot> => ({ date, items: [] }))
  return [...groups, ...empty].toSorted((a, b) => (a.date < b.date ? -1 : 1))
}
