import { getChangedDocumentsSince, type RxStorage } from 'rxdb'
import { afterEach, expect, it } from 'vitest'
import type { Slot } from '#domain/model/slot.ts'
import { createReader } from '#renderer/data/database/collections.ts'
import { downstreamContext } from '#renderer/data/database/own-meta.ts'
import { type LocalDatabase, openLocalDatabase } from '#renderer/data/database/open-database.ts'
import { byId, byStart } from '#renderer/data/repositories/orders.ts'
import type { Seal } from '#renderer/data/database/sealing/seal.ts'
import { readNotes, withMetaInstance } from '#renderer/data/replication/meta-instance.ts'
import { writeNotes } from '#renderer/data/replication/past/write-notes.ts'
import { openRepository } from '#renderer/data/repositories/document-repository.ts'
import { openLiveList } from '#renderer/data/repositories/live-list.ts'

const hourMs = 3_600_000
const start = Date.UTC(2027, 2, 1, 8)
let databases = 0
const noGuard = { onStorage: () => undefined, findObstacle: () => undefined }

function slotAt(hours: number, more: Partial<Slot> = {}): Slot {
  const startsAt = start + hours * hourMs
  return {
    id: `coach001:${startsAt}`,
    coachId: 'coach001',
    startsAt,
    endsAt: startsAt + 2 * hourMs,
    status: 'open',
    ...more
  }
}

