import { BehaviorSubject, of } from 'rxjs'
import { expect, onTestFinished, test } from 'vitest'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { HistoryEntry } from '#renderer/contract/history-entry.ts'
import type { DocumentRepository } from '#renderer/data/repositories/document-repository.ts'
import { byLastDone } from '#renderer/data/repositories/orders.ts'
import { findOutcome, type Traces } from '#renderer/store/history/find-outcome.ts'
import { createHistory } from '#renderer/store/history/history.ts'
import { maxHistoryEntries } from '#renderer/store/history/history-limits.ts'
import { startSettling } from '#renderer/store/history/settle-history.ts'
import { bookingId, buildCall, buildNotice, buildSlot, dayMs, hexId, now, requestId } from '../../../domain/builders.ts'

const done = { ok: true, value: undefined } as const
const slot = buildSlot()
const entryOf = (more: Partial<HistoryEntry>): HistoryEntry => ({
  id: 'one',
  order: 1,
  kind: 'slots-created',
  at: now,
  outcome: 'waiting',
  slotIds: [slot.id],
  ...more
})
const nothing: Traces = {
  findSlot: () => undefined,
  findCall: () => undefined,
  findProfile: () => undefined,
  findOwn: () => ({ blocked: new Set(), howWeMeet: undefined, dossiers: new Map(), watches: [] }),
  notices: [],
  isUnsent: () => false
}
const withCall = (call: Partial<SessionCopy>): Traces => ({ ...nothing, findCall: () => buildCall(call) })

/** A journal's documents in memory. */
function createRepository(start: readonly HistoryEntry[] = []): DocumentRepository<HistoryEntry> {
  const items$ = new BehaviorSubject<readonly HistoryEntry[]>([...start].sort(byLastDone))
  const put = (items: readonly HistoryEntry[]) => items$.next([...items].sort(byLastDone))
  const find = (id: string) => items$.value.find(entry => entry.id === id)
  return {
    items$,
    get items() {
      return items$.value
    },
    find,
    setAside$: of(0),
    saveAll: entries => Promise.resolve(entries.map(() => done)),
    catchUp: () => undefined,
    readRest: () => Promise.resolve(),
    findStored: id => Promise.resolve(find(id)).then(value => value && { deleted: false, value, raw: value }),
    save: entry => Promise.resolve(put([...items$.value.filter(({ id }) => id !== entry.id), entry])).then(() => done),
    change: (id, next) =>
      Promise.resolve(put(items$.value.map(entry => (entry.id === id ? next(entry) : entry)))).then(() => done),
    merge: () => Promise.resolve({ ok: false, refusal: 'storage-failed' }),
    addMissing: () => Promise.resolve(),
    bringBack: () => Promise.resolve({ ok: false, refusal: 'storage-failed' }),
    remove: id => Promise.resolve(put(items$.value.filter(entry => entry.id !== id))).then(() => done),
    stop: () => undefined
  }
}

test('JN2 the journal keeps the newest 500 changes of 90 days', async () => {
  const kept = Array.from({ length: maxHistoryEntries }, (_, order) => entryOf({ id: `kept-${order}`, order }))
  const repository = createRepository(kept)
  let clock = now
  const journal = createHistory({ repository, now: () => clock, createId: () => hexId(clock % 1000) })
  await journal.record({ kind: 'slot-removed', slotIds: [slot.id] })
  expect(repository.items).toHaveLength(maxHistoryEntries)
  expect(repository.find('kept-0')).toBeUndefined()
  clock += 91 * dayMs + 1
  await journal.record({ kind: 'slot-removed', slotIds: [slot.id] })
  expect(repository.items).toHaveLength(1)
})

test('JN1 a later change comes first, also where the clock was set back', async () => {
  const repository = createRepository()
  let clock = now
  const journal = createHistory({ repository, now: () => clock, createId: () => hexId(repository.items.length) })
  await journal.record({ kind: 'slots-created', slotIds: [slot.id] })
  clock -= dayMs
  await journal.record({ kind: 'slot-removed', slotIds: [slot.id] })
  expect(repository.items.map(({ kind }) => kind)).toEqual(['slot-removed', 'slots-created'])
  expect(journal.findLast()?.kind).toBe('slot-removed')
})

test('JN3 a slot waits while it is unsent; then it is confirmed, or declined with the reason', () => {
  expect(findOutcome(entryOf({}), { ...nothing, isUnsent: () => true })).toEqual({ outcome: 'waiting' })
  expect(findOutcome(entryOf({}), { ...nothing, findSlot: () => slot })).toEqual({ outcome: 'confirmed' })
  const declined = buildSlot({ status: 'declined', decline: { reason: 'slot-overlaps' } })
  expect(findOutcome(entryOf({}), { ...nothing, findSlot: () => declined })).toEqual({
    outcome: 'declined',
    reason: 'slot-overlaps'
  })
})

