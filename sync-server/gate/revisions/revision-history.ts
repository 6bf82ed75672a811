import { isSame } from '#domain/rules/is-same.ts'
import { fromWire, toWire, type WireDocument } from '#domain/model/wire.ts'
import type { BaseRevision, Current } from '#domain/rules/verdict.ts'
import type { Ancestry, RevisionHistory, WritableDocument } from '#server/storage/document-store.ts'
import { generationOf, hashOf, maxHistory, maxPushedGeneration } from '#server/storage/revision.ts'
import type { PushedDocument } from '../gate-contract.ts'

/** What storage holds under an id at the moment of judging. */
export interface Found<T = unknown> {
  readonly current: Current<T>
  /** The winning revision, of a tombstone too; undefined where there never was a document. */
  readonly rev: string | undefined
  /** Every revision that storage knows of, with its parent. Loaded for pushes that bring their own revisions. */
  readonly known: Ancestry
}

/** What is to be stored under an id. */
export type RevisionBody = { readonly value: { readonly id: string } } | { readonly removed: string }

/** 16 random bytes in hex, as the hash of a revision that the gate makes. */
export type MakeHash = () => string

interface Pushed {
  readonly doc: PushedDocument
  readonly newEdits: boolean
}

/**
 * How the revision that a write was built on compares with the stored one. `known`: a replicating client brings a
 * revision that is here already. Such a client may only go forward (F30): the stored winner must be an ancestor of what
 * it brings, or there is nothing here, or only the tombstone of a document that it never knew.
 */
export function compareBase({ doc, newEdits }: Pushed, { current, rev, known }: Found): BaseRevision | 'known' {
  if (newEdits) {
    if (doc._rev === undefined) return 'none'
    return doc._rev === rev ? 'current' : 'stale'
  }
  const history = readHistory(doc)
  const [own, ...ancestors] = listRevs(history)
  if (own !== undefined && known.has(own)) return 'known'
  if (rev === undefined) return 'none'
  if (ancestors.includes(rev)) return 'current'
  return current.kind === 'deleted' && !ancestors.some(ancestor => known.has(ancestor)) ? 'none' : 'stale'
}

/**
 * Whether a replica brings revisions that no honest history leads to. A generation that is far ahead would lead to where the
 * front refuses what is stored; a hash that is known of another generation makes PouchDB tell a wrong history; and other ancestors
 * beneath a known revision make it keep that revision twice, once as a leaf that nobody can end any more.
 */
export function isForgedHistory({ doc, newEdits }: Pushed, { rev, known }: Found): boolean {
  if (newEdits) return false
  const history = readHistory(doc)
  if (history.start > maxPushedGeneration(generationOf(rev))) return true
  const hashes = new Set([...known.keys()].map(hashOf))
  const revs = listRevs(history)
  if (revs.some(own => !known.has(own) && hashes.has(hashOf(own)))) return true
  return revs.some((own, n) => {
    const [parent, named] = [known.get(own), revs[n + 1]]
    return parent !== undefined && named !== undefined && parent !== named
  })
}

/** An honest replica rarely changes a document so often between two syncs; then its revision stands for itself. */
const maxUnknown = 20

/**
 * A pushed history as it is stored: from the newest known revision on down, what storage knows beneath it. Ancestors that nobody
 * here knows of a document that is there already are not kept, nor a long row of them: a client can make up a thousand, and
 * the document's tree of revisions is read and written by all.
 */
function toStoredHistory({ start, ids }: RevisionHistory, known: Ancestry): RevisionHistory {
  const revs = listRevs({ start, ids })
  const newest = revs.findIndex(rev => known.has(rev))
  if (newest === -1 ? known.size > 0 : newest > maxUnknown) return { start, ids: ids.slice(0, 1) }
  if (newest === -1) return { start, ids }
  const kept = ids.slice(0, newest + 1)
  for (let at = known.get(revs[newest] ?? ''); at !== undefined && kept.length < maxHistory; at = known.get(at)) {
    kept.push(hashOf(at))
  }
  return { start, ids: kept }
}

/**
 * The documents that store the outcome of a push, all to be written in one batch. Where a replicating client's document
 * is not stored as it came, the outcome becomes a child of the pushed revision, whose body is never stored: so it
 * supersedes the client's leaf. If the pushed revision forked off, the leaf that was stored until now is ended, so that
 * one live leaf remains.
 */
export function buildOutcome(
  pushed: Pushed,
  found: Found,
  body: RevisionBody,
  makeHash: MakeHash
): readonly WritableDocument[] {
  const { doc, newEdits } = pushed
  if (newEdits) return [buildNext(found, body, true, makeHash)]
  const history = toStoredHistory(readHistory(doc), found.known)
  const [own, ...ancestors] = listRevs(history)
  if (own !== undefined && found.known.has(own)) return [buildNext(found, body, false, makeHash)]
  const outcome = saysTheSame(body, doc)
    ? { ...toDocument(body), ...withHistory(history) }
    : grow(body, history, makeHash)
  const isFork = found.current.kind === 'live' && found.rev !== undefined && !ancestors.includes(found.rev)
  if (!isFork) return [outcome]
  return [outcome, buildNext(found, { removed: doc._id }, false, makeHash)]
}

/** The next revision after the stored one. */
export function buildNext(
  { current, rev }: Pick<Found, 'current' | 'rev'>,
  body: RevisionBody,
  newEdits: boolean,
  makeHash: MakeHash
): WritableDocument {
  if (newEdits) return { ...toDocument(body), ...(current.kind === 'live' && rev !== undefined ? { _rev: rev } : {}) }
  return grow(body, rev === undefined ? { start: 0, ids: [] } : readRev(rev), makeHash)
}

function grow(body: RevisionBody, parent: RevisionHistory, makeHash: MakeHash): WritableDocument {
  return { ...toDocument(body), ...withHistory({ start: parent.start + 1, ids: [makeHash(), ...parent.ids] }) }
}

function withHistory(history: RevisionHistory) {
  return { _rev: `${history.start}-${history.ids[0]}`, _revisions: history }
}

function toDocument(body: RevisionBody): WireDocument {
  return 'removed' in body ? { _id: body.removed, _deleted: true } : toWire(body.value)
}

/** Whether what is to be stored says what was pushed. */
export function saysTheSame(body: RevisionBody, doc: PushedDocument): boolean {
  if ('removed' in body) return doc._deleted === true
  return doc._deleted !== true && isSame(body.value, fromWire(doc))
}

function readHistory(doc: PushedDocument): RevisionHistory {
  return doc._revisions ?? readRev(doc._rev ?? '')
}

function readRev(rev: string): RevisionHistory {
  const dash = rev.indexOf('-')
  return { start: Number(rev.slice(0, dash)), ids: [rev.slice(dash + 1)] }
}

function listRevs({ start, ids }: RevisionHistory): readonly string[] {
  return ids.map((hash, index) => `${start - index}-${hash}`)
}
