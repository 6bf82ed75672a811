import { Subject } from 'rxjs'
import type { RxReplicationPullStreamItem } from 'rxdb'
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication'
import { replicateCouchDB } from 'rxdb/plugins/replication-couchdb'
import { afterEach, describe, expect, it } from 'vitest'
import { createFakeCouch, type FakeCouch } from './fake-couch.ts'
import { type Note, openNotes } from './rxdb-fixture.ts'
import { eventually } from '../../support/eventually.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean()
})

async function startPlugin(couch: FakeCouch) {
  const { database, notes } = await openNotes()
  const replication = replicateCouchDB<Note>({
    replicationIdentifier: 'facts',
    collection: notes,
    url: 'http://couch.invalid/notes/',
    fetch: couch.fetch,
    live: true,
    retryTime: 10,
    waitForLeadership: false,
    pull: { batchSize: 10 },
    push: { batchSize: 10 }
  })
  const errors: string[] = []
  replication.error$.subscribe(error => errors.push(error.message))
  cleanups.push(
    () => database.close(),
    () => replication.cancel()
  )
  return { notes, replication, errors }
}

describe('the ready-made CouchDB plugin, which we therefore do not use', () => {
  it('F1 repeats a push for ever after one forbidden row, and nothing written later arrives', async () => {
    const couch = createFakeCouch({ refuse: id => (id === 'bad' ? { error: 'forbidden', reason: 'no' } : undefined) })
    const { notes, errors } = await startPlugin(couch)
    await notes.insert({ id: 'bad', text: 'refused' })
    await eventually(() => expect(couch.pushed.length).toBeGreaterThan(2))
    await notes.insert({ id: 'good', text: 'valid' })
    const before = couch.pushed.length
    await eventually(() => expect(couch.pushed.length).toBeGreaterThan(before + 3))
    expect(couch.has('good')).toBe(false)
    expect(errors.length).toBeGreaterThan(0)
  })

  it('F2 jams on a conflict row for a new document', async () => {
    const couch = createFakeCouch({ refuse: id => (id === 'new' ? { error: 'conflict', reason: 'no' } : undefined) })
    const { notes, errors } = await startPlugin(couch)
    await notes.insert({ id: 'new', text: 'unknown to the server' })
    await eventually(() => expect(couch.pushed.length).toBeGreaterThan(2))
    await notes.insert({ id: 'good', text: 'valid' })
    const before = couch.pushed.length
    await eventually(() => expect(couch.pushed.length).toBeGreaterThan(before + 3))
    expect(couch.has('good')).toBe(false)
    expect(errors.length).toBeGreaterThan(0)
  })

  it('F3 ends its live feed for good after one answer without results', async () => {
    let polls = 0
    const couch = createFakeCouch({
      onLongPoll: () => {
        polls += 1
        return polls === 1
          ? Promise.resolve(Response.json({ error: 'unauthorized', reason: 'expired' }, { status: 401 }))
          : undefined
      }
    })
    const unhandled: unknown[] = []
    const remember = (error: unknown): void => void unhandled.push(error)
    const others = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', remember)
    cleanups.push(async () => {
      process.removeListener('unhandledRejection', remember)
      for (const listener of others) process.on('unhandledRejection', listener)
    })
    const { notes } = await startPlugin(couch)
    await eventually(() => expect(unhandled.length).toBe(1))
    couch.store({ _id: 'unseen', text: 'no feed tells of it' })
    await notes.insert({ id: 'own', text: 'pushes still work' })
    await eventually(() => expect(couch.has('own')).toBe(true))
    expect(polls).toBe(1)
    expect(await notes.findOne('unseen').exec()).toBeNull()
  })

  it('F4 loses a document that is written between the first pull and the live feed', async () => {
    let held: (() => void) | undefined
    const couch = createFakeCouch({
      onLongPoll: since =>
        since === 'now' && held === undefined
          ? new Promise((_, fail) => {
              held = () => fail(new Error('cut'))
            })
          : undefined
    })
    const { notes, replication } = await startPlugin(couch)
    await replication.awaitInitialReplication()
    await eventually(() => expect(held).toBeDefined())
    couch.store({ _id: 'lost', text: 'written while the feed was away' })
    held?.()
    await eventually(() =>
      expect(couch.requests.filter(request => request.endsWith('longpoll')).length).toBeGreaterThan(1)
    )
    couch.store({ _id: 'later', text: 'moves the checkpoint past it' })
    await eventually(async () => expect(await notes.findOne('later').exec()).not.toBeNull())
    expect(await notes.findOne('lost').exec()).toBeNull()
  })

  it('F31 sends _deleted:false in every document', async () => {
    const couch = createFakeCouch()
    const { notes } = await startPlugin(couch)
    await notes.insert({ id: 'a', text: 'x' })
    await eventually(() => expect(couch.has('a')).toBe(true))
    expect(couch.pushed[0]?.[0]).toMatchObject({ _id: 'a', _deleted: false })
    expect(couch.pushed[0]?.[0]).not.toHaveProperty('_rev')
  })
})

