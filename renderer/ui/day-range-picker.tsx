import { Input, type InputWrapperProps } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import { useId } from 'react'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import { toLibraryWeekday } from './day-picker-input.tsx'
import { firstWeekdayOf } from './format/first-weekday.ts'
import outside from './outside-days.module.css'
import { usePickerLabels } from './use-picker-labels.ts'

/** The first and the last of some days; empty while one is not chosen. */
export interface DayRange {
  readonly from: CalendarDate
  readonly to: CalendarDate
}

interface DayRangePickerProps extends Pick<InputWrapperProps, 'description' | 'error'> {
  readonly label: string
  readonly value: DayRange
  readonly onChange: (range: DayRange) => void
  readonly minDate: CalendarDate
}

/** Picks days one after the other in a month that is always open: the first, then the last, or one of them twice. */
export function DayRangePicker({ label, description, error, value, onChange, minDate }: DayRangePickerProps) {
  const labelId = useId()
  const arrowLabels = usePickerLabels()
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id: labelId }}
      description={description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={error}
    >
      <DatePicker
        type="range"
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the library draws a div
        role="group"
        aria-labelledby={labelId}
        allowSingleDateInRange
        value={[value.from === '' ? null : value.from, value.to === '' ? null : value.to]}
        onChange={([from, to]) => onChange({ from: from ?? '', to: to ?? '' })}
        defaultDate={value.from === '' ? minDate : value.from}
        minDate={minDate}
        firstDayOfWeek={toLibraryWeekday(firstWeekdayOf(navigator.language))}
        // Their red misses AA and means nothing here.
        weekendDays={[]}
        ariaLabels={arrowLabels}
        classNames={{ day: outside.day ?? '' }}
        mt={4}
      />
    </Input.Wrapper>
  )
}
