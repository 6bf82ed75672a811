import { z } from 'zod'
import { maxBlocked } from './limits.ts'
import { userIdSchema } from './primitives.ts'

/** One for each coach, in the coach's own database. */
export const blockListId = 'blocks'

/** The students whom a coach has blocked (BL3). Its coach's alone: nothing of it is in any other document. */
export const blockListSchema = z.strictObject({
  id: z.literal(blockListId),
  kind: z.literal('blocks'),
  /** Each once, in the order of their ids. */
  studentIds: z.array(userIdSchema).max(maxBlocked)
})

export type BlockList = z.infer<typeof blockListSchema>

export function createBlockList(studentIds: Iterable<string>): BlockList {
  return { id: blockListId, kind: 'blocks', studentIds: [...new Set(studentIds)].sort() }
}
