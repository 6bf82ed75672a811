import { afterEach, expect, it } from 'vitest'
import { createCallsName } from '#domain/rules/access.ts'
import { versionHeader } from '#domain/versions/product-version.ts'
import { bearer, createClient } from '../support/http-client.ts'
import type { TestServer } from '../support/test-server.ts'
import { claimDocument, hourMs, idOf, pushAs, slotDocument, soon, startServer } from './replication-fixture.ts'

let server: TestServer
afterEach(() => server.remove())

const bookingId = idOf('the session')
type Fields = Readonly<Record<string, unknown>>

/** A coach with one session that has begun. */
async function startSession(): Promise<string> {
  const coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon)])
  await pushAs(server, 'sam', 'slots', [claimDocument(server, coachId, soon, bookingId)])
  server.clock.now = soon + hourMs
  return coachId
}

async function clientOf(name: string) {
  return createClient(server.url, bearer((await server.signIn(name)).token))
}

it('VE6 what a device of an earlier version leaves out of a document stays, whichever way it is sent', async () => {
  // As if a later version had brought these two.
  server = await startServer({ fieldsByVersion: { calls: { satisfaction: '9.1.0' }, slots: { makingId: '9.0.0' } } })
  const coachId = await startSession()
  const ask = await clientOf('cara')
  const copyPath = `/${createCallsName(coachId)}/${bookingId}`
  const read = async (path: string) => (await ask('GET', path)).json
  const put = async (path: string, fields: Fields, version?: string) => {
    const headers = version === undefined ? {} : { [versionHeader]: version }
    expect((await ask('PUT', path, { ...(await read(path)), ...fields }, headers)).status).toBe(201)
    return read(path)
  }

  expect(await put(copyPath, { satisfaction: 4, notes: 'New' }, '9.1.0')).toMatchObject({ satisfaction: 4 })
  // Undefined fields are not sent.
  const without = { satisfaction: undefined }
  expect(await put(copyPath, { ...without, notes: 'Old' })).toMatchObject({ satisfaction: 4, notes: 'Old' })
  expect(await put(copyPath, { ...without, notes: 'Older' }, '9.0.5')).toMatchObject({
    satisfaction: 4,
    notes: 'Older'
  })
  expect(await put(copyPath, { satisfaction: 1, notes: 'x' })).toMatchObject({ satisfaction: 4, notes: 'x' })
  expect(await put(copyPath, { ...without, notes: 'Newer' }, '9.1.0')).not.toHaveProperty('satisfaction')

  // A program that brings its own revisions: what was kept gets a revision of its own above the pushed one.
  await put(copyPath, { satisfaction: 3 }, '9.1.0')
  const {
    _rev: stored,
    satisfaction: _,
    ...copy
  } = (await ask('GET', `${copyPath}?revs=true`)).json as Fields & {
    readonly _rev: string
  }
  const { start, ids } = copy['_revisions'] as { readonly start: number; readonly ids: readonly string[] }
  const pushed = `${start + 1}-${'a'.repeat(32)}`
  const _revisions = { start: start + 1, ids: ['a'.repeat(32), ...ids] }
  await ask('POST', `/${createCallsName(coachId)}/_bulk_docs`, {
    new_edits: false,
    docs: [{ ...copy, notes: 'Replica', _rev: pushed, _revisions }]
  })
  const replicated = await read(copyPath)
  expect(replicated).toMatchObject({ satisfaction: 3, notes: 'Replica' })
  expect([stored, pushed]).not.toContain(replicated['_rev'])
})

it('VE7 a field that the server does not know is refused by that name, and its neighbours are judged', async () => {
  server = await startServer()
  const coachId = await server.addAccount('cara', 'coach')
  const rows = await pushAs(server, 'cara', 'slots', [
    slotDocument(coachId, soon, { price: 3 }),
    slotDocument(coachId, soon + 4 * hourMs),
    slotDocument(coachId, soon + 8 * hourMs, { price: 3, endsAt: 'late' }),
    slotDocument(coachId, soon + 8 * hourMs, { decline: { reason: 'slot-overlaps', by: 'rain' } })
  ])
  expect(rows.map(({ ok, reason }) => reason ?? ok)).toEqual(['unknown-field', true, 'malformed', 'unknown-field'])
})

it('VE8 a device that is too old does not sync, and may sign in and read its account', async () => {
  server = await startServer({ oldestDevice: '2.10.0' })
  await server.addAccount('cara', 'coach')
  const ask = await clientOf('cara')
  const refused = { error: 'forbidden', reason: 'client-too-old' }
  for (const version of [undefined, '0.1.0', '2.9.99', 'new', '2.10', '99.0.0.0', '2.10.0-rc']) {
    const headers = version === undefined ? {} : { [versionHeader]: version }
    for (const path of ['/slots', '/slots/_changes', '/_db_updates']) {
      const { status, json } = await ask('GET', path, undefined, headers)
      expect([status, json]).toEqual([403, refused])
    }
    expect((await ask('GET', '/_account', undefined, headers)).status).toBe(200)
    expect((await ask('GET', '/', undefined, headers)).status).toBe(200)
  }
  for (const version of ['2.10.0', '2.10.1', '3.0.0']) {
    expect((await ask('GET', '/slots', undefined, { [versionHeader]: version })).status).toBe(200)
  }
})
