import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Notice } from '#domain/model/notice.ts'
import { listOpened } from '#domain/waiting-list/opened-notice.ts'
import type { PushedDocument } from '#server/gate/gate-contract.ts'
import { createMemoryDatabases } from '#server/storage/memory-databases.ts'
import type { CommitPart, Databases } from '#server/storage/document-store.ts'
import { StorageUnavailableError } from '#server/storage/storage-unavailable.ts'
import { systemStarts } from '../support/start-source.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  listDocs,
  listNotices,
  readCall,
  readRev,
  requestIdOf,
  rescheduleTo,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const other = 'coach002'
const ada = 'student1'
const bob = 'student2'
/** A Tuesday at 8:00 UTC, 9:00 in Amsterdam. */
const at = worldStart + dayMs

let world: GateWorld
let base: Databases
/** Of a database in this set nothing can be read, as where its part of the files is damaged. */
let damaged: ReadonlySet<string>
/** Called before a commit that is not the gate's own; false: it is lost, as by a kill. */
let mayCommit: (parts: readonly CommitPart[]) => boolean

beforeEach(async () => {
  mayCommit = () => true
  damaged = new Set()
  base = createMemoryDatabases(systemStarts)
  world = await createGateWorld({
    databases: {
      ...base,
      open: async name => {
        const store = await base.open(name)
        return { ...store, all: range => (damaged.has(name) ? failToRead() : store.all(range)) }
      },
      commitTogether: parts => (mayCommit(parts) ? base.commitTogether(parts) : Promise.reject(new Error('killed')))
    }
  })
  for (const id of [coach, other]) await world.addPerson(id, 'coach')
  for (const id of [ada, bob]) await world.addPerson(id, 'student')
  await world.gate.idle()
})
afterEach(() => world.stop())

function failToRead(): never {
  throw new StorageUnavailableError({ cause: new Error('Corruption: bad entry in block') })
}

function watchIdOf(number: number): string {
  return `watch:${number.toString(16).padStart(32, 'c')}`
}

function watchDoc(number: number, more: Readonly<Record<string, unknown>> = {}): PushedDocument {
  const until = worldStart + 60 * dayMs
  return { _id: watchIdOf(number), kind: 'watch', zone: 'Europe/Amsterdam', until, madeAt: worldStart, ...more }
}

const wait = (student: string, ...docs: PushedDocument[]) => world.push(student, `calls-${student}`, docs)

async function draw(coachId: string, ...starts: number[]): Promise<void> {
  const rows = await world.push(
    coachId,
    'slots',
    starts.map((start, n) => slotDoc(coachId, start, { makingId: (start + n).toString(16).padStart(32, '0') }))
  )
  expect(rows.every(row => 'ok' in row)).toBe(true)
}

/** Which starts each notice tells a student of. */
async function told(student: string): Promise<readonly (readonly number[])[]> {
  await world.gate.idle()
  const notices = await listNotices(world.databases, student)
  return notices.filter(({ topic }) => topic === 'slot-opened').map(startsOf)
}

const startsOf = (notice: Notice) => listOpened(notice).map(({ slotId }) => Number(slotId.split(':')[1]))

async function book(student: string, startsAt: number, number: number): Promise<void> {
  expect(await world.push(student, 'slots', [claimDoc(coach, startsAt, bookingIdOf(number), world.now)])).toMatchObject(
    [{ ok: true }]
  )
}

/** A party asks something of a session, as a device does. */
async function ask(userId: string, number: number, request: object): Promise<void> {
  const id = bookingIdOf(number)
  const { id: _, ...copy } = (await readCall(world.databases, userId, id)) ?? { id }
  const _rev = await readRev(world.databases, `calls-${userId}`, id)
  const doc = { ...copy, _id: id, ...(_rev === undefined ? {} : { _rev }), request }
  expect(await world.push(userId, `calls-${userId}`, [doc])).toMatchObject([{ ok: true }])
}