describe('replicateRxCollection, which our replication stands on', () => {
  type Checkpoint = { readonly seq: number }
  type Stored = Note & { readonly _deleted: boolean }

  it('F5 RESYNC pulls from the stored checkpoint, and a pull ends on a short batch', async () => {
    const { database, notes } = await openNotes()
    const server: Stored[] = ['a', 'b', 'c'].map(id => ({ id, text: id, _deleted: false }))
    const stream$ = new Subject<RxReplicationPullStreamItem<Note, Checkpoint>>()
    const asked: number[] = []
    const replication: RxReplicationState<Note, Checkpoint> = replicateRxCollection<Note, Checkpoint>({
      replicationIdentifier: 'f5',
      collection: notes,
      waitForLeadership: false,
      pull: {
        batchSize: 2,
        stream$,
        handler: async (checkpoint, batchSize) => {
          const from = checkpoint?.seq ?? 0
          asked.push(from)
          const documents = server.slice(from, from + batchSize)
          return { documents, checkpoint: { seq: from + documents.length } }
        }
      }
    })
    cleanups.push(
      () => database.close(),
      () => replication.cancel()
    )
    await replication.awaitInitialReplication()
    expect(asked).toEqual([0, 2])
    server.push({ id: 'd', text: 'written while the feed was away', _deleted: false })
    stream$.next('RESYNC')
    await eventually(async () => expect(await notes.findOne('d').exec()).not.toBeNull())
    expect(asked).toEqual([0, 2, 3])
  })

  it('F5 the push handler decides each row: a refused one does not hold back its neighbour', async () => {
    const { database, notes } = await openNotes()
    const pushes: string[][] = []
    const replication = replicateRxCollection<Note, Checkpoint>({
      replicationIdentifier: 'f5-push',
      collection: notes,
      waitForLeadership: false,
      push: {
        handler: async rows => {
          pushes.push(rows.map(row => row.newDocumentState.id))
          return rows
            .filter(row => row.newDocumentState.id === 'bad')
            .map(row => ({ ...row.newDocumentState, _deleted: true }))
        }
      }
    })
    cleanups.push(
      () => database.close(),
      () => replication.cancel()
    )
    await notes.bulkInsert([
      { id: 'bad', text: 'refused' },
      { id: 'good', text: 'valid' }
    ])
    await eventually(async () => expect(await notes.findOne('bad').exec()).toBeNull())
    await replication.awaitInSync()
    expect(pushes).toEqual([['bad', 'good']])
    expect(await notes.findOne('good').exec()).not.toBeNull()
  })

  it('F6 the conflict handler runs on push only; a pulled state over a clean document asks nobody', async () => {
    const handled: string[] = []
    const { database, notes } = await openNotes({
      isEqual: (a, b) => a.text === b.text,
      resolve: async ({ newDocumentState, realMasterState }) => {
        handled.push(`${newDocumentState.text} met ${realMasterState.text}`)
        return realMasterState
      }
    })
    const master: Stored = { id: 'a', text: 'server', _deleted: false }
    const stream$ = new Subject<RxReplicationPullStreamItem<Note, Checkpoint>>()
    const replication = replicateRxCollection<Note, Checkpoint>({
      replicationIdentifier: 'f6',
      collection: notes,
      waitForLeadership: false,
      pull: { stream$, handler: async () => ({ documents: [], checkpoint: { seq: 0 } }) },
      push: { handler: async rows => (rows[0]?.newDocumentState.text === 'local' ? [master] : []) }
    })
    cleanups.push(
      () => database.close(),
      () => replication.cancel()
    )
    await notes.insert({ id: 'a', text: 'local' })
    await eventually(async () => expect((await notes.findOne('a').exec())?.text).toBe('server'))
    expect(handled).toEqual(['local met server'])
    stream$.next({ documents: [{ id: 'a', text: 'pulled', _deleted: false }], checkpoint: { seq: 1 } })
    await eventually(async () => expect((await notes.findOne('a').exec())?.text).toBe('pulled'))
    expect(handled).toEqual(['local met server'])
  })
})
