import { isDossierId } from '#domain/model/dossier.ts'
import type { DocumentStore } from '../storage/document-store.ts'

/** The ids of dossiers, and nothing else, lie in this range. */
const range = { startKey: 'dossier:', endKey: 'dossier:~' } as const

/** How many dossiers there are in a coach's own database. */
export async function countDossiers(store: Pick<DocumentStore, 'all'>): Promise<number> {
  let count = 0
  for await (const { _id } of store.all(range)) if (isDossierId(_id)) count += 1
  return count
}