const cancel = { kind: 'cancel', requestId: requestIdOf(1), reason: '', reopenSlot: true }

describe('watches at the gate', () => {
  it('WL1 a student makes and removes a watch, and making it twice changes nothing', async () => {
    const [row] = await wait(ada, watchDoc(1, { coachId: coach, weekdays: [2, 4], part: 'morning' }))
    expect(row).toMatchObject({ ok: true })
    const rev = row !== undefined && 'ok' in row ? row.rev : ''
    expect(await wait(ada, watchDoc(1))).toMatchObject([{ name: 'conflict' }])
    expect(await wait(ada, { _id: watchIdOf(1), _rev: rev, _deleted: true })).toMatchObject([{ ok: true }])
    expect(await wait(ada, { _id: watchIdOf(1), _deleted: true })).toMatchObject([{ ok: true }])
    expect(await listDocs(world.databases, `calls-${ada}`)).toEqual([])
  })

  it('WL1 a coach has none, nobody writes another person’s, and what is not one is refused', async () => {
    expect(await wait(coach, watchDoc(1))).toMatchObject([{ message: 'students-only' }])
    expect(await world.push(bob, `calls-${ada}`, [watchDoc(1)])).toMatchObject([{ message: 'not-yours' }])
    const many = Array.from({ length: 10_000 }, (_, day) => (day % 7) + 1)
    const hostile = [
      watchDoc(1, { weekdays: many }),
      watchDoc(2, { weekdays: [0] }),
      watchDoc(3, { weekdays: [3, 3] }),
      watchDoc(4, { until: 'soon' }),
      watchDoc(5, { zone: 'x'.repeat(1_000) }),
      watchDoc(6, { part: 'noon' }),
      { ...watchDoc(7), _id: 'watch:short' }
    ]
    const rows = await wait(ada, ...hostile)
    expect(rows.map(row => 'message' in row && row.message)).toEqual(hostile.map(() => 'malformed'))
    expect(await wait(ada, watchDoc(8, { note: 'x' }))).toMatchObject([{ message: 'unknown-field' }])
    expect(await wait(ada, watchDoc(9, { zone: 'Mars/Olympus' }))).toMatchObject([{ message: 'unknown-zone' }])
    expect(await listDocs(world.databases, `calls-${ada}`)).toEqual([])
  })

  it('WL2 of a hundred watches in one push ten are stored, and one that is removed makes room', async () => {
    const rows = await wait(ada, ...Array.from({ length: 100 }, (_, n) => watchDoc(n)))
    expect(rows.filter(row => 'ok' in row)).toHaveLength(10)
    expect(rows.slice(10).every(row => 'message' in row && row.message === 'too-many-watches')).toBe(true)
    const rev = await readRev(world.databases, `calls-${ada}`, watchIdOf(0))
    const again = await wait(ada, { _id: watchIdOf(0), _rev: rev ?? '', _deleted: true }, watchDoc(100), watchDoc(101))
    expect(again.map(row => ('ok' in row ? 'ok' : row.message))).toEqual(['ok', 'ok', 'too-many-watches'])
    expect(await wait(bob, watchDoc(100))).toMatchObject([{ ok: true }])
  })
})

