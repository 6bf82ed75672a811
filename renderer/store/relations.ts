import type { OwnDocument } from '#domain/model/own-documents.ts'
import type { UserId } from '#domain/model/primitives.ts'
import { isRelationStanding, type Relation } from '#domain/model/relation.ts'

const none: readonly Relation[] = []
/** One list for as long as the same relations are in it, however often the sessions beside them change. */
const listByFirst = new WeakMap<Relation, readonly Relation[]>()

/** What came of invitations, also what was ended, by the other's name (RL1). */
export function pickRelations(copies: readonly OwnDocument[]): readonly Relation[] {
  const relations = copies
    .filter((copy): copy is Relation => copy.kind === 'relation')
    .toSorted((a, b) => a.otherName.localeCompare(b.otherName) || (a.id < b.id ? -1 : 1))
  const [first] = relations
  if (first === undefined) return none
  const known = listByFirst.get(first)
  if (known?.length === relations.length && known.every((one, n) => one === relations[n])) return known
  listByFirst.set(first, relations)
  return relations
}

/** The one with this person, while it stands. */
export function findStandingRelation(otherId: UserId, relations: readonly Relation[]): Relation | undefined {
  return relations.find(relation => relation.otherId === otherId && isRelationStanding(relation))
}
