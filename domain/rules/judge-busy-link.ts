import type { BusyLink } from '../model/busy-link.ts'
import type { Actor } from '../model/role.ts'
import { isSame } from './is-same.ts'
import { accept, type BaseRevision, type Current, isStale, reject, type Verdict } from './verdict.ts'

/** Judges a coach's write of the address of a calendar (BU1). What the server made of an address stays with that address alone (BU3). */
export function judgeBusyLink(
  actor: Actor,
  pushed: BusyLink,
  current: Current<BusyLink>,
  base: BaseRevision
): Verdict<{ readonly put: BusyLink }> {
  if (actor.role !== 'coach') return reject('coaches-only')
  if (isStale(base, current)) return { kind: 'conflict' }
  const stored = current.kind === 'live' ? current.value : undefined
  const { reading: _, ...own } = pushed
  const isSameUrl = own.url !== undefined && stored?.url === own.url
  const put = isSameUrl && stored?.reading !== undefined ? { ...own, reading: stored.reading } : own
  return isSame(put, pushed) ? accept({ put: pushed }) : { kind: 'adjusted', effect: { put } }
}
