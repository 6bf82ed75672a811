import { getChangedDocumentsSince, type RxCollection, type RxDocumentData } from 'rxdb'
import type { Versioned } from '#domain/merge/meeting.ts'
import { isPulled } from '#renderer/data/database/own-meta.ts'
import { toVersioned } from '#renderer/data/database/stored-document.ts'
import type { StoredFields } from '#renderer/data/database/sealing/document-codec.ts'
import type { MetaInstance } from '../meta-instance.ts'

const pageSize = 500

/** A document as this device holds it, and what it knew to be the server's. */
export interface LocalSide<T> {
  readonly stored: RxDocumentData<T>
  readonly local: Versioned<T>
  /** Written by a pull, and not changed here since. */
  readonly isPulled: boolean
  /** RxDB's record of the server's state; absent where there is none. */
  readonly noted: Versioned<T> | undefined
}

/** All documents of a collection, removed ones included. */
export async function readLocalSides<T extends { readonly id: string }>(
  collection: RxCollection<T>,
  notes: MetaInstance
): Promise<readonly LocalSide<T>[]> {
  const sides: LocalSide<T>[] = []
  for (let checkpoint: unknown; ; ) {
    const page = await getChangedDocumentsSince<T, unknown>(collection.storageInstance, pageSize, checkpoint)
    const notedById = await readNoted<T>(
      notes,
      page.documents.map(({ id }) => id)
    )
    for (const stored of page.documents) sides.push(toLocalSide(stored, notedById.get(stored.id)))
    if (page.documents.length < pageSize) return sides
    checkpoint = page.checkpoint
  }
}

/** Whether a collection holds any document, removed or not. */
export async function holdsAny<T>({ storageInstance }: RxCollection<T>): Promise<boolean> {
  const { documents } = await getChangedDocumentsSince<T, unknown>(storageInstance, 1)
  return documents.length > 0
}

export function toLocalSide<T extends { readonly id: string }>(
  stored: RxDocumentData<T>,
  noted: Versioned<T> | undefined
): LocalSide<T> {
  return { stored, local: toVersioned<T>(stored), isPulled: isPulled(stored), noted }
}

async function readNoted<T>(notes: MetaInstance, ids: readonly string[]): Promise<ReadonlyMap<string, Versioned<T>>> {
  const found = await notes.findDocumentsById(
    ids.map(id => `${id}|0`),
    true
  )
  return new Map(found.map(note => [String(note['itemId']), toVersioned<T>(note['docData'] as StoredFields as never)]))
}
