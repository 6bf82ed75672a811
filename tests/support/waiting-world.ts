import { createBlockList } from '#domain/model/block-list.ts'
import { isLiveBooking } from '#domain/model/booking.ts'
import { toWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { minuteMs } from '#domain/time/durations.ts'
import { listOpened } from '#domain/waiting-list/opened-notice.ts'
import type { GateRow, PushedDocument } from '#server/gate/gate-contract.ts'
import type { CommitOutcome, CommitPart, Databases } from '#server/storage/document-store.ts'
import { createMemoryEngine } from '#server/storage/engine/memory-engine.ts'
import type { SnapshotEntry } from '#server/storage/engine/engine.ts'
import { createMemoryDatabases } from '#server/storage/memory-databases.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  listBookings,
  listNotices,
  readCall,
  readRev,
  readSlot,
  requestIdOf,
  rescheduleTo,
  slotDoc,
  worldStart
} from './gate-world.ts'
import { systemStarts } from './start-source.ts'

const coaches = ['coach001', 'coach002'] as const
const students = ['student1', 'student2', 'student3'] as const
const places = 4

/** In Amsterdam: Wednesday 9:00, Thursday 19:00, Friday 9:00, Saturday 19:00. */
const startOf = (place: number): number => worldStart + (2 + place) * dayMs + (place % 2) * 10 * hourMs

/** What a student may ask for, and whether a slot fits it, worked out by hand. */
const wishes = [
  { fields: {}, fits: () => true },
  { fields: { coachId: coaches[0] }, fits: (coach: number) => coach === 0 },
  { fields: { weekdays: [4, 6] }, fits: (_: number, place: number) => place % 2 === 1 },
  { fields: { part: 'evening', coachId: coaches[1] }, fits: (c: number, place: number) => c === 1 && place % 2 === 1 },
  { fields: { until: startOf(2) }, fits: (_: number, place: number) => place < 2 }
] as const satisfies readonly { readonly fields: object; readonly fits: (coach: number, place: number) => boolean }[]

/** Where the server dies in the commit of what was matched: before it, or after it is stored and before anybody knows. */
export type Kill = 'none' | 'before' | 'after'

interface OpenSlot {
  /** Counts the openings of the whole run. */
  readonly opening: number
  readonly leftBy?: string
  /** Nobody was told of it yet. */
  readonly isNews: boolean
}

interface Waiting {
  readonly id: string
  readonly student: string
  readonly wish: number
  /** Openings of which it was told. */
  readonly told: readonly number[]
  readonly notices: readonly string[]
}

/** What has to be so, as far as these acts go. */
interface Expected {
  readonly open: ReadonlyMap<string, OpenSlot>
  readonly waiting: readonly Waiting[]
  readonly blocked: ReadonlySet<string>
}

/** Storage as the waiting list sees it; a control breaks it. */
export type Breaks = (base: Databases, isKilled: () => boolean) => Databases

/**
 * A gate with its waiting list, people who do things to it, and beside it a simple account of what each watch has to be told. Whatever
 * differs is in `problems`.
 */
export interface WaitingWorld {
  readonly problems: readonly string[]
  readonly figures: { openings: number; told: number; kills: number; putBack: number; refusedAsBlocked: number }
  /** A minute passes: nothing happens twice in one moment. */
  pass(): void
  draw(slot: number): Promise<void>
  remove(slot: number): Promise<void>
  /** The slot is stored anew without having opened. */
  touch(slot: number): Promise<void>
  claim(slot: number, student: number): Promise<void>
  cancel(pick: number, byCoach: boolean, reopens: boolean): Promise<void>
  move(pick: number, slot: number): Promise<void>
  wait(student: number, wish: number): Promise<void>
  stopWaiting(pick: number): Promise<void>
  block(coach: number, student: number, isBlocked: boolean): Promise<void>
  match(kill: Kill): Promise<void>
  restart(): Promise<void>
  copy(): Promise<void>
  putBack(): Promise<void>
  stop(): Promise<void>
}

