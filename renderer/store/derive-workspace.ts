import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Notice } from '#domain/model/notice.ts'
import { type Dossier, toDossierStudentId } from '#domain/model/dossier.ts'
import type { HowWeMeet } from '#domain/model/how-we-meet.ts'
import type { OfferedMonth } from '#domain/model/offered.ts'
import type { Watch } from '#domain/model/watch.ts'
import type { OwnDocument } from '#domain/model/own-documents.ts'
import { withoutDates } from '#domain/notices/series-notice.ts'
import { findUnanswered } from '#domain/projection/waiting.ts'
import type { WorkspaceData } from '../contract/screens.ts'
import type { SyncReport } from '../data/replication/sync-report.ts'
import { byNewest, byStart } from '../data/repositories/orders.ts'
import { pickRelations } from './relations.ts'
import { needsDecision } from './needs-decision.ts'

/** A person's bookings, ascending by start. */
export function pickCalls(copies: readonly OwnDocument[]): readonly SessionCopy[] {
  return copies.filter(copy => copy.kind === 'call').sort(byStart)
}

/** The copy of a booking, where a document is one. */
export function pickCall(copy: OwnDocument | undefined): SessionCopy | undefined {
  return copy?.kind === 'call' ? copy : undefined
}

const nobody: ReadonlySet<string> = new Set()
/** One set for each list of the blocked, however often the sessions beside it change. */
const blockedByList = new WeakMap<readonly string[], ReadonlySet<string>>()

function toBlocked(studentIds: readonly string[]): ReadonlySet<string> {
  const blocked = blockedByList.get(studentIds) ?? new Set(studentIds)
  blockedByList.set(studentIds, blocked)
  return blocked
}
const none: readonly never[] = []
const listByFirst = new WeakMap<object, readonly unknown[]>()

/** The list itself for as long as the same documents are in it, however often the sessions beside it change. */
function keepSame<T extends object>(documents: readonly T[]): readonly T[] {
  const [first] = documents
  if (first === undefined) return none
  const known = listByFirst.get(first)
  // Of one kind each: what is known of a document is a list of its kind.
  if (known?.length === documents.length && known.every((one, n) => one === documents[n])) return known as readonly T[]
  listByFirst.set(first, documents)
  return documents
}

const noDossiers: ReadonlyMap<string, Dossier> = new Map()
/** One map for as long as the same dossiers are in it, as of watches. */
const dossiersByFirst = new WeakMap<Dossier, ReadonlyMap<string, Dossier>>()

function toDossiers(dossiers: readonly Dossier[]): ReadonlyMap<string, Dossier> {
  const [first] = dossiers
  if (first === undefined) return noDossiers
  const known = dossiersByFirst.get(first)
  const isSameOne = (dossier: Dossier) => known?.get(toDossierStudentId(dossier.id)) === dossier
  if (known?.size === dossiers.length && dossiers.every(isSameOne)) return known
  const next = new Map(dossiers.map(dossier => [toDossierStudentId(dossier.id), dossier]))
  dossiersByFirst.set(first, next)
  return next
}

type OwnDocuments = Pick<WorkspaceData, 'blocked' | 'howWeMeet' | 'dossiers' | 'watches' | 'offered' | 'relations'>

/** Whom the coach has blocked (BL3), how the coach meets students (HM1), the dossiers (DO1), and what was offered (IN7); what the student waits for (WL1). */
export function pickOwn(copies: readonly OwnDocument[]): OwnDocuments {
  const blocks = copies.find(copy => copy.kind === 'blocks')
  const howWeMeet = copies.find((copy): copy is HowWeMeet => copy.kind === 'meeting')
  const watches = copies
    .filter((copy): copy is Watch => copy.kind === 'watch')
    .toSorted((a, b) => a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1))
  return {
    blocked: blocks === undefined ? nobody : toBlocked(blocks.studentIds),
    howWeMeet,
    dossiers: toDossiers(copies.filter((copy): copy is Dossier => copy.kind === 'dossier')),
    watches: keepSame(watches),
    offered: keepSame(
      copies.filter((copy): copy is OfferedMonth => copy.kind === 'offered').toSorted((a, b) => (a.id < b.id ? -1 : 1))
    ),
    relations: pickRelations(copies)
  }
}

/** The server's notices and this device's own, newest first, each occasion once. One that was put aside in either place stays put aside. */
export function mergeNotices(copies: readonly OwnDocument[], own: readonly Notice[]): readonly Notice[] {
  // What the server remembers of a series it tells itself, together with the dates that were granted (SR5).
  const callIds = new Set(copies.filter(copy => copy.kind === 'call').map(({ id }) => id))
  const known = own.flatMap(notice => withoutDates(notice, id => callIds.has(id)) ?? [])
  const noticeById = new Map(known.map(notice => [notice.id, notice]))
  for (const copy of copies) {
    if (copy.kind !== 'notice') continue
    const local = noticeById.get(copy.id)
    // The device knows what was typed and what stood instead, the server who the other party is.
    const merged = { ...local, ...copy, dismissed: copy.dismissed || (local?.dismissed ?? false) }
    noticeById.set(copy.id, merged)
  }
  return [...noticeById.values()].sort(byNewest)
}

/** What each document that is not confirmed waits for. What is on its way comes before what it may need later. */
export function deriveRecordSync(
  pending: SyncReport['pending'],
  calls: readonly SessionCopy[],
  notices: readonly Notice[]
): WorkspaceData['syncByRecord'] {
  return new Map([
    ...notices
      .filter(notice => !notice.dismissed && needsDecision(notice))
      .map(({ subject }) => [subject.id, 'needs-you'] as const),
    // Stored by the server, and the answer to what was asked has not come back yet.
    ...calls.filter(call => findUnanswered(call) !== undefined).map(({ id }) => [id, 'sent'] as const),
    ...pending
  ])
}

interface CopySources {
  readonly copies: readonly OwnDocument[]
  /** This device's own notices. */
  readonly own: readonly Notice[]
  readonly pending: SyncReport['pending']
}
type CopiesView = Pick<WorkspaceData, 'calls' | 'notices' | 'syncByRecord'>

/** What pages see of sessions and notices. Nothing is made anew where it would say the same: replication reports all the time. */
export function createCopiesView(read: () => CopySources): () => CopiesView {
  let last: { readonly from: CopySources; readonly view: CopiesView } | undefined
  return () => {
    const from = read()
    const areSame = last?.from.copies === from.copies && last.from.own === from.own
    if (last !== undefined && areSame && isSamePending(last.from.pending, from.pending)) return last.view
    const calls = areSame ? last?.view.calls : undefined
    const notices = areSame ? last?.view.notices : undefined
    const ownCalls = calls ?? pickCalls(from.copies)
    const all = notices ?? mergeNotices(from.copies, from.own)
    const view = { calls: ownCalls, notices: all, syncByRecord: deriveRecordSync(from.pending, ownCalls, all) }
    last = { from, view }
    return view
  }
}

function isSamePending(one: SyncReport['pending'], other: SyncReport['pending']): boolean {
  return one === other || (one.size === other.size && [...one].every(([id, state]) => other.get(id) === state))
}
