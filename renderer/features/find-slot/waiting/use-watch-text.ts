import { useTranslation } from 'react-i18next'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { UserId } from '#domain/model/primitives.ts'
import type { Watch } from '#domain/model/watch.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useWeekdays } from '#renderer/ui/format/use-weekdays.ts'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { dayText } from '#renderer/ui/format/wall-clock-text.ts'
import { lastDayOf } from './watch-values.ts'

interface WatchText {
  /** Who and when in the week. */
  readonly title: string
  /** Until when, and on which clock where that is not the person's own. */
  readonly until: string
}

/** A watch in two lines. */
export function useWatchText(coachById: ReadonlyMap<UserId, CoachProfile>): (watch: Watch, now: number) => WatchText {
  const { t } = useTranslation('booking')
  const { t: shared } = useTranslation('shared')
  const format = useFormat()
  const words = useZoneWords()
  const { days, nameOf } = useWeekdays()
  return (watch, now) => {
    const { coachId, weekdays, part, until, zone } = watch
    const who =
      coachId === undefined ? t('filters.anyCoach') : (coachById.get(coachId)?.displayName ?? t('unknownCoach'))
    const chosen = weekdays === undefined ? [] : days.filter(day => weekdays.includes(day)).map(nameOf)
    const title = [
      who,
      chosen.length === 0 ? t('filters.anyDay') : chosen.join(', '),
      ...(part === undefined ? [] : [t(`waiting.part.${part}`)])
    ].join(shared('separator'))
    const day = dayText(lastDayOf(watch), format)
    const ends = until > now ? t('waiting.until', { day }) : t('waiting.ended', { day })
    const clock = zone === format.zone ? [] : [t('waiting.clock', { zone: words.name(zone) })]
    return { title, until: [ends, ...clock].join(' ') }
  }
}
