import fc from 'fast-check'
import type { DocumentStore, StoredDocument } from '#server/storage/document-store.ts'

/** Something that happens to one of a few documents. */
export interface Act {
  readonly kind: 'write' | 'remove' | 'fork'
  readonly id: string
  readonly n: number
}

/** Among them what sorts otherwise by UTF-16 than by its bytes. */
const ids = ['a', 'a:1', 'a:10', 'a:2', 'b', 'ü ?#', 'z', '\u{ff21}', '"\\', '7', '\u{1f600}']

/** @param spared ids that the storage under test sorts otherwise */
export function arbitraryActs(length: number, spared: readonly string[] = []): fc.Arbitrary<readonly Act[]> {
  const act = fc.record({
    kind: fc.constantFrom('write' as const, 'write' as const, 'remove' as const, 'fork' as const),
    id: fc.constantFrom(...ids.filter(id => !spared.includes(id))),
    n: fc.nat(9)
  })
  return fc.array(act, { minLength: 1, maxLength: length })
}

/** A write upon what is there (or anew over a tombstone), a removal, or another end beside the winner. */
export async function play(store: DocumentStore, { kind, id, n }: Act): Promise<void> {
  const [stored] = await store.read([id])
  if (kind === 'fork') {
    const generation = 1 + (n % 4)
    const hash = `${n}`.repeat(32)
    const history = [hash, ...Array.from({ length: generation - 1 }, () => 'f'.repeat(32))]
    const doc = { _id: id, _rev: `${generation}-${hash}`, _revisions: { start: generation, ids: history }, forked: n }
    await store.write([doc], { newEdits: false })
  } else if (kind === 'write')
    await store.write([upon(stored, { _id: id, n, 10: 'ten', text: 'zwölf — 12' })], { newEdits: true })
  else if (stored !== undefined && stored._deleted !== true)
    await store.write([{ _id: id, _rev: stored._rev, _deleted: true }], { newEdits: true })
}

function upon<T extends object>(stored: StoredDocument | undefined, doc: T): T & { readonly _rev?: string } {
  return stored === undefined || stored._deleted === true ? doc : { ...doc, _rev: stored._rev }
}
