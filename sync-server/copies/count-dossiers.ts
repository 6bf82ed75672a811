import { isDossierId } from '#domain/model/dossier.ts'
import { maxDossiers } from '#domain/model/limits.ts'
import type { DocumentStore } from '../storage/document-store.ts'

/** The ids of dossiers, and nothing else, lie in this range. */
const range = { startKey: 'dossier:', endKey: 'dossier:~' } as const

/**
 * How many dossiers there are in a coach's own database, to be compared with how many there may be. Where all documents together are fewer,
 * that is the answer: each new dossier of a batch asks anew, and reading all of them each time would take seconds.
 */
export async function countDossiers(store: Pick<DocumentStore, 'all' | 'info'>): Promise<number> {
  const { docCount } = await store.info()
  if (docCount < maxDossiers) return docCount
  let count = 0
  for await (const { _id } of store.all(range)) if (isDossierId(_id)) count += 1
  return count
}