export async function openWaitingWorld(breaks: Breaks = base => base): Promise<WaitingWorld> {
  let engine = createMemoryEngine()
  let stored = createMemoryDatabases(systemStarts, engine)
  let kill: Kill = 'none'
  let expected: Expected = { open: new Map(), waiting: [], blocked: new Set() }
  let kept: { readonly entries: readonly SnapshotEntry[]; readonly expected: Expected } | undefined
  let counter = 0
  const problems: string[] = []
  const figures = { openings: 0, told: 0, kills: 0, putBack: 0, refusedAsBlocked: 0 }
  const world: GateWorld = await createGateWorld({ databases: withKills() })
  for (const id of coaches) await world.addPerson(id, 'coach')
  for (const id of students) await world.addPerson(id, 'student')
  await world.gate.idle()

  /** What matching commits, and nothing else, goes this way. */
  function withKills(): Databases {
    const base = breaks(stored, () => kill !== 'none')
    return {
      ...base,
      async commitTogether(parts: readonly CommitPart[]): Promise<CommitOutcome> {
        if (!parts.some(({ database }) => database === 'openings') || kill === 'none') return base.commitTogether(parts)
        figures.kills += 1
        if (kill === 'after') await base.commitTogether(parts)
        throw new Error('killed')
      }
    }
  }

  const coachOf = (slot: number): number => slot % coaches.length
  const placeOf = (slot: number): number => Math.floor(slot / coaches.length) % places
  const nameOf = (slot: number) => ({
    coach: coaches[coachOf(slot)] ?? coaches[0],
    startsAt: startOf(placeOf(slot)),
    id: `${coaches[coachOf(slot)]}:${startOf(placeOf(slot))}`
  })
  const isOk = (row: GateRow | undefined): boolean => row !== undefined && 'ok' in row
  const push = async (userId: string, database: string, doc: PushedDocument, newEdits = true) =>
    (await world.push(userId, database, [doc], newEdits))[0]

  /** Notes how a slot is now; it opened where it was not open before, or was made anew. */
  async function look(id: string, how: { readonly leftBy?: string; readonly isMade?: boolean } = {}): Promise<void> {
    const isOpen = (await readSlot(stored, id))?.status === 'open'
    const before = expected.open.get(id)
    if (isOpen && before !== undefined && how.isMade !== true) return
    const open = new Map(expected.open)
    if (isOpen) {
      figures.openings += 1
      open.set(id, {
        opening: figures.openings,
        isNews: true,
        ...(how.leftBy === undefined ? {} : { leftBy: how.leftBy })
      })
    } else open.delete(id)
    expected = { ...expected, open }
  }

  const liveBookings = async () => (await listBookings(stored)).filter(isLiveBooking)

  /** @returns what a watch must be told of now, and what it may be told of, as a server that starts again cannot know who was not told */
  async function listDue({ student, wish, told }: Waiting) {
    const busy = new Set(
      (await liveBookings()).filter(({ studentId }) => studentId === student).map(({ startsAt }) => startsAt)
    )
    const due = [...expected.open].filter(([id, { opening, leftBy }]) => {
      const [coachId = '', startsAt = ''] = id.split(':')
      const [coach, place] = [coaches.findIndex(name => name === coachId), placeAt(Number(startsAt))]
      const isFree = leftBy !== student && !expected.blocked.has(`${coachId} ${student}`) && !busy.has(Number(startsAt))
      return isFree && wishes[wish]?.fits(coach, place) === true && !told.includes(opening)
    })
    return { must: due.filter(([, { isNews }]) => isNews).map(([id]) => id), may: new Set(due.map(([id]) => id)) }
  }

  /** What has just been stored for a watch, beside what it was told before. */
  async function readNews({ id, student, notices }: Waiting) {
    const all = await listNotices(stored, student)
    const fresh = all.filter(notice => notice.subject.id === id && !notices.includes(notice.id))
    return { fresh: fresh.map(notice => notice.id), slotIds: fresh.flatMap(listOpened).map(({ slotId }) => slotId) }
  }

  /** Compares what is told with what has to be. */
  async function checkTold(isMatched: boolean): Promise<void> {
    const waiting: Waiting[] = []
    for (const one of expected.waiting) {
      const { must, may } = await listDue(one)
      const { fresh, slotIds } = await readNews(one)
      const name = `${one.student} ${one.id.slice(-3)}`
      if (!isMatched && fresh.length > 0) problems.push(`${name} was told of a batch that was not stored`)
      if (fresh.length > 1) problems.push(`${name} got ${fresh.length} notices of one batch`)
      for (const id of must) {
        if (isMatched && !slotIds.includes(id)) problems.push(`${name} was not told of ${id}`)
      }
      for (const id of slotIds) if (!may.has(id)) problems.push(`${name} was told of ${id} and should not have been`)
      if (new Set(slotIds).size < slotIds.length) problems.push(`${name} was told twice in one notice`)
      figures.told += slotIds.length
      const told = slotIds.flatMap(id => expected.open.get(id)?.opening ?? [])
      waiting.push({ ...one, told: [...one.told, ...told], notices: [...one.notices, ...fresh] })
    }
    const open = isMatched
      ? new Map([...expected.open].map(([id, slot]) => [id, { ...slot, isNews: false }] as const))
      : expected.open
    expected = { ...expected, waiting, open }
  }

  async function pickBooking(pick: number) {
    const live = (await liveBookings()).toSorted((a, b) => (a.id < b.id ? -1 : 1))
    return live[pick % Math.max(1, live.length)]
  }

  async function ask(userId: string, bookingId: string, request: object): Promise<GateRow | undefined> {
    const database = createCallsName(userId)
    const call = await readCall(stored, userId, bookingId)
    if (call === undefined) return undefined
    const _rev = await readRev(stored, database, bookingId)
    const doc = { ...toWire({ ...call, request } as typeof call), ...(_rev === undefined ? {} : { _rev }) }
    return push(userId, database, doc)
  }

  return {
    problems,
    figures,
    pass() {
      world.now += minuteMs
    },
    async draw(slot) {
      const { coach, startsAt, id } = nameOf(slot)
      if (expected.open.has(id)) return
      counter += 1
      const makingId = counter.toString(16).padStart(32, 'd')
      if (isOk(await push(coach, 'slots', slotDoc(coach, startsAt, { makingId })))) await look(id, { isMade: true })
    },
    async remove(slot) {
      const { coach, id } = nameOf(slot)
      const _rev = await readRev(stored, 'slots', id)
      if (!expected.open.has(id) || _rev === undefined) return
      await push(coach, 'slots', { _id: id, _rev, _deleted: true })
      await look(id)
    },
    async touch(slot) {
      const { coach, startsAt, id } = nameOf(slot)
      const rev = await readRev(stored, 'slots', id)
      if (!expected.open.has(id) || rev === undefined) return
      counter += 1
      const start = Number.parseInt(rev, 10) + 1
      const ids = [counter.toString(16).padStart(32, 'f'), rev.split('-')[1] ?? '']
      const claim = claimDoc(coach, startsAt, bookingIdOf(9_000 + counter), world.now, { validUntil: world.now - 1 })
      const doc = { ...claim, _rev: `${start}-${ids[0]}`, _revisions: { start, ids } }
      await push(students[0], 'slots', doc, false)
      await look(id)
    },
    async claim(slot, student) {
      const { coach, startsAt, id } = nameOf(slot)
      const by = students[student] ?? students[0]
      const isFree = !(await liveBookings()).some(one => one.studentId === by && one.startsAt === startsAt)
      const isBlocked = expected.blocked.has(`${coach} ${by}`)
      counter += 1
      const row = await push(by, 'slots', claimDoc(coach, startsAt, bookingIdOf(counter), world.now))
      if (isBlocked && expected.open.has(id) && isFree) {
        if (row === undefined || 'ok' in row || row.message !== 'by-arrangement') {
          problems.push(`the claim of ${id} by ${by}, who is blocked, was answered ${JSON.stringify(row)}`)
        }
        figures.refusedAsBlocked += 1
      }
      await look(id)
    },
    async cancel(pick, byCoach, reopenSlot) {
      const booking = await pickBooking(pick)
      if (booking === undefined) return
      counter += 1
      const { id, coachId, studentId, slotId } = booking
      const request = { kind: 'cancel', requestId: requestIdOf(counter), reason: 'ill', reopenSlot }
      await ask(byCoach ? coachId : studentId, id, request)
      await look(slotId, { leftBy: studentId })
    },
    async move(pick, slot) {
      const booking = await pickBooking(pick)
      if (booking === undefined) return
      counter += 1
      const { id, coachId, studentId, slotId } = booking
      const request = rescheduleTo(coachId, nameOf(slot).startsAt, counter)
      await ask(studentId, id, request)
      await look(slotId, { leftBy: studentId })
      await look(`${coachId}:${nameOf(slot).startsAt}`)
    },
    async wait(student, wish) {
      counter += 1
      const id = `watch:${counter.toString(16).padStart(32, 'c')}`
      const by = students[student] ?? students[0]
      const until = worldStart + 60 * dayMs
      const doc = {
        _id: id,
        kind: 'watch',
        zone: 'Europe/Amsterdam',
        until,
        madeAt: world.now,
        ...wishes[wish]?.fields
      }
      if (isOk(await push(by, createCallsName(by), doc))) {
        const one: Waiting = { id, student: by, wish, told: [], notices: [] }
        expected = { ...expected, waiting: [...expected.waiting, one] }
      }
    },
    async stopWaiting(pick) {
      const one = expected.waiting[pick % Math.max(1, expected.waiting.length)]
      if (one === undefined) return
      const database = createCallsName(one.student)
      const _rev = (await readRev(stored, database, one.id)) ?? ''
      await push(one.student, database, { _id: one.id, _rev, _deleted: true })
      expected = { ...expected, waiting: expected.waiting.filter(other => other !== one) }
    },
    async block(coach, student, isBlocked) {
      const [by, whom] = [coaches[coach] ?? coaches[0], students[student] ?? students[0]]
      const blocked = new Set(expected.blocked)
      if (isBlocked) blocked.add(`${by} ${whom}`)
      else blocked.delete(`${by} ${whom}`)
      const ids = [...blocked].filter(pair => pair.startsWith(by)).map(pair => pair.split(' ')[1] ?? '')
      const database = createCallsName(by)
      const _rev = await readRev(stored, database, 'blocks')
      const doc = { ...toWire(createBlockList(ids)), ...(_rev === undefined ? {} : { _rev }) }
      if (isOk(await push(by, database, doc))) expected = { ...expected, blocked }
    },
    async match(next) {
      const before = figures.kills
      kill = next
      await world.gate.idle()
      kill = 'none'
      const wasKilled = figures.kills > before
      await checkTold(!wasKilled || next === 'after')
      if (wasKilled) await world.restart({ databases: withKills() })
    },
    restart: () => world.restart({ databases: withKills() }),
    async copy() {
      const entries: SnapshotEntry[] = []
      for await (const entry of engine.snapshot()) entries.push(entry)
      kept = { entries, expected }
    },
    async putBack() {
      if (kept === undefined) return
      const { entries } = kept
      figures.putBack += 1
      engine = createMemoryEngine()
      await engine.restore(toStream(entries))
      stored = createMemoryDatabases(systemStarts, engine)
      expected = kept.expected
      await world.restart({ databases: withKills() })
    },
    stop: () => world.stop()
  }
}

async function* toStream(entries: readonly SnapshotEntry[]): AsyncIterable<SnapshotEntry> {
  yield* entries
}

function placeAt(startsAt: number): number {
  return Array.from({ length: places }, (_, place) => place).find(place => startOf(place) === startsAt) ?? -1
}