describe('openings', () => {
  it('WL3 a watch is told of the slots that fit it, and of no others', async () => {
    await wait(ada, watchDoc(1, { coachId: coach, weekdays: [2], part: 'morning' }))
    await draw(coach, at, at + 6 * hourMs, at + dayMs, at + 7 * dayMs)
    await draw(other, at)
    expect(await told(ada)).toEqual([[at, at + 7 * dayMs]])
    expect(await told(bob)).toEqual([])
  })

  it('WL3 nothing is told of slots from before, of a watch that has ended, or of a slot after its end', async () => {
    await draw(coach, at)
    await world.gate.idle()
    await wait(ada, watchDoc(1), watchDoc(2, { until: at }))
    expect(await told(ada)).toEqual([])
    world.now = worldStart + 61 * dayMs
    await draw(coach, world.now + dayMs)
    expect(await told(ada)).toEqual([])
  })

  it('WL4 a slot that a cancellation opens is told again, and not to who left it', async () => {
    await wait(ada, watchDoc(1))
    await wait(bob, watchDoc(1))
    await draw(coach, at + 2 * dayMs)
    expect(await told(bob)).toEqual([[at + 2 * dayMs]])
    await book(ada, at + 2 * dayMs, 1)
    await world.gate.idle()
    await ask(ada, 1, cancel)
    expect(await told(ada)).toHaveLength(1)
    expect(await told(bob)).toEqual([[at + 2 * dayMs], [at + 2 * dayMs]])
  })

  it('WL4 WL5 who left it last is not told, and who left it before is, whatever the clock said between them', async () => {
    await wait(ada, watchDoc(1))
    await wait(bob, watchDoc(1))
    const start = at + 2 * dayMs
    await draw(coach, start)
    await book(ada, start, 1)
    await ask(ada, 1, cancel)
    expect([await told(ada), await told(bob)]).toEqual([[], [[start]]])
    // Set right after an hour in which it was ahead.
    world.now -= hourMs
    await book(bob, start, 2)
    await world.gate.idle()
    await ask(bob, 2, { ...cancel, requestId: requestIdOf(2) })
    expect([await told(ada), await told(bob)]).toEqual([[[start]], [[start]]])
    await book(ada, start, 3)
    await world.gate.idle()
    await ask(ada, 3, { ...cancel, requestId: requestIdOf(3) })
    expect([await told(ada), await told(bob)]).toEqual([[[start]], [[start], [start]]])
  })

  it('WL4 so is one that a session left by moving', async () => {
    await wait(bob, watchDoc(1, { weekdays: [4] }))
    await draw(coach, at + 2 * dayMs, at + 3 * dayMs)
    await book(ada, at + 2 * dayMs, 1)
    await told(bob)
    await ask(ada, 1, rescheduleTo(coach, at + 3 * dayMs, 1))
    expect((await told(bob)).at(-1)).toEqual([at + 2 * dayMs])
  })

  it('WL4 a slot that is stored again without having opened anew is told once, also after a restart', async () => {
    await wait(bob, watchDoc(1))
    await draw(coach, at + 2 * dayMs)
    expect(await told(bob)).toHaveLength(1)
    // A refused claim of a replicating PouchDB: the slot is stored anew above it.
    const storeAgain = async (digit: string) => {
      const before = await readRev(world.databases, 'slots', `${coach}:${at + 2 * dayMs}`)
      const start = Number((before ?? '1').split('-')[0]) + 1
      const ids = [digit.repeat(32), (before ?? '').split('-')[1] ?? '']
      const doc = claimDoc(coach, at + 2 * dayMs, bookingIdOf(5), world.now, { validUntil: world.now - 1 })
      await world.push(ada, 'slots', [{ ...doc, _rev: `${start}-${ids[0]}`, _revisions: { start, ids } }], false)
      expect(await readRev(world.databases, 'slots', `${coach}:${at + 2 * dayMs}`)).not.toBe(before)
    }
    await storeAgain('d')
    expect(await told(bob)).toHaveLength(1)
    await world.restart({ databases: base })
    await storeAgain('e')
    expect(await told(bob)).toHaveLength(1)
  })

  it('WL5 nobody is told who has a session then, is blocked, or is disabled', async () => {
    await draw(other, at + 2 * dayMs)
    await world.push(bob, 'slots', [claimDoc(other, at + 2 * dayMs, bookingIdOf(1), world.now)])
    await world.gate.idle()
    await wait(ada, watchDoc(1))
    await wait(bob, watchDoc(1))
    await world.push(coach, `calls-${coach}`, [{ _id: 'blocks', kind: 'blocks', studentIds: [ada] }])
    await draw(coach, at + 2 * dayMs)
    expect([await told(ada), await told(bob)]).toEqual([[], []])
    await world.addPerson(bob, 'student', { disabled: true })
    await draw(coach, at + 3 * dayMs)
    expect([await told(ada), await told(bob)]).toEqual([[], []])
  })

  it('WL5 nobody is told of what nobody can book', async () => {
    await wait(ada, watchDoc(1, { until: worldStart + 300 * dayMs }))
    // Minimum notice is an hour, the horizon 90 days.
    await draw(coach, worldStart + hourMs / 2, worldStart + 100 * dayMs)
    expect(await told(ada)).toEqual([])
    await world.setPolicy(coach, { dailyCap: 1 })
    await draw(coach, at + 2 * dayMs)
    await book(bob, at + 2 * dayMs, 1)
    await world.gate.idle()
    await draw(coach, at + 2 * dayMs + 3 * hourMs)
    expect((await told(ada)).flat()).not.toContain(at + 2 * dayMs + 3 * hourMs)
  })

  it('WL6 a watch gets one notice of a batch, which lists the earliest twenty', async () => {
    await wait(ada, watchDoc(1), watchDoc(2, { weekdays: [1, 2, 3, 4, 5, 6, 7] }), watchDoc(3, { coachId: other }))
    const starts = Array.from({ length: 30 }, (_, n) => at + n * dayMs).reverse()
    await draw(coach, ...starts)
    const first = starts.toReversed().slice(0, 20)
    expect(await told(ada)).toEqual([first, first])
  })

  it('PJ5 the id of such a notice says nothing of who made room', async () => {
    await wait(bob, watchDoc(1))
    await draw(coach, at + 2 * dayMs)
    await book(ada, at + 2 * dayMs, 1)
    await world.gate.idle()
    await ask(ada, 1, cancel)
    await world.gate.idle()
    const text = JSON.stringify(await listDocs(world.databases, `calls-${bob}`))
    for (const secret of [ada, bookingIdOf(1), requestIdOf(1)]) expect(text).not.toContain(secret)
  })
})

