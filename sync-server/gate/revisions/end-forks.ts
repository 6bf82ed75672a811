import type { DocumentStore, WritableDocument } from '#server/storage/document-store.ts'
import { generationOf, hashOf } from '#server/storage/revision.ts'
import type { MakeHash } from './revision-history.ts'
import type { CodeLogger } from '#server/logging/code-logger.ts'

const pageSize = 500
/** What this finds was stored by version 0.1.0: it is looked for until all of it is ended. */
const localId = 'forks-ended'

export interface Fork {
  readonly id: string
  /** Live ends beside the winner. */
  readonly revs: readonly string[]
}

/**
 * Ends every live leaf of a slot but its winner. Version 0.1.0 could store two at once; the second one would come back when the
 * first is removed, with a session that is not there any more. One that cannot be ended is named, and tried again at the next start.
 * Before the index is built.
 */
export async function endForks(
  slots: DocumentStore,
  { makeHash, logger }: { readonly makeHash: MakeHash; readonly logger: CodeLogger }
): Promise<void> {
  if ((await slots.readLocal(localId)) !== undefined) return
  const forks = await findForks(slots)
  const left: string[] = []
  for (const fork of forks) {
    try {
      await endFork(slots, fork, makeHash)
    } catch (error) {
      left.push(fork.id)
      logger.warn({ slot: fork.id }, 'a second live revision was not ended')
      logger.error({ err: error }, 'a second live revision was not ended')
    }
  }
  if (left.length === 0) await slots.writeLocal(localId, { count: forks.length })
  const count = forks.length - left.length
  if (count > 0) logger.info({ count }, 'ended revisions of slots beside the ones that count')
}

async function endFork(slots: DocumentStore, { id, revs }: Fork, makeHash: MakeHash): Promise<void> {
  await slots.write(
    revs.map(rev => endOf(id, rev, makeHash())),
    { newEdits: false }
  )
  if ((await listLive(slots, id)).length === 1) return
  // The tree of revisions is not one that can be continued: what counts is kept without it.
  const [winner] = await slots.read([id])
  if (winner !== undefined) await slots.rebuild(winner)
  if ((await listLive(slots, id)).length > 1) throw new Error('it is live still')
}

async function listLive(store: DocumentStore, id: string): Promise<readonly string[]> {
  return (await store.readLeaves(id)).filter(({ deleted }) => !deleted).map(({ rev }) => rev)
}

/** Documents with more than one live leaf. */
export async function findForks(store: DocumentStore): Promise<readonly Fork[]> {
  const forks: Fork[] = []
  for (let since = 0; ; ) {
    const page = await store.changes({ since, limit: pageSize, includeDocs: false })
    for (const { id, revs } of page.results) {
      if (revs.length < 2) continue
      const [, ...others] = await listLive(store, id)
      if (others.length > 0) forks.push({ id, revs: others })
    }
    if (page.results.length < pageSize) return forks
    since = page.lastSeq
  }
}

function endOf(_id: string, rev: string, hash: string): WritableDocument {
  const start = generationOf(rev) + 1
  return { _id, _deleted: true, _rev: `${start}-${hash}`, _revisions: { start, ids: [hash, hashOf(rev)] } }
}
