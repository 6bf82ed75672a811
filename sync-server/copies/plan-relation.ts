import { createRelationId, isRelationStanding, type Relation, relationSchema } from '#domain/model/relation.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { PartyRole } from '#domain/model/role.ts'
import { fromWire, toWire } from '#domain/model/wire.ts'
import type { Person } from '#domain/projection/party.ts'
import { createCallsName } from '#domain/rules/access.ts'
import type { CommitPart, Databases, StoredDocument } from '../storage/document-store.ts'

/** What one party of a relation sees of the other: never a phone number (RL1). */
export type SeenPerson = Pick<Person, 'id' | 'displayName' | 'zone'>

/**
 * Both parties' documents of a relation that begins, to be stored in one commit. Where it stands already it goes on as it is. Where one
 * of them was changed meanwhile the commit fails as a whole, and is planned again.
 */
export async function planRelation(
  parties: { readonly coach: SeenPerson; readonly student: SeenPerson },
  since: Instant,
  databases: Pick<Databases, 'open' | 'has'>
): Promise<readonly CommitPart[]> {
  const { coach, student } = parties
  const [ofCoach, ofStudent] = await Promise.all([
    readRelationDoc(coach.id, student.id, databases),
    readRelationDoc(student.id, coach.id, databases)
  ])
  const standing = [ofCoach, ofStudent].map(toRelation).find(one => one !== undefined && isRelationStanding(one))
  const from = standing?.since ?? since
  return [
    toPart(coach.id, createRelation('coach', student, from), ofCoach),
    toPart(student.id, createRelation('student', coach, from), ofStudent)
  ]
}

/** The document that says in one person's database what is with another one. */
export async function readRelationDoc(
  ownerId: string,
  otherId: string,
  databases: Pick<Databases, 'open' | 'has'>
): Promise<StoredDocument | undefined> {
  const name = createCallsName(ownerId)
  if (!(await databases.has(name))) return undefined
  const [doc] = await (await databases.open(name)).read([createRelationId(otherId)])
  return doc
}

export function toRelation(doc: StoredDocument | undefined): Relation | undefined {
  return doc === undefined || doc._deleted === true ? undefined : relationSchema.safeParse(fromWire(doc)).data
}

function createRelation(partyRole: PartyRole, other: SeenPerson, since: Instant): Relation {
  const { id, displayName, zone } = other
  return {
    id: createRelationId(id),
    kind: 'relation',
    partyRole,
    otherId: id,
    otherName: displayName,
    otherZone: zone,
    since
  }
}

export function toPart(ownerId: string, relation: Relation, stored: StoredDocument | undefined): CommitPart {
  const doc = { ...toWire(relation), ...(stored === undefined ? {} : { _rev: stored._rev }) }
  return { database: createCallsName(ownerId), docs: [doc], newEdits: true }
}
