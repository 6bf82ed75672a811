import { DatePickerInput, type DatePickerInputProps, type DayOfWeek } from '@mantine/dates'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import { useFormat } from './format/display-zone.tsx'
import { firstWeekdayOf } from './format/first-weekday.ts'
import outside from './outside-days.module.css'
import { usePickerLabels } from './use-picker-labels.ts'

type Own =
  | 'ref'
  | 'value'
  | 'onChange'
  | 'type'
  | 'valueFormat'
  | 'valueFormatter'
  | 'firstDayOfWeek'
  | 'weekendDays'
  | 'ariaLabels'

interface DayPickerInputProps extends Omit<DatePickerInputProps, Own> {
  readonly value: CalendarDate | undefined
  readonly onChange: (day: CalendarDate | undefined) => void
}

const clearSize = { height: 24, minHeight: 24, minWidth: 24, width: 24 } as const

/**
 * Picks one day. Weeks begin as where the person lives, and the day is written as everywhere else. The only place that knows
 * the library's picker: by itself that one starts every week on Monday and writes dates as in the United States.
 */
export function DayPickerInput({ value, onChange, clearButtonProps, ...others }: DayPickerInputProps) {
  const { date } = useFormat().inZone('UTC')
  const labels = usePickerLabels()
  return (
    <DatePickerInput
      classNames={{ day: outside.day ?? '' }}
      {...others}
      // In a small field theirs is too small to be hit.
      clearButtonProps={{ style: clearSize, ...clearButtonProps }}
      value={value ?? null}
      onChange={day => onChange(day ?? undefined)}
      valueFormatter={({ date: day }) => (typeof day === 'string' ? date(Date.parse(`${day}T00:00Z`)) : '')}
      firstDayOfWeek={toLibraryWeekday(firstWeekdayOf(navigator.language))}
      // Their red misses AA and means nothing here.
      weekendDays={[]}
      ariaLabels={labels}
    />
  )
}

/** Theirs counts from Sunday as 0. */
export function toLibraryWeekday(weekday: number): DayOfWeek {
  return (weekday % 7) as DayOfWeek
}