describe('sweeping', () => {
  const sweep = (now: number, certain = now) => world.gate.sweep({ now, certain })

  it('WL7 a notice is removed once all its slots have started, and not before the time is certain', async () => {
    await wait(ada, watchDoc(1))
    await draw(coach, at, at + dayMs)
    await draw(coach, at + 3 * dayMs)
    expect(await told(ada)).toEqual([[at, at + dayMs, at + 3 * dayMs]])
    await draw(coach, at + 2 * dayMs)
    expect(await told(ada)).toHaveLength(2)
    await sweep(at + 2 * dayMs - 1)
    expect(await told(ada)).toHaveLength(2)
    await sweep(at + 30 * dayMs, at + 2 * dayMs - 1)
    expect(await told(ada)).toHaveLength(2)
    await sweep(at + 2 * dayMs)
    expect(await told(ada)).toEqual([[at, at + dayMs, at + 3 * dayMs]])
    await sweep(at + 3 * dayMs)
    expect(await told(ada)).toEqual([])
  })

  it('WL7 so is one whose watch is over or removed; what may open again, other notices and watches stay', async () => {
    await wait(ada, watchDoc(1), watchDoc(2, { until: at + 20 * dayMs }), watchDoc(3))
    await draw(coach, at + 10 * dayMs)
    await book(bob, at + 10 * dayMs, 1)
    expect(await told(ada)).toEqual([])
    await ask(bob, 1, cancel)
    expect(await told(ada)).toHaveLength(3)
    await book(bob, at + 10 * dayMs, 2)
    const rev = await readRev(world.databases, `calls-${ada}`, watchIdOf(3))
    await wait(ada, { _id: watchIdOf(3), _rev: rev ?? '', _deleted: true })
    await sweep(at)
    expect(await told(ada)).toHaveLength(2)
    const others = (await listNotices(world.databases, coach)).length
    await sweep(at + 5 * dayMs)
    expect(await told(ada)).toHaveLength(2)
    await ask(bob, 2, { ...cancel, requestId: requestIdOf(2) })
    expect(await told(ada)).toHaveLength(4)
    expect((await listNotices(world.databases, coach)).length).toBeGreaterThan(others)
    const docs = await listDocs(world.databases, `calls-${ada}`)
    expect(docs.filter(({ _id }) => _id.startsWith('watch:'))).toHaveLength(2)
  })
})

