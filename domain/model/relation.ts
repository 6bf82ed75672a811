import { z } from 'zod'
import { displayNameSchema, instantSchema, type UserId, userIdSchema, zoneNameSchema } from './primitives.ts'
import { partyRoleSchema } from './role.ts'

const prefix = 'relation:'

export function createRelationId(otherId: UserId): string {
  return prefix + otherId
}

export function isRelationId(id: string): boolean {
  return id.startsWith(prefix)
}

/** The other party, by the document's id. */
export function toRelationOtherId(id: string): UserId {
  return id.slice(prefix.length)
}

/** The bounds of a read that finds the relations of one person's database. */
export const relationRange = { startKey: prefix, endKey: `${prefix}~` } as const

/**
 * That a student has accepted a coach's invitation (RL1): one document in each party's own database. The server alone writes it; either
 * party may end it. It tells no phone number.
 */
export const relationSchema = z.strictObject({
  id: z
    .string()
    .max(41)
    .regex(/^relation:[a-z][a-z0-9]{7,31}$/),
  kind: z.literal('relation'),
  /** What its owner is in it. */
  partyRole: partyRoleSchema,
  otherId: userIdSchema,
  otherName: displayNameSchema,
  otherZone: zoneNameSchema,
  /** When the invitation was accepted. */
  since: instantSchema,
  /** Absent while it stands. */
  ended: z.strictObject({ by: partyRoleSchema, at: instantSchema }).optional()
})

export type Relation = z.infer<typeof relationSchema>

export function isRelationStanding({ ended }: Pick<Relation, 'ended'>): boolean {
  return ended === undefined
}
