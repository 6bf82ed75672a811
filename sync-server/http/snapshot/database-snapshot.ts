import type { SequencePosition } from '#domain/wire/sequence.ts'
import type { DocumentStore } from '#server/storage/document-store.ts'
import { judgeSince } from '#server/storage/start-log.ts'
import { maxRows } from '../request-shapes.ts'
import { newestStartId } from '../sequences.ts'
import { createDocumentLines, type DocumentLines } from './document-lines.ts'
import type { Pack } from './pack.ts'
import { createSnapshotBody, type SnapshotBody } from './snapshot-body.ts'

/** All live documents of one database, kept as text between answers. */
export interface DatabaseSnapshot {
  /**
   * @param isFollowed whether `_changes` is read from its position on: then it may be some moments old. Otherwise it has all that
   * was stored before it was asked for.
   */
  read(isFollowed: boolean): Promise<SnapshotBody>
  /** Keeps nothing any more. */
  forget(): void
  /** Since the server has started. */
  readonly figures: { readonly bodies: number; readonly lines: number }
}

/** While changes come, a new one is made so often at most for those who follow, ms. */
const renewalMs = 1_000

interface Kept {
  readonly lines: DocumentLines
  readonly body: SnapshotBody
  /** Monotonic, ms. */
  readonly madeAt: number
}

/** Where a database is, and which past it has. */
interface Place {
  readonly position: SequencePosition
  readonly docCount: number
  /** Whether a position belongs to this past; of one without a start nobody can say. */
  readonly holds: (position: SequencePosition) => boolean
}

/** @param steady monotonic, ms */
export function createDatabaseSnapshot(parts: {
  readonly open: () => Promise<DocumentStore>
  readonly steady: () => number
  readonly pack: Pack
}): DatabaseSnapshot {
  const { open, steady, pack } = parts
  let kept: Kept | undefined
  let making: Promise<SnapshotBody> | undefined
  let following: Promise<SnapshotBody> | undefined
  let bodies = 0
  let madeLines = 0

  async function renew(): Promise<SnapshotBody> {
    const before = kept
    // Put back at the end: what cannot be read now is read whole the next time.
    kept = undefined
    const store = await open()
    // Before the rows: they hold everything up to there. What is newer in them comes once more with `_changes`.
    const { position, docCount, holds } = await readPlace(store)
    const isGoingOn = before !== undefined && holds(before.body.position)
    const lines = isGoingOn ? before.lines : createDocumentLines()
    const known = lines.made
    if (isGoingOn) await follow(store, lines, before.body.position.number)
    else for await (const doc of store.all()) lines.put(doc)
    const body = createSnapshotBody({ position, total: docCount, lines: lines.list() }, pack)
    kept = { lines, body, madeAt: steady() }
    bodies += 1
    madeLines += lines.made - known
    return body
  }

  function make(): Promise<SnapshotBody> {
    making ??= renew().finally(() => {
      making = undefined
    })
    return making
  }

  /** One that is being made already may have been begun before what its reader knows of was stored. */
  function makeNow(): Promise<SnapshotBody> {
    if (making === undefined) return make()
    following ??= making
      .catch(() => undefined)
      .then(() => {
        following = undefined
        return make()
      })
    return following
  }

  return {
    async read(isFollowed) {
      const found = kept
      const { position, holds } = await readPlace(await open())
      if (found !== undefined && holds(found.body.position)) {
        if (isSame(found.body.position, position) || (isFollowed && steady() - found.madeAt < renewalMs))
          return found.body
      }
      return isFollowed ? make() : makeNow()
    },
    forget() {
      kept = undefined
    },
    get figures() {
      return { bodies, lines: madeLines }
    }
  }
}

function isSame(a: SequencePosition, b: SequencePosition): boolean {
  return a.number === b.number && a.startId === b.startId
}

async function readPlace(store: DocumentStore): Promise<Place> {
  const { docCount, updateSeq } = await store.info()
  const log = await store.readStarts()
  return {
    docCount,
    position: { number: updateSeq, startId: newestStartId(log.starts) },
    holds(asked) {
      if (asked.startId === undefined) return false
      return judgeSince(log, updateSeq, asked).kind === 'known'
    }
  }
}

/** Takes over what has changed since. */
async function follow(store: DocumentStore, lines: DocumentLines, from: number): Promise<void> {
  for (let since = from; ; ) {
    const { results, lastSeq } = await store.changes({ since, limit: maxRows, includeDocs: true })
    for (const { id, deleted, doc } of results) {
      if (deleted || doc === undefined) lines.remove(id)
      else lines.put(doc)
    }
    if (results.length < maxRows) return
    since = lastSeq
  }
}
