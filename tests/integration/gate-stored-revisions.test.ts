import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isLiveBooking } from '#domain/model/booking.ts'
import type { PushedDocument } from '#server/gate/gate-contract.ts'
import { parseBatch } from '#server/http/endpoints/bulk-docs.ts'
import { bulkGetEndpoints } from '#server/http/endpoints/bulk-get.ts'
import { createMemoryDatabases } from '#server/storage/memory-databases.ts'
import type { PouchDatabases } from '#server/storage/pouch-databases.ts'
import { generationOf, hashOf } from '#server/storage/revision.ts'
import { findCopyViolations, findViolations } from '../support/gate-invariants.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  type GateWorld,
  listBookings,
  listDocs,
  pencilDoc,
  pushCall,
  readCall,
  requestIdOf,
  slotDoc
} from '../support/gate-world.ts'
import {
  ada,
  adasBooking,
  admin,
  bob,
  booked,
  coach,
  free,
  listForeignPushes,
  listRefusedPushes,
  mallory,
  otherCoach,
  prepareVictims,
  spare
} from '../support/hostile-pushes.ts'
import { systemStarts } from '../support/start-source.ts'

const seed = 20_270_302
const runs = 40
/** What the front takes at most. */
const limit = 999_999_999

interface Push {
  readonly by: string
  readonly database: string
  readonly doc: PushedDocument
}

/** A revision tree's leaf as PouchDB tells it, with its history. */
interface Leaf extends PushedDocument {
  readonly _rev: string
}

/** Mostly fresh ones; the others come again and again. */
const hash = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('ff', 'aa', '0', 'Z'.repeat(78)) },
  { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom('0', '7', 'a', 'F'), minLength: 12, maxLength: 12 }) }
)
const generation = fc.oneof(
  fc.integer({ min: 1, max: 6 }),
  fc.integer({ min: 1, max: 12_000 }),
  fc.constantFrom(9_999, 10_000, 10_001, 99_999_999, 100_000_000, 100_000_001, limit - 1, limit)
)
/** Built on a stored revision (one of the newest), or on nothing that there is. */
const history = fc.record({
  base: fc.constantFrom('winner', 'winner', 'highest', 'none'),
  between: fc.array(hash, { maxLength: 4 }),
  own: hash,
  start: generation,
  more: fc.array(hash, { maxLength: 3 }),
  /** Made up, beneath the stored revision. */
  beneath: fc.oneof(
    { weight: 7, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(hash, { maxLength: 3 }) }
  )
})
type History = typeof history extends fc.Arbitrary<infer T> ? T : never

async function listPushes(world: GateWorld, n: number): Promise<readonly Push[]> {
  const forged = [booked, free, spare].flatMap(startsAt => [
    ...listForeignPushes(startsAt),
    ...listRefusedPushes(startsAt)
  ])
  const own = await readCall(world.databases, ada, adasBooking)
  const slots = [free, spare].flatMap((startsAt): readonly Push[] => [
    { by: coach, database: 'slots', doc: slotDoc(coach, startsAt) },
    { by: coach, database: 'slots', doc: { _id: `${coach}:${startsAt}`, _deleted: true } },
    { by: coach, database: 'slots', doc: slotDoc(coach, startsAt + 1_800_000, { movesFrom: `${coach}:${startsAt}` }) },
    { by: coach, database: `calls-${coach}`, doc: pencilDoc(coach, startsAt, ada, bookingIdOf(500 + n)) },
    ...[ada, bob, mallory].map((by, k) => ({
      by,
      database: 'slots',
      doc: claimDoc(coach, startsAt, bookingIdOf(100 + n * 3 + k), world.now)
    }))
  ])
  const policy = { minimumNoticeMin: 0, horizonDays: 90, dailyCap: 12, cancelCutoffMin: 0, rescheduleCutoffMin: 0 }
  const profile = { displayName: `Name ${n}`, headline: '', bio: '', zone: 'UTC', policy }
  const { id: _, ...copy } = own ?? { id: '' }
  return [
    ...forged.map(({ by, database, doc }) => ({ by, database, doc: doc(world) })),
    ...slots,
    { by: coach, database: 'users', doc: { _id: coach, ...profile } },
    { by: otherCoach, database: 'users', doc: { _id: otherCoach, ...profile, zone: 'Nowhere/None' } },
    { by: ada, database: `calls-${ada}`, doc: { _id: adasBooking, ...copy, otherName: 'Forged' } },
    { by: ada, database: `calls-${ada}`, doc: { _id: 'notice:none', kind: 'notice', topic: 'claim-lost', at: 1 } },
    { by: admin, database: 'slots', doc: slotDoc(coach, free) }
  ]
}

