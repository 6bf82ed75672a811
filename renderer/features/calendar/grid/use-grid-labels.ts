import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { dateAt } from '#domain/time/wall-clock.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import type { DayOff } from '../model/grid-hours-bands.ts'
import type { TimeGridLabels } from './time-grid.tsx'
import { clockText, wallClockText } from '#renderer/ui/format/wall-clock-text.ts'

/** The words of the grid in the person's language and kind of clock. */
export function useGridLabels(daysOff: readonly DayOff[]): TimeGridLabels {
  const { t, i18n } = useTranslation('calendar')
  const format = useFormat()
  const now = useWorkspace(state => state.now)
  return useMemo(() => {
    const weekdays = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' })
    const weekday = (date: string) => weekdays.format(Date.parse(`${date}T00:00:00Z`))
    return {
      // The space keeps the name of the day and its number two words for those who hear the page.
      weekday: date => `${weekday(date)} `,
      hour: minutes => clockText(minutes, format),
      cell: cell => t('grid.cell', { when: wallClockText(cell, format) }),
      day: date => {
        const isToday = date === dateAt(now(), format.zone)
        const label = t(isToday ? 'grid.today' : 'grid.day', { weekday: weekday(date), day: Number(date.slice(8)) })
        const off = daysOff.find(day => day.date === date)
        if (off === undefined) return label
        return off.note === undefined ? t('grid.dayOff', { label }) : t('grid.dayOffNote', { label, note: off.note })
      }
    }
  }, [daysOff, format, i18n.language, now, t])
}
