import { z } from 'zod'
import { dayParts } from './day-part.ts'
import { growingEnum } from './newer.ts'
import { instantSchema, userIdSchema, zoneNameSchema } from './primitives.ts'

const watchPrefix = 'watch:'

/** 128 random bits in hex behind the prefix, fresh for each watch. */
export const watchIdSchema = z
  .string()
  .max(38)
  .regex(/^watch:[0-9a-f]{32}$/)

/**
 * What a student waits for (rules WL): "tell me when a slot opens". It is a document of the student's own database, and nobody else reads
 * it or learns how many there are. An absent field means any.
 */
export const watchSchema = z.strictObject({
  id: watchIdSchema,
  kind: z.literal('watch'),
  coachId: userIdSchema.optional(),
  /** 1 (Monday) to 7 (Sunday), ascending, each once. */
  weekdays: z
    .array(z.int().min(1).max(7))
    .min(1)
    .max(7)
    .refine(days => days.every((day, at) => at === 0 || day > (days[at - 1] ?? 0)), 'must be ascending')
    .optional(),
  part: growingEnum(dayParts).optional(),
  /** On whose clock weekdays and parts of the day are read. */
  zone: zoneNameSchema,
  /** It stands until then, and asks for slots that start before. */
  until: instantSchema,
  /** By the server's clock as measured on the device that made it. */
  madeAt: instantSchema
})

export type Watch = z.infer<typeof watchSchema>
/** What a student asks for; the device adds the rest. */
export type WatchWish = Omit<Watch, 'id' | 'kind' | 'madeAt'>

export function isWatchId(id: string): boolean {
  return id.startsWith(watchPrefix)
}

/** @param fresh 128 random bits in hex */
export function createWatchId(fresh: string): string {
  return watchPrefix + fresh
}

/** Whether it still asks for anything. */
export function isWatchStanding({ until }: Pick<Watch, 'until'>, now: number): boolean {
  return now < until
}
