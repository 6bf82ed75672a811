import { blockListId } from '#domain/model/block-list.ts'
import type { Databases } from '#server/storage/document-store.ts'

/** Storage in which a gate that asks whom a coach has blocked finds no list. Who writes the list finds it. */
export function createForgettingBlocks(base: Databases): Databases {
  return {
    ...base,
    async open(name) {
      const store = await base.open(name)
      const read: typeof store.read = async ids => {
        const docs = await store.read(ids)
        // The gate asks for it together with how the coach meets students.
        return ids.length === 1 ? docs : docs.map((doc, n) => (ids[n] === blockListId ? undefined : doc))
      }
      return { ...store, read }
    }
  }
}
