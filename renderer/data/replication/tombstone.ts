import { assertNever } from '#domain/assert-never.ts'
import { blockListId, createBlockList } from '#domain/model/block-list.ts'
import { busyLinkId } from '#domain/model/busy-link.ts'
import { busyTimesIds } from '#domain/model/busy-times.ts'
import { isDossierId } from '#domain/model/dossier.ts'
import { isHowWeMeetId } from '#domain/model/how-we-meet.ts'
import { isOfferedId } from '#domain/model/offered.ts'
import { isRelationId } from '#domain/model/relation.ts'
import { isWatchId } from '#domain/model/watch.ts'
import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { slotFromId } from '#domain/model/slot.ts'
import type { LocalDocuments } from '../database/collections.ts'
import type { ReplicatedName } from './replicated.ts'

/**
 * The fields of a removed document. The server's tombstone carries none; the local database needs those that it indexes, and
 * whoever looks at the tombstone learns from it only what the id says.
 */
export function createTombstone<N extends ReplicatedName>(collection: N, id: string): LocalDocuments[N] {
  return createFields(collection, id) as LocalDocuments[N]
}

function createFields(collection: ReplicatedName, id: string): LocalDocuments[ReplicatedName] {
  switch (collection) {
    case 'slots':
      // An id that is not a slot's was never one of ours; as a tombstone it does no harm.
      return slotFromId(id) ?? { id, coachId: '', startsAt: 0, endsAt: 0, status: 'declined' }
    case 'users':
      return { id, displayName: '-', headline: '', bio: '', zone: 'UTC', policy: defaultBookingPolicy }
    case 'calls':
      {
        const busyId = busyTimesIds.find(known => known === id)
        if (busyId !== undefined) return { id: busyId, kind: 'busy', intervals: [], source: '', importedAt: 0 }
        if (id === busyLinkId) return { id, kind: 'busy-link', askedAt: 0 }
      }
      if (id === blockListId) return createBlockList([])
      if (isWatchId(id)) return { id, kind: 'watch', zone: 'UTC', until: 0, madeAt: 0 }
      if (isOfferedId(id)) return { id, kind: 'offered', since: 0, booked: [], open: [] }
      if (isRelationId(id)) return createRelationTombstone(id)
      if (isDossierId(id)) return { id, kind: 'dossier', editedAt: 0 }
      if (isHowWeMeetId(id)) return { id, kind: 'meeting', way: 'open' }
      return id.startsWith('notice:') ? createNoticeTombstone(id) : createCallTombstone(id)
    default:
      return assertNever(collection)
  }
}

function createNoticeTombstone(id: string): LocalDocuments['notices'] {
  return {
    id,
    kind: 'notice',
    topic: 'write-refused',
    at: 0,
    subject: { collection: 'calls', id },
    dismissed: true
  }
}

function createRelationTombstone(id: string): LocalDocuments['calls'] {
  return {
    id,
    kind: 'relation',
    partyRole: 'student',
    otherId: 'removed0',
    otherName: '-',
    otherZone: 'UTC',
    since: 0
  }
}

function createCallTombstone(id: string): LocalDocuments['calls'] {
  return {
    id,
    kind: 'call',
    status: 'cancelled',
    slotId: 'removed0:0',
    startsAt: 0,
    endsAt: 0,
    partyRole: 'student',
    otherId: 'removed0',
    otherName: '',
    claimedAt: 0
  }
}
