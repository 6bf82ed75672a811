import type { DatesChange, HoursChange } from '#renderer/contract/hours.ts'
import type { DraftValues } from '#renderer/contract/screens.ts'
import { slotLengthMs, slotGridMs } from '#domain/model/primitives.ts'
import { maxGapMin, maxWeeksAhead } from '#domain/model/limits.ts'
import { minuteMs } from '#domain/time/durations.ts'
import { toDays } from '#renderer/shared/hours/chosen-days.ts'
import { isNote } from '#renderer/shared/hours/use-note-fault.ts'

/** What the form of weekly hours changes, and the dates that are being added. It lies over what is stored, and is its draft. */
export type HoursValues = DraftValues['hours']

/** Nothing is changed. */
export const noHoursValues: HoursValues = { from: '', to: '', note: '' }

const slotMin = slotLengthMs / minuteMs
const gridMin = slotGridMs / minuteMs
const dayMin = 1_440
const firstStartMin = 9 * 60

/** Why the starts of a day cannot be saved. */
export type StartsFault = 'close' | 'grid' | 'none'

export interface HoursFaults {
  /** By weekday. */
  readonly weekly: ReadonlyMap<number, StartsFault>
  readonly weeksAhead: boolean
  readonly gapMin: boolean
  /** Of the dates that are being added. */
  readonly starts: StartsFault | undefined
  readonly note: boolean
}

export function findHoursFaults(values: HoursValues): HoursFaults {
  const weekly = (values.weekly ?? []).flatMap(({ weekday, starts }) => {
    const fault = findStartsFault(starts)
    return fault === undefined ? [] : [[weekday, fault] as const]
  })
  const isOwn = values.adding === 'own' && toDays(values) !== undefined
  const starts = values.starts ?? []
  const ownFault = starts.length === 0 ? 'none' : findStartsFault(starts)
  return {
    weekly: new Map(weekly),
    weeksAhead: !isWithin(values.weeksAhead, maxWeeksAhead),
    gapMin: !isWithin(values.gapMin, maxGapMin),
    starts: isOwn ? ownFault : undefined,
    note: values.adding !== undefined && !isNote(values.note)
  }
}

export function hasFault({ weekly, weeksAhead, gapMin, starts, note }: HoursFaults): boolean {
  return weekly.size > 0 || weeksAhead || gapMin || starts !== undefined || note
}

function findStartsFault(starts: readonly number[]): StartsFault | undefined {
  if (starts.some(start => start % gridMin !== 0)) return 'grid'
  const sorted = sortStarts(starts)
  return sorted.some((start, at) => at > 0 && start - (sorted[at - 1] ?? 0) < slotMin) ? 'close' : undefined
}

function isWithin(value: number | null | undefined, max: number): boolean {
  return value === undefined || (value !== null && Number.isInteger(value) && value >= 0 && value <= max)
}

/** What is to be saved; of faulty values nothing is said. */
export function toHoursChange(values: HoursValues): HoursChange {
  const { weekly, weeksAhead, gapMin } = values
  const dates = [...(values.dates ?? []).map(toDatesChange), ...listAdded(values)]
  return {
    ...(weekly === undefined
      ? {}
      : { weekly: weekly.map(({ weekday, starts }) => ({ weekday, starts: sortStarts(starts) })) }),
    ...(typeof weeksAhead === 'number' ? { weeksAhead } : {}),
    ...(typeof gapMin === 'number' ? { gapMin } : {}),
    ...(dates.length === 0 ? {} : { dates })
  }
}

type KeptDates = NonNullable<HoursValues['dates']>[number]

function toDatesChange({ from, to, note, starts }: KeptDates): DatesChange {
  return starts === undefined ? { from, to, starts: 'as-usual' } : { from, to, starts: sortStarts(starts), note }
}

/** The dates that are being added, once a day is chosen. */
function listAdded({ adding, from, to, note, starts }: HoursValues): readonly DatesChange[] {
  const days = adding === undefined ? undefined : toDays({ from, to })
  if (days === undefined) return []
  return [{ ...days, starts: adding === 'off' ? [] : sortStarts(starts ?? []), note }]
}

/** The same with the dates that are being added among the changes, and others, or none, being added. */
export function startAdding(values: HoursValues, adding: HoursValues['adding']): HoursValues {
  const added = listAdded(values).map(({ from, to, note = '', starts }) => ({
    from,
    to,
    note,
    starts: starts === 'as-usual' ? [] : [...starts]
  }))
  return {
    ...values,
    ...noHoursValues,
    dates: [...(values.dates ?? []), ...added],
    adding,
    starts: adding === 'own' ? [firstStartMin] : undefined
  }
}

/** The same with dates that are as their weekdays again. */
export function withUsualDates(values: HoursValues, days: { readonly from: string; readonly to: string }): HoursValues {
  return { ...values, dates: [...(values.dates ?? []), { ...days, note: '' }] }
}

/** The same with other starts on a weekday. */
export function withStarts(values: HoursValues, weekdays: readonly number[], starts: readonly number[]): HoursValues {
  const others = (values.weekly ?? []).filter(({ weekday }) => !weekdays.includes(weekday))
  return { ...values, weekly: [...others, ...weekdays.map(weekday => ({ weekday, starts: [...starts] }))] }
}

export function sortStarts(starts: readonly number[]): number[] {
  return [...starts].sort((a, b) => a - b)
}

/** A start for a day that has these: after the last one, else before the first one; undefined where none fits. */
export function suggestNextStart(starts: readonly number[], gapMin: number): number | undefined {
  const sorted = sortStarts(starts)
  const [first] = sorted
  const last = sorted.at(-1)
  if (first === undefined || last === undefined) return firstStartMin
  const apart = Math.ceil((slotMin + gapMin) / gridMin) * gridMin
  if (last + apart + slotMin <= dayMin) return last + apart
  return first >= apart ? first - apart : undefined
}
