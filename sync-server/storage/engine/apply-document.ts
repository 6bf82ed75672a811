import { parseDoc, type ParsedDocument, processDocs } from 'pouchdb-adapter-utils'
import type { WritableDocument, WriteRow } from '../document-store.ts'
import type { Body, DocumentRecord, NewRecord } from './engine.ts'
import { listLeaves, packTree, unpackTree } from './revision-tree.ts'

/** Revisions that are kept of a document: a hot one stays fast (F29), a client that was away for weeks is still understood. */
const revisionLimit = 200

export interface Applied {
  readonly row: WriteRow
  /** What is to be stored; absent where nothing is. */
  readonly record?: NewRecord
  readonly docCountChange: number
}

/**
 * What a document is after a write: PouchDB's own revision logic as a pure function.
 * @param stored what it is now, as stored or as an earlier write of the same commit leaves it
 * @throws what PouchDB throws for a document that cannot be parsed
 */
export function applyDocument(
  stored: DocumentRecord | NewRecord | undefined,
  doc: WritableDocument,
  newEdits: boolean
): Applied {
  const parsed = parse(doc, newEdits)
  const { id } = parsed.metadata
  const known = new Map<string, object>()
  if (stored !== undefined) {
    // PouchDB merges into the tree that it is given: this one is a copy.
    known.set(id, { id, rev_tree: unpackTree(stored.tree), winningRev: stored.rev, deleted: stored.deleted })
  }
  const rows: unknown[] = [undefined]
  let applied: Applied | undefined
  processDocs(
    revisionLimit,
    [parsed],
    undefined,
    known,
    undefined,
    rows,
    (written, winner, isWinnerDeleted, _isNewDeleted, _isUpdate, docCountChange, _position, done) => {
      const { rev } = written.metadata
      const tree = packTree(written.metadata.rev_tree)
      const leaves = listLeaves(tree).map(leaf => leaf.rev)
      if (leaves.includes(rev)) {
        const record = toRecord({ id, tree, leaves, winner, deleted: isWinnerDeleted, stored, written })
        applied = { row: { ok: true, id, rev }, record, docCountChange }
      } else {
        // The same words on the same old revision have the same hash. PouchDB answers that they are stored, though they are
        // an ancestor by now, and its own adapter then loses the document from its feed (F46).
        applied = { row: conflict(id), docCountChange: 0 }
      }
      done()
    },
    { new_edits: newEdits },
    () => undefined
  )
  return applied ?? { row: toRow(id, rows[0]), docCountChange: 0 }
}

function parse(doc: WritableDocument, newEdits: boolean): ParsedDocument {
  if ('_attachments' in doc) throw badRequest('attachments are not stored here')
  if (doc._id.startsWith('_local/')) throw badRequest('local documents are not written with others')
  const parsed = parseDoc({ ...doc }, newEdits)
  if (parsed.error !== undefined) throw badRequest('invalid rev format')
  return parsed
}

function toRecord(parts: {
  readonly id: string
  readonly tree: NewRecord['tree']
  readonly leaves: readonly string[]
  readonly winner: string
  readonly deleted: boolean
  readonly stored: DocumentRecord | NewRecord | undefined
  readonly written: ParsedDocument
}): NewRecord {
  const { id, tree, leaves, winner, deleted, stored, written } = parts
  const bodies = new Map<string, Body>(Object.entries(stored?.others ?? {}))
  if (stored !== undefined) bodies.set(stored.rev, stored.body)
  bodies.set(written.metadata.rev, written.data)
  const bodyOf = (rev: string): Body => {
    const body = bodies.get(rev)
    if (body === undefined) throw new Error(`${id} has no body for its leaf ${rev}`)
    return body
  }
  // What has no body in a document that is not stored as a whole has none afterwards.
  const others = leaves.filter(rev => rev !== winner && bodies.has(rev)).map(rev => [rev, bodyOf(rev)] as const)
  return {
    id,
    tree,
    rev: winner,
    deleted,
    body: bodyOf(winner),
    ...(others.length > 0 ? { others: Object.fromEntries(others) } : {}),
    replaces: stored === undefined || !('seq' in stored) ? stored?.replaces : stored.seq
  }
}

interface StockRow {
  readonly error?: unknown
  readonly name?: string
  readonly status?: number
  readonly message?: string
  readonly rev?: string
  readonly metadata?: { readonly rev: string }
}

/** PouchDB's row where nothing was written: an error, or, for a revision that is there already, the parsed document itself. */
function toRow(id: string, row: unknown): WriteRow {
  const { name = 'internal_error', status = 500, message = 'not stored', rev, metadata } = (row ?? {}) as StockRow
  const known = rev ?? metadata?.rev
  return known === undefined ? { error: true, id, name, status, message } : { ok: true, id, rev: known }
}

function conflict(id: string): WriteRow {
  return { error: true, id, name: 'conflict', status: 409, message: 'Document update conflict' }
}

function badRequest(message: string): Error {
  return Object.assign(new Error(message), { name: 'bad_request', status: 400 })
}