describe('a watch that is changed', () => {
  it('WL7 loses its notices of slots that it does not ask for any more, the next time that is swept', async () => {
    await wait(ada, watchDoc(1))
    await draw(coach, at + dayMs)
    await told(ada)
    await draw(coach, at + 2 * dayMs)
    expect(await told(ada)).toHaveLength(2)
    const _rev = (await readRev(world.databases, `calls-${ada}`, watchIdOf(1))) ?? ''
    // Wednesday is the day after the first one.
    expect(await wait(ada, { ...watchDoc(1, { weekdays: [3] }), _rev })).toMatchObject([{ ok: true }])
    await world.gate.sweep({ now: at, certain: at })
    expect(await told(ada)).toEqual([[at + dayMs]])
  })
})

describe('damage', () => {
  it('DM2 where the watches of one student cannot be read, the others are told', async () => {
    await wait(ada, watchDoc(1))
    await wait(bob, watchDoc(1))
    damaged = new Set([`calls-${ada}`])
    await draw(coach, at + dayMs)
    expect(await told(bob)).toEqual([[at + dayMs]])
    expect(world.logged.join()).toContain('a student is not told of openings')
    damaged = new Set()
    expect(await told(ada)).toEqual([])
  })

  it('DM2 nor does it keep notices of others that are no news any more', async () => {
    await wait(ada, watchDoc(1))
    await wait(bob, watchDoc(1))
    await draw(coach, at + dayMs)
    expect(await told(bob)).toHaveLength(1)
    damaged = new Set([`calls-${ada}`])
    await world.gate.sweep({ now: at + 2 * dayMs, certain: at + 2 * dayMs })
    damaged = new Set()
    expect([await told(ada), await told(bob)]).toEqual([[[at + dayMs]], []])
  })
})

describe('kills', () => {
  it('WL8 a kill at any commit of matching loses no opening and tells of none twice', async () => {
    await wait(ada, watchDoc(1))
    for (const day of [1, 2, 3]) {
      await draw(coach, at + day * dayMs)
      mayCommit = () => false
      await world.gate.idle()
      mayCommit = () => true
      if (day === 2) await world.restart({ databases: base })
    }
    expect((await told(ada)).flat().toSorted((a, b) => a - b)).toEqual([1, 2, 3].map(day => at + day * dayMs))
    await world.restart({ databases: base })
    expect((await told(ada)).flat()).toHaveLength(3)
  })

  it('WL8 nor does one between the opening and its matching', async () => {
    await wait(ada, watchDoc(1))
    await draw(coach, at + dayMs)
    await world.restart({ databases: base })
    expect(await told(ada)).toEqual([[at + dayMs]])
  })

  it('WL8 a commit that was stored though its answer was lost is not told again', async () => {
    await wait(ada, watchDoc(1))
    await draw(coach, at + dayMs)
    const stored: Promise<unknown>[] = []
    mayCommit = parts => {
      stored.push(base.commitTogether(parts))
      return false
    }
    await world.gate.idle()
    await Promise.all(stored)
    expect(stored).toHaveLength(1)
    mayCommit = () => true
    expect(await told(ada)).toEqual([[at + dayMs]])
  })
})
