import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Interval } from '#domain/time/interval.ts'
import { dateAt } from '#domain/time/wall-clock.ts'
import { useFormat } from './format/display-zone.tsx'
import { isSameClock } from './format/formatter.ts'
import { useZoneWords } from './format/use-zone-words.ts'

/** The same two hours on the other party's clock; nothing where both clocks agree or the zone is not known. */
export function ZoneNote(props: {
  readonly interval: Interval
  readonly otherZone: string | undefined
  readonly person?: string
}) {
  const { t } = useTranslation('shared')
  const format = useFormat()
  const words = useZoneWords()
  const { interval, otherZone, person } = props
  if (otherZone === undefined || isSameClock(interval.startsAt, format.zone, otherZone)) return null
  const other = format.inZone(otherZone)
  const sameDate = dateAt(interval.startsAt, format.zone) === dateAt(interval.startsAt, otherZone)
  const time = sameDate ? other.timeRange(interval) : other.dayAndTimeRange(interval)
  const place = words.place(otherZone)
  return (
    <Text size="xs" c="dimmed" component="span">
      {person === undefined ? t('zone.inZone', { time, place }) : t('zone.forPerson', { time, place, person })}
    </Text>
  )
}
