import { kindOf } from '#domain/insights/tally.ts'
import { type Dossier, foldTag } from '#domain/model/dossier.ts'
import type { Instant, UserId } from '#domain/model/primitives.ts'
import type { Relation } from '#domain/model/relation.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { dayMs } from '#domain/time/durations.ts'
import { isUpcoming } from '#renderer/shared/sessions/session-lists.ts'

/** One student as a coach's list shows them. */
export interface StudentFacts {
  readonly id: UserId
  /** As the newest session says it; empty for an erased account. */
  readonly name: string
  /** The newest session, whatever became of it; undefined for who has joined by an invitation, before the first one. */
  readonly latest: SessionCopy | undefined
  /** What came of an invitation, while it stands and for a month after its end (RL1). */
  readonly relation: Relation | undefined
  /** The earliest session ahead. */
  readonly next: SessionCopy | undefined
  /** The newest session that has taken place. */
  readonly last: SessionCopy | undefined
  /** Sessions that have taken place. */
  readonly held: number
  readonly tags: readonly string[]
}

const endedShownMs = 30 * dayMs

export const studentOrders = ['next', 'last', 'name'] as const
export type StudentOrder = (typeof studentOrders)[number]

/**
 * Everybody with whom a coach has, or has had, a session that was granted or pencilled in, or who has accepted the coach's invitation.
 * @param calls ascending by start
 * @param now server's clock, epoch ms
 */
export function listStudents(
  calls: readonly SessionCopy[],
  dossiers: ReadonlyMap<UserId, Dossier>,
  now: Instant,
  relations: readonly Relation[] = []
): readonly StudentFacts[] {
  const granted = calls.filter(({ status }) => status !== 'declined')
  const sessionsById = Map.groupBy(granted, ({ otherId }) => otherId)
  const relationById = new Map(
    relations.filter(relation => isShown(relation, now)).map(relation => [relation.otherId, relation])
  )
  return [...new Set([...sessionsById.keys(), ...relationById.keys()])].map(id => {
    const own = sessionsById.get(id) ?? []
    const relation = relationById.get(id)
    const latest = own.at(-1)
    const held = own.filter(call => kindOf(call, now) === 'held')
    return {
      id,
      name: own.findLast(({ otherName }) => otherName !== '')?.otherName ?? relation?.otherName ?? '',
      latest,
      relation,
      next: own.find(call => isUpcoming(call, now)),
      last: held.at(-1),
      held: held.length,
      tags: dossiers.get(id)?.tags ?? []
    }
  })
}

/** One that was ended stays a while: its coach sees what has become of it. */
function isShown({ ended }: Relation, now: Instant): boolean {
  return ended === undefined || ended.at > now - endedShownMs
}

/** Those whose name or tags hold all words of the search, in any case and with or without accents. */
export function searchStudents(students: readonly StudentFacts[], search: string): readonly StudentFacts[] {
  const words = fold(search)
    .split(/\s+/u)
    .filter(word => word !== '')
  return students.filter(({ name, tags }) => {
    const text = fold([name, ...tags].join(' '))
    return words.every(word => text.includes(word))
  })
}

function fold(text: string): string {
  return foldTag(text.normalize('NFKD').replace(/\p{M}/gu, ''))
}

/** By the session that comes first, then those who were there last; by the last session; or by name. */
export function sortStudents(students: readonly StudentFacts[], order: StudentOrder): readonly StudentFacts[] {
  return students.toSorted((a, b) => compareBy(order, a, b) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
}

function compareBy(order: StudentOrder, a: StudentFacts, b: StudentFacts): number {
  const byLast = startOf(b.last, -Infinity) - startOf(a.last, -Infinity) || 0
  switch (order) {
    case 'name':
      return 0
    case 'last':
      return byLast
    case 'next':
      return startOf(a.next, Infinity) - startOf(b.next, Infinity) || byLast
  }
}

function startOf(call: SessionCopy | undefined, otherwise: number): number {
  return call?.startsAt ?? otherwise
}