test('JN3 MG2 a removal that met a booking is declined', () => {
  const notice = buildNotice({
    topic: 'slot-booked-meanwhile',
    subject: { collection: 'slots', id: slot.id },
    reason: 'slot-booked'
  })
  const removed = entryOf({ kind: 'slot-removed' })
  expect(findOutcome(removed, nothing)).toEqual({ outcome: 'confirmed' })
  expect(findOutcome(removed, { ...nothing, notices: [notice] })).toEqual({
    outcome: 'declined',
    reason: 'slot-booked'
  })
})

test('JN3 a request waits for its answer; one that another took the place of is adjusted', () => {
  const request = { kind: 'cancel', requestId, reason: '', reopenSlot: true } as const
  const asked = entryOf({ kind: 'cancel-asked', bookingId, requestId })
  const answer = { requestId, by: 'coach', kind: 'cancel', at: now } as const
  expect(findOutcome(asked, withCall({ request })).outcome).toBe('waiting')
  expect(findOutcome(asked, withCall({ request, lastRequest: { ...answer, verdict: 'accepted' } })).outcome).toBe(
    'confirmed'
  )
  const refused = { ...answer, verdict: 'declined', reason: 'session-over' } as const
  expect(findOutcome(asked, withCall({ request, lastRequest: refused }))).toEqual({
    outcome: 'declined',
    reason: 'session-over'
  })
  expect(findOutcome(asked, withCall({ request: { ...request, requestId: hexId(1) } })).outcome).toBe('adjusted')
})

test('JN3 MG6 words that were merged with others are adjusted', () => {
  const wrote = entryOf({ kind: 'wrapped-up', bookingId, after: JSON.stringify({ notes: 'mine' }) })
  expect(findOutcome(wrote, withCall({ notes: 'mine' })).outcome).toBe('confirmed')
  expect(findOutcome(wrote, withCall({ notes: 'theirs\n\nmine' })).outcome).toBe('adjusted')
})

test('JN3 nothing settles before it is known what is unsent', async () => {
  const repository = createRepository([entryOf({ kind: 'slot-removed' })])
  const changes$ = new BehaviorSubject(0)
  const known: { isUnsent?: (id: string) => boolean } = {}
  const asked$ = new BehaviorSubject(0)
  const stop = startSettling({
    repository,
    findUnsent() {
      asked$.next(asked$.value + 1)
      return known.isUnsent
    },
    traces: nothing,
    tell: () => Promise.reject(new Error('nobody has to be told')),
    now: () => now,
    changes: [changes$]
  })
  await expect.poll(() => asked$.value).toBeGreaterThan(0)
  expect(repository.items[0]?.outcome).toBe('waiting')
  known.isUnsent = () => false
  changes$.next(1)
  await expect.poll(() => repository.items[0]?.outcome).toBe('confirmed')
  stop()
})

/** Settles one change that was taken back before it was known to be sent; gives the journal and what was told. */
function settleWithdrawn(entry: Partial<HistoryEntry>, call: Partial<SessionCopy>) {
  const repository = createRepository([entryOf({ bookingId, outcome: 'undone', undoneAs: 'withdrawn', ...entry })])
  const told: Notice[] = []
  const stop = startSettling({
    repository,
    findUnsent: () => () => false,
    traces: withCall(call),
    tell: notice => Promise.resolve(told.push(notice)),
    now: () => now,
    changes: []
  })
  onTestFinished(stop)
  return { repository, told }
}

test('JN6 a withdrawn wish that had reached the server all the same says what came of it, and its person is told', async () => {
  const request = { kind: 'cancel', requestId, reason: 'A cold', reopenSlot: true } as const
  const answer = { requestId, by: 'coach', kind: 'cancel', at: now, verdict: 'accepted' } as const
  const { repository, told } = settleWithdrawn(
    { kind: 'cancel-asked', requestId, after: JSON.stringify({ request }) },
    { status: 'cancelled', lastRequest: answer }
  )
  await expect.poll(() => repository.items[0]?.outcome).toBe('confirmed')
  expect(repository.items[0]).not.toHaveProperty('undoneAs')
  expect(told).toMatchObject([{ topic: 'withdrawn-late', bookingId, mine: JSON.stringify({ request }) }])
})

test('JN6 so is one that was refused: of that the server tells', async () => {
  const answer = {
    requestId,
    by: 'coach',
    kind: 'cancel',
    at: now,
    verdict: 'declined',
    reason: 'session-over'
  } as const
  const { repository, told } = settleWithdrawn({ kind: 'cancel-asked', requestId }, { lastRequest: answer })
  await expect.poll(() => repository.items[0]).toMatchObject({ outcome: 'declined', reason: 'session-over' })
  expect(told).toEqual([])
})

test('JN6 a pencilled booking that was taken back and had been granted all the same', async () => {
  const { repository, told } = settleWithdrawn({ kind: 'pencilled' }, { status: 'confirmed', otherName: 'Sam' })
  await expect.poll(() => repository.items[0]?.outcome).toBe('confirmed')
  expect(told).toMatchObject([{ topic: 'withdrawn-late', bookingId, otherName: 'Sam' }])
})