/** What the front lets through of it; undefined where it refuses the whole request. */
async function passFront(docs: readonly PushedDocument[]): Promise<readonly PushedDocument[] | undefined> {
  try {
    return (await parseBatch({ docs: [...docs], new_edits: false })) as readonly PushedDocument[]
  } catch {
    return undefined
  }
}

async function revise(world: GateWorld, { database, doc }: Push, history: History): Promise<PushedDocument> {
  const { between, own, start, more, beneath } = history
  const store = await world.databases.open(database)
  const known = (await store.readRevisions(doc._id)).toSorted((a, b) => generationOf(b) - generationOf(a))
  const bases = { winner: (await store.read([doc._id]))[0]?._rev, highest: known[0], none: undefined }
  const base = bases[history.base]
  if (base === undefined) {
    const ids = [own, ...more].slice(0, start)
    return { ...doc, _rev: `${start}-${own}`, _revisions: { start, ids } }
  }
  const grown = generationOf(base) + between.length + 1
  const ids = [own, ...between, hashOf(base), ...beneath].slice(0, grown)
  return { ...doc, _rev: `${grown}-${own}`, _revisions: { start: grown, ids } }
}

async function listLeaves(databases: PouchDatabases, name: string): Promise<readonly Leaf[]> {
  const store = await databases.open(name)
  const { results } = await store.changes({ since: 0, limit: 10_000, includeDocs: false })
  const all = await Promise.all(
    results.map(({ id }) =>
      databases.usePouch(name, pouch => pouch.get(id, { open_revs: 'all', revs: true } as PouchDB.Core.GetOptions))
    )
  )
  return (all as unknown as readonly (readonly { readonly ok: Leaf }[])[]).flat().map(({ ok }) => ok)
}

/** So that there is something to push for in the next round. */
async function cancelAll(world: GateWorld, turn: number): Promise<void> {
  for (const { id } of (await listBookings(world.databases)).filter(isLiveBooking)) {
    if (id === adasBooking) continue
    const requestId = requestIdOf(turn)
    await pushCall(world, coach, id, { request: { kind: 'cancel', requestId, reason: 'next', reopenSlot: true } })
  }
  await world.gate.idle()
}

it(`RV2 BK2 whatever histories people push, what is stored is taken back, and each document has one live leaf (seed ${seed})`, {
  timeout: 180_000
}, async () => {
  const databases = createMemoryDatabases(systemStarts)
  const world = await createGateWorld({ databases })
  await prepareVictims(world)
  let turn = 0
  const seen = { ok: 0, forbidden: 0 }
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(), history), { minLength: 8, maxLength: 30 }), async wishes => {
        turn += 1
        const pushes = await listPushes(world, turn)
        const docs = await Promise.all(
          wishes.map(async ([n, how]) => {
            const push = pushes[n % pushes.length] as Push
            return { ...push, doc: await revise(world, push, how) }
          })
        )
        const rows = await Promise.all(
          docs.map(async ({ by, database, doc }) => {
            const passed = await passFront([doc])
            return passed === undefined ? [] : world.push(by, database, passed, false)
          })
        )
        for (const row of rows.flat()) seen['ok' in row ? 'ok' : 'forbidden'] += 1
        expect(rows.flat().filter(row => 'error' in row && row.name === 'internal_error')).toEqual([])
        await world.gate.idle()
        for (const name of ['slots', 'users', `calls-${ada}`, `calls-${coach}`]) {
          const leaves = await listLeaves(databases, name)
          for (const leaf of leaves) {
            expect(await passFront([leaf])).toHaveLength(1)
            const asked = { docs: [{ id: leaf._id, rev: leaf._rev }] }
            expect(bulkGetEndpoints['bulk-get'].body?.schema.safeParse(asked).success).toBe(true)
            // Far from where nobody could go on.
            expect(generationOf(leaf._rev)).toBeLessThan(limit / 2)
          }
          const live = Map.groupBy(
            leaves.filter(leaf => leaf._deleted !== true),
            leaf => leaf._id
          )
          expect([...live].filter(([, group]) => group.length > 1)).toEqual([])
          // An ordinary client may build on every document that there is.
          const grown = (await listDocs(databases, name)).map(doc => ({ docs: [doc], new_edits: true }))
          for (const body of grown) expect(await parseBatch(body)).toHaveLength(1)
        }
        expect(await findViolations(databases)).toEqual([])
        expect(await findCopyViolations(databases)).toEqual([])
        await cancelAll(world, turn)
      }),
      { seed, numRuns: runs, endOnFailure: true }
    )
  } finally {
    await world.stop()
  }
  expect(seen.ok).toBeGreaterThan(30)
  expect(seen.forbidden).toBeGreaterThan(100)
})
