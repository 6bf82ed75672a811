import type { DocumentStore, WritableDocument } from '../storage/document-store.ts'
import { generationOf, hashOf } from '../storage/revision.ts'
import type { GateLogger } from './gate-contract.ts'
import type { MakeHash } from './revision-history.ts'

const pageSize = 500
/** What this finds was stored by version 0.1.0: it is looked for once. */
const localId = 'forks-ended'

export interface Fork {
  readonly id: string
  /** Live ends beside the winner. */
  readonly revs: readonly string[]
}

/**
 * Ends every live leaf of a slot but its winner. Version 0.1.0 could store two at once; the second one would come back when the
 * first is removed, with a session that is not there any more. Before the index is built.
 */
export async function endForksOnce(
  slots: DocumentStore,
  { makeHash, logger }: { readonly makeHash: MakeHash; readonly logger: GateLogger }
): Promise<void> {
  if ((await slots.readLocal(localId)) !== undefined) return
  const forks = await findForks(slots)
  const docs = forks.flatMap(({ id, revs }) => revs.map(rev => endOf(id, rev, makeHash())))
  const rows = await slots.write(docs, { newEdits: false })
  const failed = rows.find(row => 'error' in row)
  if (failed !== undefined && 'error' in failed) throw new Error(`not ended: ${failed.name}`)
  await slots.writeLocal(localId, { count: docs.length })
  if (docs.length > 0) logger.info({ count: docs.length }, 'ended revisions of slots beside the ones that count')
}

/** Documents with more than one live leaf. */
export async function findForks(store: DocumentStore): Promise<readonly Fork[]> {
  const forks: Fork[] = []
  for (let since = 0; ; ) {
    const page = await store.changes({ since, limit: pageSize, includeDocs: false })
    for (const { id, revs } of page.results) {
      if (revs.length < 2) continue
      const [, ...others] = (await store.readLeaves(id)).filter(({ deleted }) => !deleted)
      if (others.length > 0) forks.push({ id, revs: others.map(({ rev }) => rev) })
    }
    if (page.results.length < pageSize) return forks
    since = page.lastSeq
  }
}

function endOf(_id: string, rev: string, hash: string): WritableDocument {
  const start = generationOf(rev) + 1
  return { _id, _deleted: true, _rev: `${start}-${hash}`, _revisions: { start, ids: [hash, hashOf(rev)] } }
}
