import { isRelationStanding, relationRange } from '#domain/model/relation.ts'
import type { Person } from '#domain/projection/party.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { readRelationDoc, toPart, toRelation } from '../copies/plan-relation.ts'
import { lockNames, runLocked } from '../locks/keyed-lock.ts'
import type { ProjectorParts } from './projector-contract.ts'

/** Brings a person's name and zone to whom the person has a relation with (RL1). What cannot be stored rejects: it is owed still. */
export async function refreshRelations(
  userId: string,
  { databases, people, locks }: Pick<ProjectorParts, 'databases' | 'people' | 'locks'>,
  afterCopies: (userId: string) => void
): Promise<void> {
  const name = createCallsName(userId)
  if (!(await databases.has(name))) return
  const others: string[] = []
  for await (const doc of (await databases.open(name)).all(relationRange)) {
    const relation = toRelation(doc)
    if (relation !== undefined && isRelationStanding(relation)) others.push(relation.otherId)
  }
  if (others.length === 0) return
  const person = await people.findPerson(userId)
  if (person === undefined) return
  for (const otherId of others) {
    const isChanged = await runLocked(locks, [lockNames.copies(otherId)], async () =>
      refreshOne(otherId, person, databases)
    )
    if (isChanged) afterCopies(otherId)
  }
}

async function refreshOne(
  ownerId: string,
  { id, displayName, zone }: Person,
  databases: ProjectorParts['databases']
): Promise<boolean> {
  const stored = await readRelationDoc(ownerId, id, databases)
  const relation = toRelation(stored)
  if (relation === undefined || (relation.otherName === displayName && relation.otherZone === zone)) return false
  const { stored: isStored, error } = await databases.commitTogether([
    toPart(ownerId, { ...relation, otherName: displayName, otherZone: zone }, stored)
  ])
  if (!isStored) throw error ?? new Error('a relation was not refreshed')
  return true
}
