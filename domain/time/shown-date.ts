import { z } from 'zod'
import type { CalendarDate } from './wall-clock.ts'

/** The years that screens lead to. Arithmetic on their dates has room in both directions. */
const firstDate: CalendarDate = '2000-01-01'
const lastDate: CalendarDate = '2199-12-31'

/** `2026-11-30`, only days that exist. */
const dateSchema = z.iso.date()

/** The nearest date that screens lead to. */
export function toShownDate(date: CalendarDate): CalendarDate {
  if (date < firstDate) return firstDate
  return date > lastDate ? lastDate : date
}

/** Whether a text out of an address is a date that exists, from 2000 to 2199: anybody can write an address. */
export function isShownDate(text: string): boolean {
  return dateSchema.safeParse(text).success && text >= firstDate && text <= lastDate
}
