import type { WritableDocument, WriteRow } from './document-store.ts'
import type { DiskRoom } from './disk-room.ts'
import type { RawPort, RawRow } from './pouch-adapter.ts'
import { StorageUnavailableError } from './storage-unavailable.ts'

/** Bounds one LevelDB batch, so that a long queue cannot grow one commit (and the wait for it) without end. */
const maxDocsPerCommit = 512

interface PendingWrite {
  readonly docs: readonly WritableDocument[]
  readonly newEdits: boolean
  readonly resolve: (rows: readonly WriteRow[]) => void
  readonly reject: (error: Error) => void
}

export type CommitWrites = (docs: readonly WritableDocument[], newEdits: boolean) => Promise<readonly WriteRow[]>

/**
 * Merges the writes that wait at the same time into one synced batch (F27): one `_bulkDocs` is one LevelDB batch, so a
 * merged commit is atomic. Order is kept; a call that meets a document of the same batch waits for the next one.
 * @param onCommitted called after each commit, before its writers are answered
 */
export function createGroupCommit(port: RawPort, room: DiskRoom, onCommitted: () => void): CommitWrites {
  const queue: PendingWrite[] = []
  let running = false

  async function drain(): Promise<void> {
    running = true
    while (queue.length > 0) await commitTogether(takeTogether(queue))
    running = false
  }

  async function commitTogether(group: readonly PendingWrite[]): Promise<void> {
    const [first] = group
    if (first === undefined) return
    try {
      await room.expect()
      const rows = await store(
        port,
        group.flatMap(write => write.docs),
        first.newEdits
      )
      onCommitted()
      let offset = 0
      for (const write of group) {
        write.resolve(rows.slice(offset, offset + write.docs.length))
        offset += write.docs.length
      }
    } catch (error) {
      // One document that PouchDB cannot parse fails its whole batch before anything is stored: find out whose it is.
      const isOfOneDocument = !(error instanceof StorageUnavailableError)
      if (isOfOneDocument && group.length > 1) for (const write of group) await commitTogether([write])
      else for (const { reject } of group) reject(error instanceof Error ? error : new Error(String(error)))
    }
  }

  return async (docs, newEdits) => {
    if (docs.length === 0) return []
    return new Promise((resolve, reject) => {
      queue.push({ docs, newEdits, resolve, reject })
      // Requests that arrive in the same turn of the event loop join the same commit.
      if (!running) {
        running = true
        setImmediate(() => void drain())
      }
    })
  }
}

function takeTogether(queue: PendingWrite[]): readonly PendingWrite[] {
  const group: PendingWrite[] = []
  const ids = new Set<string>()
  let count = 0
  for (let next = queue[0]; next !== undefined; next = queue[0]) {
    const fits =
      group.length === 0 ||
      (next.newEdits === group[0]?.newEdits &&
        count + next.docs.length <= maxDocsPerCommit &&
        !next.docs.some(doc => ids.has(doc._id)))
    if (!fits) break
    queue.shift()
    group.push(next)
    count += next.docs.length
    for (const doc of next.docs) ids.add(doc._id)
  }
  return group
}

function store(port: RawPort, docs: readonly WritableDocument[], newEdits: boolean): Promise<readonly WriteRow[]> {
  return new Promise((resolve, reject) => {
    // PouchDB adds fields of its own to what it is given: hand it copies.
    port.bulkDocs(
      docs.map(doc => ({ ...doc })),
      newEdits,
      (error, rows) => {
        if (error) reject(error)
        else resolve(docs.map((doc, index) => rawToWriteRow(doc._id, rows?.[index])))
      }
    )
  })
}

function rawToWriteRow(id: string, raw: RawRow | undefined): WriteRow {
  if (raw?.error) {
    return {
      error: true,
      id,
      name: raw.name ?? 'internal_error',
      status: raw.status ?? 500,
      message: raw.message ?? 'not stored'
    }
  }
  const rev = raw?.rev ?? raw?.metadata?.rev
  if (rev === undefined)
    return { error: true, id, name: 'internal_error', status: 500, message: 'no answer from storage' }
  return { ok: true, id, rev }
}
