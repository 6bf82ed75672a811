import type { Instant } from '#domain/model/primitives.ts'
import { z } from 'zod'
import { dayMs, hourMs } from '#domain/time/durations.ts'

/** How far the sweep has got. Slots that ended before the line have left `slots`. */
export interface SweepLine {
  readonly line: Instant
  /** When it was moved there, by the wall clock. */
  readonly movedAt: Instant
}

/** How long a slot stays in `slots` after its end, ms: history lives in the copies and in the journal. */
const keepSlotsMs = 30 * dayMs
/** A clock that is wrong for a day costs no more than this. */
const longestMoveMs = 2 * dayMs
/** A server that is started again and again does not move it again and again. */
const shortestPauseMs = 20 * hourMs

const lineSchema = z.object({ line: z.int().min(0), movedAt: z.int().min(0) })

/** What is stored; undefined where there is nothing that can be understood. */
export function parseSweepLine(stored: unknown): SweepLine | undefined {
  return lineSchema.safeParse(stored).data
}

/**
 * CK3 Where the line goes in a run; undefined: it is too soon for one. It goes back with a clock that was ahead and was set right.
 * @param certain the time that it is at least
 */
export function moveSweepLine(
  stored: SweepLine | undefined,
  { now, certain }: { readonly now: Instant; readonly certain: Instant }
): SweepLine | undefined {
  if (stored === undefined) return { line: Math.min(now, certain) - keepSlotsMs, movedAt: now }
  if (now >= stored.movedAt && now < stored.movedAt + shortestPauseMs) return undefined
  return { line: Math.min(now - keepSlotsMs, stored.line + longestMoveMs), movedAt: now }
}
