import type { DocumentStore } from '../storage/document-store.ts'
import { type Mended, type MendOptions, mendDocuments } from './mend-documents.ts'

/** A database that was looked through once has it. Version 0.1.0 could store what hides until it is too late to see. */
const markId = 'looked-through'
const lookedThrough = { version: 1 }

/**
 * Looks a database through at its first start with this version, and whenever it holds other than it counts. Rebuilds what is not
 * whole. Nobody may write meanwhile.
 * @param countRead how many live documents can be read, where that is known
 */
export async function mendWhereNeeded(
  store: DocumentStore,
  options: MendOptions,
  countRead?: number
): Promise<readonly Mended[]> {
  const isKnown = (await store.readLocal(markId)) !== undefined
  if (isKnown && (await isCountRight(store, countRead))) return []
  const mended = await mendDocuments(store, options)
  // Something that is whole, and is not found all the same: LevelDB's filters are made anew with its files.
  if (isKnown && mended.length === 0) await store.compact()
  if (!isKnown) await store.writeLocal(markId, lookedThrough)
  return mended
}

/** After its files were saved: what is not whole there is counted all the same. */
export async function forgetLookedThrough(store: DocumentStore): Promise<void> {
  await store.removeLocal(markId)
}

/** Whether as many documents can be read as are counted. */
export async function isCountRight(store: DocumentStore, countRead?: number): Promise<boolean> {
  const { docCount } = await store.info()
  if (countRead !== undefined) return countRead === docCount
  let count = 0
  for await (const _doc of store.all()) count += 1
  return count === docCount
}
