import { useTranslation } from 'react-i18next'
import { firstWeekdayOf } from './first-weekday.ts'

interface Weekdays {
  /** 1 (Monday) to 7, from where the person's week begins. */
  readonly days: readonly number[]
  readonly nameOf: (weekday: number) => string
}

/** The weekdays and their names, in full or as short as a list of them wants. */
export function useWeekdays(length: 'long' | 'short' = 'long'): Weekdays {
  const { i18n } = useTranslation()
  const first = firstWeekdayOf(navigator.language)
  const days = [0, 1, 2, 3, 4, 5, 6].map(offset => ((first - 1 + offset) % 7) + 1)
  const names = new Intl.DateTimeFormat(i18n.language, { weekday: length, timeZone: 'UTC' })
  // The first of January 2024 was a Monday.
  return { days, nameOf: (weekday: number) => names.format(Date.UTC(2024, 0, weekday)) }
}
