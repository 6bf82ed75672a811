import { useTranslation } from 'react-i18next'
import type { Instant } from '#domain/model/primitives.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { dateAt } from '#domain/time/wall-clock.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'

/** From where to where a session goes; the day once, where it stays the same. */
export function useMoveText(): (from: Instant, to: Instant) => string {
  const { t } = useTranslation('shared')
  const format = useFormat()
  return (from, to) => {
    const [left, reached] = [from, to].map(startsAt => ({ startsAt, endsAt: startsAt + slotLengthMs }))
    if (left === undefined || reached === undefined) return ''
    const isSameDay = dateAt(from, format.zone) === dateAt(to, format.zone)
    const hours = isSameDay ? format.timeRange(reached) : format.dayAndTimeRange(reached)
    return t('fromTo', { from: format.dayAndTimeRange(left), to: hours })
  }
}
