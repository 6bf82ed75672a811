import { expect, it } from 'vitest'
import { importDataKey } from '#renderer/data/account/data-key.ts'
import {
  createClaimCodec,
  createMetaCodec,
  createPrivateFieldsCodec
} from '#renderer/data/database/sealing/document-codec.ts'
import { createSeal } from '#renderer/data/database/sealing/seal.ts'

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const seal = createSeal(await importDataKey(randomBytes(32)), randomBytes)
const codec = createPrivateFieldsCodec('calls', ['id', 'status'], seal)
const call = { id: 'a', status: 'confirmed', otherPhone: '+41446681800', _rev: '1-x', _deleted: false }

it('private fields, and those that nobody knows yet, are not readable where they are stored', async () => {
  const stored = await codec.toStorage({ ...call, fromTheFuture: 'a secret' })
  expect(stored).toEqual({ id: 'a', status: 'confirmed', _rev: '1-x', _deleted: false, sealed: expect.any(String) })
  expect(await codec.fromStorage(stored)).toEqual({ ...call, fromTheFuture: 'a secret' })
})

it('the same document never looks the same twice', async () => {
  const [first, second] = [await codec.toStorage(call), await codec.toStorage(call)]
  expect(first['sealed']).not.toBe(second['sealed'])
})

it('sealed fields do not open in another document, another collection, changed, or with another key', async () => {
  const stored = await codec.toStorage(call)
  const other = createSeal(await importDataKey(randomBytes(32)), randomBytes)
  const sealed = String(stored['sealed'])
  const middle = Math.floor(sealed.length / 2)
  const flipped = sealed.slice(0, middle) + (sealed[middle] === 'A' ? 'B' : 'A') + sealed.slice(middle + 1)
  const attempts = [
    codec.fromStorage({ ...stored, id: 'b' }),
    createPrivateFieldsCodec('notices', ['id', 'status'], seal).fromStorage(stored),
    codec.fromStorage({ ...stored, sealed: flipped }),
    createPrivateFieldsCodec('calls', ['id', 'status'], other).fromStorage(stored)
  ]
  await Promise.all(attempts.map(attempt => expect(attempt).rejects.toThrow('sealed fields cannot be read')))
})

it('what the version before stored is read as it is', async () => {
  expect(await codec.fromStorage(call)).toEqual(call)
})

it('a note on the state of the server that does not open counts as not known', async () => {
  const meta = createMetaCodec('notes', seal)
  const note = { id: 'a|0', itemId: 'a', isCheckpoint: '0', docData: call }
  const stored = await meta.toStorage(note)
  expect(JSON.stringify(stored)).not.toContain('+4144')
  expect(await meta.fromStorage(stored)).toEqual(note)
  const moved = await meta.fromStorage({ ...stored, id: 'b|0', itemId: 'b' })
  expect(moved['docData']).toEqual({ id: 'b', _deleted: true })
})

it('long texts of any script come back', async () => {
  const text = 'Grüezi 🙂 '.repeat(20_000)
  expect(await seal.open(await seal.close(text, 'here'), 'here')).toBe(text)
})

it('BK23 of a slot the message of an own claim alone is sealed', async () => {
  const claims = createClaimCodec('slots', seal)
  const claim = { id: 'cara:1', status: 'requested', bookingId: 'b', message: 'please call me Sam', _rev: '1-x' }
  const stored = await claims.toStorage(claim)
  expect(stored).toEqual({ id: 'cara:1', status: 'requested', bookingId: 'b', _rev: '1-x', sealed: expect.any(String) })
  expect(await claims.fromStorage(stored)).toEqual(claim)
  const { message: _, ...open } = claim
  expect(await claims.toStorage(open)).toBe(open)
  // At once: thousands of them are read when an account is opened.
  expect(claims.fromStorage(open)).toBe(open)
  // In another place it does not open, and the claim is there all the same.
  expect(await claims.fromStorage({ ...stored, id: 'cara:2' })).toEqual({ ...open, id: 'cara:2' })
})
