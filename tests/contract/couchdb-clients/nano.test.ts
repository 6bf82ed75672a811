import nano from 'nano'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSlotId } from '#domain/model/slot-id.ts'
import { claimDoc, hourMs, bookingIdOf, slotDoc } from '../../support/gate-world.ts'
import { passwordOf } from '../../support/test-server.ts'
import { openPractice, type Practice } from './practice.ts'

let practice: Practice
/** A client with a session of its own, as its documentation has it. */
async function signIn(name: string): Promise<nano.ServerScope> {
  const client = nano(practice.test.url)
  await client.auth(name, passwordOf(name))
  return client
}
beforeAll(async () => {
  practice = await openPractice()
})
afterAll(() => practice.test.remove())

describe('nano', () => {
  it('signs in with a form and goes on with the cookie', async () => {
    const client = await signIn('carla')
    expect(await client.session()).toMatchObject({ ok: true, userCtx: { name: 'carla', roles: ['coach'] } })
    await expect(nano(practice.test.url).auth('carla', 'wrong')).rejects.toMatchObject({
      statusCode: 401,
      reason: 'invalid-credentials'
    })
  })

  it('reads information, documents, lists and heads', async () => {
    const { coach, starts } = practice
    const slots = (await signIn('carla')).use<{ coachId: string }>('slots')
    const ids = starts.map(startsAt => createSlotId(coach.userId, startsAt))
    const [id = '', second = ''] = ids

    expect(await slots.info()).toMatchObject({ db_name: 'slots', doc_count: starts.length })
    const doc = await slots.get(id)
    expect(doc).toMatchObject({ _id: id, coachId: coach.userId, status: 'booked' })
    expect((await slots.get(id, { revs_info: true }))._revs_info?.[0]).toEqual({ rev: doc._rev, status: 'available' })
    expect(await slots.head(id)).toMatchObject({ etag: `"${doc._rev}"` })
    expect((await slots.list({ limit: 2, skip: 1 })).rows.map(row => row.id)).toEqual(ids.slice(1, 3))
    expect((await slots.list({ include_docs: true, descending: true })).rows.map(row => row.id)).toEqual(
      ids.toReversed()
    )
    expect((await slots.fetch({ keys: [second, 'nobody'] })).rows).toMatchObject([
      { id: second, doc: { coachId: coach.userId } },
      { key: 'nobody', error: 'not_found' }
    ])
    expect((await slots.fetchRevs({ keys: [second] })).rows).toMatchObject([{ id: second }])
    await expect(slots.get('nobody')).rejects.toMatchObject({ statusCode: 404, reason: 'missing' })
  })

  it('follows changes by its reader, all of them, in one spool, and of some documents', async () => {
    const { coach, student, starts } = practice
    const slots = (await signIn('stan')).use('slots')
    const ids = starts.map(startsAt => createSlotId(coach.userId, startsAt))

    const all = await slots.changes({ include_docs: true })
    expect(all.results.map(row => row.id).toSorted()).toEqual(ids.toSorted())
    expect((await slots.changes({ descending: true, limit: 1 })).results.map(row => row.id)).toEqual([
      all.results.at(-1)?.id
    ])
    const batches = await new Promise<number>((resolve, reject) => {
      let rows = 0
      const reader = slots.changesReader.get({ since: '0', batchSize: 2, timeout: 1 })
      reader.on('batch', (batch: readonly unknown[]) => (rows += batch.length))
      reader.on('end', () => resolve(rows))
      reader.on('error', reject)
    })
    expect(batches).toBe(ids.length)
    const spooled = await new Promise<number>((resolve, reject) => {
      let rows = 0
      const reader = slots.changesReader.spool({ since: '0', batchSize: 2, includeDocs: true })
      reader.on('batch', (batch: readonly unknown[]) => (rows += batch.length))
      reader.on('end', () => resolve(rows))
      reader.on('error', reject)
    })
    expect(spooled).toBe(ids.length)

    const next = new Promise(resolve => {
      slots.changesReader.start({ since: all.last_seq }).on('change', resolve)
    })
    const bookingId = bookingIdOf(2)
    const claim = claimDoc(coach.userId, starts[1] ?? 0, bookingId, practice.test.clock.now)
    await student.ask('POST', '/slots/_bulk_docs', { docs: [claim] })
    expect(await next).toMatchObject({ id: claim._id })
    slots.changesReader.stop()
  })

  it('is told that a selector is not served here', async () => {
    const slots = (await signIn('stan')).use('slots')
    const error = await new Promise(resolve => {
      const reader = slots.changesReader.start({ since: '0', selector: { status: 'open' } })
      reader.on('error', resolve)
    })
    expect(error).toMatchObject({ statusCode: 400, reason: expect.stringContaining('is not supported') })
  })

  it('writes through the gate: one, many, without an id, and removes', async () => {
    const { coach, starts } = practice
    const slots = (await signIn('carla')).use<object>('slots')
    const free = (starts.at(-1) ?? 0) + 24 * hourMs
    const { _id: id, ...fields } = slotDoc(coach.userId, free)

    const { rev } = await slots.insert(fields, id)
    const rows = await slots.bulk({
      docs: [slotDoc(coach.userId, free + 24 * hourMs), fields, { _id: 'nonsense' }, { _id: id, ...fields }]
    })
    expect(rows).toMatchObject([
      { ok: true },
      { id: expect.stringMatching(/^[0-9a-f]{32}$/), error: 'forbidden', reason: 'malformed' },
      { id: 'nonsense', error: 'forbidden', reason: 'malformed' },
      { id }
    ])
    await expect(slots.insert(fields)).rejects.toMatchObject({ statusCode: 403, reason: 'malformed' })
    expect(await slots.destroy(id, rev)).toMatchObject({ ok: true, id })
    await expect(slots.get(id)).rejects.toMatchObject({ statusCode: 404, reason: 'deleted' })
  })

  it('reads nothing that its account may not read', async () => {
    const client = await signIn('stan')
    const { coach, callsOf } = practice
    for (const name of [callsOf(coach), 'bookings', 'accounts']) {
      for (const read of [
        () => client.use(name).list({ include_docs: true }),
        () => client.use(name).fetch({ keys: ['x'] }),
        () => client.use(name).changes({ include_docs: true }),
        () => client.use(name).insert({ _id: bookingIdOf(3) })
      ]) {
        await expect(read()).rejects.toMatchObject({ statusCode: 404, reason: 'Database does not exist.' })
      }
    }
  })
})