/** What the data layer relies on, for every storage that it runs on. */
export function describeRxStorage(createStorage: () => RxStorage<unknown, unknown>, seal?: Seal): void {
  const open: LocalDatabase[] = []

  afterEach(async () => {
    for (const local of open.splice(0)) await local.close()
  })

  async function openDatabase(name: string, storage = createStorage()): Promise<LocalDatabase> {
    const local = await openLocalDatabase({
      name,
      storage,
      seal,
      multiInstance: false,
      now: () => start,
      createConflictHandlers: () => ({})
    })
    open.push(local)
    return local
  }
  async function close(local: LocalDatabase): Promise<void> {
    open.splice(open.indexOf(local), 1)
    await local.close()
  }
  const freshName = (): string => `suite-${(databases += 1)}`

  async function openSlots(local: LocalDatabase) {
    const faults: unknown[] = []
    const slots = await openRepository(
      local.collections.slots,
      byStart,
      {
        onStorage: fault => void faults.push(fault),
        findObstacle: () => undefined
      },
      createReader('slots')
    )
    return { slots, faults }
  }

  it('keeps documents sorted and plain, through every kind of change', async () => {
    const { slots } = await openSlots(await openDatabase(freshName()))
    const [late, early] = [slotAt(4), slotAt(0)]
    await slots.save(late)
    await slots.save(early)
    expect(slots.items).toEqual([early, late])
    await slots.change(late.id, slot => ({ ...slot, status: 'declined', decline: { reason: 'slot-overlaps' } }))
    expect(slots.find(late.id)).toEqual({ ...late, status: 'declined', decline: { reason: 'slot-overlaps' } })
    await slots.save(late)
    expect(slots.items).toEqual([early, late])
    await slots.remove(early.id)
    expect(slots.items).toEqual([late])
    await slots.save(early)
    expect(slots.items).toEqual([early, late])
  })

  it('refuses what the domain does not know, and says so', async () => {
    const { slots, faults } = await openSlots(await openDatabase(freshName()))
    const wrong = { ...slotAt(0), status: 'imagined' } as unknown as Slot
    expect(await slots.save(wrong)).toEqual({ ok: false, refusal: 'storage-failed' })
    expect(slots.items).toEqual([])
    expect(faults).toEqual(['storage-failed'])
    expect(await slots.save(slotAt(0))).toMatchObject({ ok: true })
    expect(faults).toEqual(['storage-failed', undefined])
  })

  it('keeps what a newer version wrote through a pull and through a change, and takes nothing new of that kind', async () => {
    const local = await openDatabase(freshName())
    const { slots, faults } = await openSlots(local)
    const pulled = { ...slotAt(0), status: 'held', price: { amount: 3 }, decline: { reason: 'too-dear', by: 'price' } }
    const row = { document: { ...pulled, _deleted: false, _attachments: {}, _meta: { lwt: 1 }, _rev: '1-a' } }
    const { error } = await local.collections.slots.storageInstance.bulkWrite([row] as never, downstreamContext)
    expect(error).toEqual([])
    await expect
      .poll(() => slots.items)
      .toEqual([{ ...pulled, status: 'newer', decline: { reason: 'newer', by: 'price' } }])
    const movesFrom = slotAt(8).id
    expect(await slots.change(pulled.id, slot => ({ ...slot, movesFrom }))).toMatchObject({ ok: true })
    const readStored = async () => (await local.collections.slots.findOne(pulled.id).exec())?.toMutableJSON()
    expect(await readStored()).toEqual({ ...pulled, movesFrom })
    expect(await slots.change(pulled.id, slot => ({ ...slot, colour: 'red' }))).toMatchObject({ ok: false })
    expect(faults).toEqual([undefined, 'storage-failed'])
    expect(await readStored()).toEqual({ ...pulled, movesFrom })
  })

  it('adds what is new, and leaves what is there as it is', async () => {
    const local = await openDatabase(freshName())
    const { slots } = await openSlots(local)
    const [there, fresh, last] = [slotAt(0), slotAt(4), slotAt(8)]
    await slots.save(there)
    const { originalStorageInstance: storage } = local.collections.slots.storageInstance
    const rows = [fresh, { ...there, status: 'declined' }, last].map(slot => ({
      document: { ...slot, _deleted: false, _attachments: {}, _meta: { lwt: 1 }, _rev: '1-pull' }
    }))
    const { error } = await storage.bulkWrite(rows as never, downstreamContext)
    expect(error).toMatchObject([{ status: 409, documentId: there.id, documentInDb: there }])
    await expect.poll(() => slots.items).toEqual([there, fresh, last])
    const stored = await storage.findDocumentsById([fresh.id, last.id, there.id], false)
    expect(stored).toHaveLength(3)
  })

  it('finds live documents by their ids, in their order, as many as are asked for', async () => {
    const local = await openDatabase(freshName())
    const { slots } = await openSlots(local)
    const all = Array.from({ length: 8 }, (_, hours) => slotAt(2 * hours))
    await slots.saveAll(all)
    for (const removed of [all[1], all[2], all[5]]) await slots.remove(removed?.id ?? '')
    const [, , , third, fourth, , , last] = all.map(({ id }) => id)
    const find = async (id: object, limit?: number) => {
      const query = { selector: { id }, sort: [{ id: 'asc' as const }], ...(limit === undefined ? {} : { limit }) }
      const prepared = local.collections.slots.find(query).getPreparedQuery()
      const { documents } = await local.collections.slots.storageInstance.query(prepared)
      return documents.map(document => all.findIndex(slot => slot.id === document.id))
    }
    expect(await find({})).toEqual([0, 3, 4, 6, 7])
    expect(await find({ $gte: third, $lt: last })).toEqual([3, 4, 6])
    expect(await find({ $gt: third, $lt: last })).toEqual([4, 6])
    expect(await find({ $gt: fourth })).toEqual([6, 7])
    expect(await find({ $gte: fourth })).toEqual([4, 6, 7])
    expect(await find({ $lt: fourth })).toEqual([0, 3])
    expect(await find({ $lte: fourth })).toEqual([0, 3, 4])
    expect(await find({ $gt: '', $lt: last }, 2)).toEqual([0, 3])
    expect(await find({ $gt: third }, 9)).toEqual([4, 6, 7])
  })

  it.each([
    ['beside each other', (k: number) => k < 100],
    ['far apart', (k: number) => k % 10 === 0],
    ['few', (k: number) => k % 100 === 0]
  ])(
    'finds many documents by ids that are %s, each in its place, removed ones where they are asked for',
    async (_, isAsked) => {
      const { collections } = await openDatabase(freshName())
      const ids = Array.from({ length: 400 }, (__, k) => slotAt(2 * k).id)
      await collections.slots.bulkInsert(ids.map((___, k) => slotAt(2 * k)))
      const asked = ids.filter((___, k) => isAsked(k)).toReversed()
      const [gone = ''] = asked
      await collections.slots.bulkRemove([gone])
      const find = async (withDeleted: boolean) => {
        const found = await collections.slots.storageInstance.findDocumentsById([...asked, 'nobody:1'], withDeleted)
        return found.map(({ id, _deleted }) => [id, _deleted])
      }
      expect(new Map((await find(true)) as [string, boolean][])).toEqual(new Map(asked.map(id => [id, id === gone])))
      expect(new Set((await find(false)).map(([id]) => id))).toEqual(new Set(asked.filter(id => id !== gone)))
    }
  )

  it('tells page by page what was written since, in the order of the writes, removals too', async () => {
    const { collections } = await openDatabase(freshName())
    const slots = Array.from({ length: 7 }, (_, k) => slotAt(2 * k))
    for (const slot of slots.toReversed()) await collections.slots.insert(slot)
    await collections.slots.bulkRemove([slotAt(4).id])
    const told: [string, boolean][] = []
    let since: unknown
    for (;;) {
      const page = await getChangedDocumentsSince(collections.slots.storageInstance, 3, since as never)
      if (page.documents.length === 0) break
      since = page.checkpoint
      told.push(...page.documents.map(({ id, _deleted }): [string, boolean] => [id, _deleted]))
    }
    const left = slots.filter(({ id }) => id !== slotAt(4).id).toReversed()
    expect(told).toEqual([...left.map(({ id }) => [id, false]), [slotAt(4).id, true]])
  })

  it('adds many documents at once, and leaves those that are there, wherever they stand among them', async () => {
    const { collections } = await openDatabase(freshName())
    const slots = Array.from({ length: 700 }, (_, k) => slotAt(2 * k))
    const isThere = (k: number): boolean => [0, 249, 250, 600].includes(k)
    const before = slots
      .filter((_, k) => isThere(k))
      .map((slot): Slot => ({ ...slot, status: 'declined', decline: { reason: 'slot-overlaps' } }))
    await collections.slots.bulkInsert(before)
    const { success, error } = await collections.slots.bulkInsert(slots)
    expect(new Set(error.map(({ documentId }) => documentId))).toEqual(new Set(before.map(({ id }) => id)))
    expect(success).toHaveLength(696)
    const stored = await collections.slots.storageInstance.findDocumentsById(
      slots.map(({ id }) => id),
      true
    )
    expect(stored).toHaveLength(700)
    expect(new Set(stored.filter(({ status }) => status === 'declined').map(({ id }) => id))).toEqual(
      new Set(before.map(({ id }) => id))
    )
  })

  it('reads the first documents alone, then all others at once, and what changed meanwhile is newer', async () => {
    const local = await openDatabase(freshName())
    const { slots: writer } = await openSlots(local)
    const of = (coachId: string, hours: number) => ({
      ...slotAt(hours),
      id: `${coachId}:${slotAt(hours).startsAt}`,
      coachId
    })
    const [before, own, after, removed, changed] = [
      of('coach000', 0),
      of('coach001', 2),
      of('coach0010', 4),
      of('coach0002', 6),
      of('coach0003', 8)
    ] as const
    await writer.saveAll([before, own, after, removed, changed])
    const first = { $gte: 'coach001:', $lt: 'coach001;' }
    const list = await openLiveList(local.collections.slots, byStart, createReader('slots').read, first)
    const told: (readonly Slot[])[] = []
    list.items$.subscribe(items => told.push(items))
    expect(list.items).toEqual([own])
    expect(list.find(before.id)).toBeUndefined()

    // What was read comes late: the writes are stored and told before it.
    const [queried, writes] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const { storageInstance } = local.collections.slots
    const query = storageInstance.query.bind(storageInstance)
    storageInstance.query = async prepared => {
      const found = await query(prepared)
      queried.resolve()
      await writes.promise
      return found
    }
    const reading = list.readRest()
    await queried.promise
    const added = of('coach004', 10)
    await writer.remove(removed.id)
    await writer.change(changed.id, slot => ({ ...slot, status: 'booked', bookingId: 'ab'.repeat(16) }))
    await writer.save(added)
    writes.resolve()
    await reading
    const expected = [before, own, after, { ...changed, status: 'booked', bookingId: 'ab'.repeat(16) }, added]
    await expect.poll(() => list.items).toEqual(expected)
    expect(list.find(removed.id)).toBeUndefined()
    // The rest came as one list, and each change as one.
    expect(told.length).toBeLessThanOrEqual(5)
    await list.readRest()
    expect(list.items).toEqual(expected)
    list.stop()
  })

  it('reads the rest in parts, however many there are', async () => {
    const local = await openDatabase(freshName())
    const { slots: writer } = await openSlots(local)
    const listOf = (coachId: string) =>
      Array.from({ length: 1_100 }, (_, hours) => ({
        ...slotAt(hours),
        id: `${coachId}:${slotAt(hours).startsAt}`,
        coachId
      }))
    const all = ['coach000', 'coach001', 'coach002'].flatMap(listOf)
    await writer.saveAll(all)
    const first = { $gte: 'coach001:', $lt: 'coach001;' }
    const list = await openLiveList(local.collections.slots, byStart, createReader('slots').read, first)
    expect(list.items).toEqual(listOf('coach001'))
    await list.readRest()
    expect(list.items).toEqual(all.toSorted(byStart))
    list.stop()
  })

  it('gives back names that begin with a mark of its own, at any depth', async () => {
    const local = await openDatabase(freshName())
    const { slots } = await openSlots(local)
    const pulled = { ...slotAt(0), '|pipe': 1, price: { '|pipe': [{ '|pipe': true }], plain: 0 } }
    const row = { document: { ...pulled, _deleted: false, _attachments: {}, _meta: { lwt: 1 }, _rev: '1-a' } }
    await local.collections.slots.storageInstance.bulkWrite(
      [row, { document: { ...slotAt(4), _deleted: false, _attachments: {}, _meta: { lwt: 1 }, _rev: '1-a' } }] as never,
      downstreamContext
    )
    const again = await openSlots(local)
    expect(again.slots.items).toEqual([pulled, slotAt(4)])
    expect(slots.find(pulled.id)).toEqual(pulled)
  })

  it('knows the state that was pulled, while it is not changed here and after, until another one is noted', async () => {
    const local = await openDatabase(freshName())
    const { slots } = await openSlots(local)
    const [pulled, own] = [slotAt(0), slotAt(4)]
    const row = { document: { ...pulled, _deleted: false, _attachments: {}, _meta: { lwt: 1 }, _rev: '1-pull' } }
    await local.collections.slots.storageInstance.originalStorageInstance.bulkWrite([row] as never, downstreamContext)
    await slots.save(own)
    const readNoted = async () => {
      let noted: unknown
      await withMetaInstance(local.collections.slots as never, 'slots', 'somewhere', async notes => {
        noted = Object.fromEntries((await readNotes(notes, [pulled.id, own.id])).stateById)
      })
      return noted
    }
    const state = { ...pulled, _deleted: false }
    expect(await readNoted()).toEqual({ [pulled.id]: state })
    await slots.change(pulled.id, slot => ({ ...slot, status: 'declined', decline: { reason: 'slot-overlaps' } }))
    expect(await readNoted()).toEqual({ [pulled.id]: state })
    await slots.change(pulled.id, slot => ({ ...slot, movesFrom: own.id }))
    await slots.remove(pulled.id)
    expect(await readNoted()).toEqual({ [pulled.id]: state })
    await slots.save({ ...pulled, movesFrom: own.id })
    expect(await readNoted()).toEqual({ [pulled.id]: state })
    const next = { ...state, movesFrom: own.id }
    await withMetaInstance(local.collections.slots as never, 'slots', 'somewhere', notes => writeNotes(notes, [next]))
    expect(await readNoted()).toEqual({ [pulled.id]: next })
  })

  it('sets aside what only a newer version can read, and lists it as soon as it can be read', async () => {
    const local = await openDatabase(freshName())
    const { slots } = await openSlots(local)
    const counts: number[] = []
    slots.setAside$.subscribe(count => void counts.push(count))
    const { storageInstance } = local.collections.slots
    const put = (document: object, previous?: object) =>
      storageInstance.bulkWrite([{ document, previous }] as never, downstreamContext)
    const fields = { _deleted: false, _attachments: {}, _meta: { lwt: 1 }, _rev: '1-a' }
    await put({ ...slotAt(0), endsAt: 'two hours', ...fields })
    await expect.poll(() => counts.at(-1)).toBe(1)
    expect(slots.items).toEqual([])
    expect(await slots.change(slotAt(0).id, slot => ({ ...slot, status: 'declined' }))).toMatchObject({ ok: true })
    const [stored] = await storageInstance.findDocumentsById([slotAt(0).id], true)
    expect(stored).toMatchObject({ endsAt: 'two hours' })
    await put({ ...slotAt(0), ...fields, _rev: '2-a' }, stored)
    await expect.poll(() => slots.items).toEqual([slotAt(0)])
    expect(counts).toEqual([0, 1, 0])
  })

  it('holds bookings and notices side by side', async () => {
    const local = await openDatabase(freshName())
    const calls = await openRepository(local.collections.calls, byId, noGuard, createReader('calls'))
    const notice = {
      id: 'notice:claim-lost:coach001:0:x',
      kind: 'notice' as const,
      topic: 'claim-lost' as const,
      at: 1,
      subject: { collection: 'slots' as const, id: 'coach001:0' },
      dismissed: false
    }
    expect(await calls.save(notice)).toMatchObject({ ok: true })
    expect(calls.items).toEqual([notice])
  })

  it('private fields come back as they were, after a change and after a restart', async () => {
    const [name, storage] = [freshName(), createStorage()]
    const first = await openDatabase(name, storage)
    const drafts = await openRepository(first.collections.drafts, byId, noGuard, createReader('drafts'))
    const draft = {
      id: 'ef'.repeat(16),
      notes: 'Zeile 1\n„Zwei“ 🙂',
      followUps: [{ text: 'a', done: true }],
      savedAt: 5
    }
    await drafts.save({ ...draft, notes: 'begun', satisfaction: 3 })
    await drafts.save(draft)
    expect(drafts.items).toEqual([draft])
    await close(first)
    const again = await openRepository(
      (await openDatabase(name, storage)).collections.drafts,
      byId,
      noGuard,
      createReader('drafts')
    )
    expect(again.items).toEqual([draft])
    await again.remove(draft.id)
    await again.save({ ...draft, notes: 'once more' })
    expect(again.items).toEqual([{ ...draft, notes: 'once more' }])
  })

  it('a document that was changed in the same moment elsewhere is read as it is there', async () => {
    const local = await openDatabase(freshName())
    const { drafts } = local.collections
    const id = '12'.repeat(16)
    await drafts.insert({ id, notes: 'there', followUps: [], savedAt: 1 })
    const refused = await drafts
      .insert({ id, notes: 'here', followUps: [], savedAt: 2 })
      .catch((error: unknown) => error)
    expect(refused).toMatchObject({
      code: 'CONFLICT',
      parameters: { writeError: { documentInDb: { notes: 'there' }, writeRow: { document: { notes: 'here' } } } }
    })
  })

  it('stores an occasion once, however often it is told', async () => {
    const local = await openDatabase(freshName())
    const drafts = await openRepository(local.collections.drafts, byId, noGuard, createReader('drafts'))
    const draft = { id: 'ab'.repeat(16), notes: 'first', followUps: [], savedAt: 1 }
    await drafts.addMissing([draft])
    await drafts.addMissing([{ ...draft, notes: 'second' }])
    expect(drafts.items).toEqual([draft])
  })

  it('many changes of one document at once end with all of them', async () => {
    const local = await openDatabase(freshName())
    const drafts = await openRepository(local.collections.drafts, byId, noGuard, createReader('drafts'))
    const id = 'cd'.repeat(16)
    await drafts.save({ id, notes: '', followUps: [], savedAt: 0 })
    await Promise.all(
      Array.from({ length: 20 }, () => drafts.change(id, draft => ({ ...draft, savedAt: draft.savedAt + 1 })))
    )
    expect(drafts.find(id)?.savedAt).toBe(20)
  })

  it('a thousand documents written at once are read back in order', async () => {
    const local = await openDatabase(freshName())
    const { slots } = await openSlots(local)
    const all = Array.from({ length: 1_000 }, (_, n) => slotAt(2 * n))
    await local.collections.slots.bulkInsert([...all].reverse())
    expect(slots.items).toEqual(all)
  })

  it('opens again with everything that was stored', async () => {
    const [name, storage] = [freshName(), createStorage()]
    const first = await openDatabase(name, storage)
    const { slots } = await openSlots(first)
    await slots.save(slotAt(0))
    await slots.save(slotAt(2))
    await slots.remove(slotAt(2).id)
    await close(first)
    const { slots: again } = await openSlots(await openDatabase(name, storage))
    expect(again.items).toEqual([slotAt(0)])
  })

  it('two accounts on one device have nothing in common', async () => {
    const storage = createStorage()
    const first = await openDatabase(freshName(), storage)
    await (await openSlots(first)).slots.save(slotAt(0))
    await close(first)
    const { slots } = await openSlots(await openDatabase(freshName(), storage))
    expect(slots.items).toEqual([])
  })

  it('data of another version is not opened, and not touched', async () => {
    const [name, storage] = [freshName(), createStorage()]
    const first = await openDatabase(name, storage)
    await (await openSlots(first)).slots.save(slotAt(0))
    const internals = first.database.internalStore
    const [stored] = await internals.findDocumentsById(['collection|slots-1'], false)
    if (stored === undefined) throw new Error('RxDB names its collections otherwise now')
    const { data } = stored
    const other = { ...data, schemaHash: 'another version', schema: { ...(data['schema'] as object), version: 7 } }
    const changed = { ...stored, data: other, _rev: '2-x' }
    await internals.bulkWrite([{ previous: stored, document: changed }], 'test')
    await close(first)
    await expect(openDatabase(name, storage)).rejects.toThrow()
    // Set back, everything is still there.
    await restore(name, storage, data)
    const { slots } = await openSlots(await openDatabase(name, storage))
    expect(slots.items).toEqual([slotAt(0)])
  })

  it('a collection of a newer version is not taken for an empty one', async () => {
    const [name, storage] = [freshName(), createStorage()]
    const first = await openDatabase(name, storage)
    const [stored] = await first.database.internalStore.findDocumentsById(['collection|slots-1'], false)
    if (stored === undefined) throw new Error('RxDB names its collections otherwise now')
    const { data } = stored
    const newer = { ...data, version: 2, schema: { ...(data['schema'] as object), version: 2 } }
    const document = { ...stored, id: 'collection|slots-2', key: 'slots-2', data: newer, _rev: '1-x' }
    await first.database.internalStore.bulkWrite([{ document }], 'test')
    await close(first)
    await expect(openDatabase(name, storage)).rejects.toThrow('slots is of version 2')
  })

  async function restore(
    name: string,
    storage: RxStorage<unknown, unknown>,
    data: Readonly<Record<string, unknown>>
  ): Promise<void> {
    const { createRxDatabase } = await import('rxdb')
    const { withZodValidation } = await import('#renderer/data/database/zod-validation.ts')
    const database = await createRxDatabase({ name, storage: withZodValidation(storage), multiInstance: false })
    const [stored] = await database.internalStore.findDocumentsById(['collection|slots-1'], false)
    if (stored === undefined) throw new Error('the collection is gone')
    const document = { ...stored, data: { ...stored.data, ...data }, _rev: '3-x' }
    await database.internalStore.bulkWrite([{ previous: stored, document }], 'test')
    await database.close()
  }
}
