import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { makeDocuments } from './documents.ts'
import { oddTexts, oddValues } from './junk.ts'
import type { Target } from './target.ts'

const encoder = new TextEncoder()
const bytes = (text: string): Uint8Array => encoder.encode(text)
const tenMegabytes = bytes(`{"docs":[{"_id":"x","text":"${'x'.repeat(10 * 1_048_576)}"}]}`)
const bomb = Uint8Array.from(gzipSync(' '.repeat(20 * 1_048_576)))
const deep = bytes(`{"docs":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)
const deepObjects = bytes(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`)

const invalidUtf8 = Uint8Array.from([...bytes('{"docs":[{"_id":"'), 0xff, 0xfe, 0xc3, 0x28, ...bytes('"}]}')])

const json = (value: unknown): Uint8Array => bytes(JSON.stringify(value) ?? 'null')

/** Bodies: for the routes that take some, nearly right; for all, rubbish. */
export function makeBodies(target: Target): fc.Arbitrary<Uint8Array | undefined> {
  const document = makeDocuments(target)
  const ids = fc.oneof(fc.constantFrom(target.openSlotId, target.bookedSlotId, target.bookingId), oddTexts)
  const many = (what: fc.Arbitrary<unknown>): fc.Arbitrary<unknown[]> => fc.array(what, { maxLength: 4 })
  const thousands = fc
    .tuple(ids, fc.integer({ min: 1_000, max: 5_000 }))
    .map(([id, count]) => Array.from({ length: count }, (_, n) => `${id}${n}`))
  const shaped = fc.oneof(
    document,
    fc.record({ docs: many(document), new_edits: fc.constantFrom(true, false) }),
    fc.record({ docs: many(document), new_edits: fc.constant(false) }),
    fc.record({ docs: many(oddValues) }),
    fc.record({ docs: many(fc.record({ id: ids, rev: fc.constantFrom('1-a', '2-b') })) }),
    fc.record({ keys: many(ids), include_docs: fc.boolean() }),
    fc.record({ keys: oddValues }),
    fc.record({ doc_ids: fc.oneof(many(ids), oddValues), selector: oddValues }, { requiredKeys: [] }),
    fc.record({ startkey: ids, limit: oddValues, skip: oddValues, descending: fc.boolean() }, { requiredKeys: [] }),
    fc.dictionary(ids, fc.oneof(many(fc.constantFrom('1-a', '2-b')), oddValues), { maxKeys: 4 }),
    fc.record({ name: oddTexts, password: oddTexts }),
    fc.record({ username: oddTexts, password: oddTexts }),
    fc.record({ renewalToken: oddTexts }),
    fc.record({ currentPassword: oddTexts, newPassword: oddTexts }),
    fc.record({ phone: oddValues, role: fc.constant('admin') }),
    fc.record({ email: oddValues, disabled: fc.constant(false) }),
    oddValues
  )
  const broken = shaped.map(value => {
    const text = json(value)
    return text.subarray(0, Math.max(1, text.length - 2))
  })
  return fc.oneof(
    { weight: 120, arbitrary: shaped.map(json) },
    { weight: 15, arbitrary: broken },
    { weight: 9, arbitrary: fc.uint8Array({ maxLength: 200 }) },
    { weight: 2, arbitrary: thousands.map(keys => json({ keys })) },
    { weight: 1, arbitrary: thousands.map(list => json(Object.fromEntries(list.map(id => [id, ['1-a']])))) },
    { weight: 1, arbitrary: thousands.map(list => json({ docs: list.map(id => ({ _id: id, id })) })) },
    { weight: 1, arbitrary: fc.constant(invalidUtf8) },
    { weight: 1, arbitrary: fc.constantFrom(deep, deepObjects, bomb) },
    { weight: 1, arbitrary: fc.constant(tenMegabytes) },
    { weight: 75, arbitrary: fc.constant(undefined) }
  )
}
