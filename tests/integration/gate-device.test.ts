/** A device in a few lines over the real gate: what it plans to push, what it hears, how it merges, until it is at rest. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mergeSessionCopy } from '#domain/merge/merge-session-copy.ts'
import type { Versioned } from '#domain/merge/meeting.ts'
import { type SessionCopy, sessionCopySchema } from '#domain/model/session-copy.ts'
import type { Notice } from '#domain/model/notice.ts'
import { fromWire, toWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { type Held, planPush, readOutcome } from '#renderer/data/replication/plan-push.ts'
import { isSameState } from '#renderer/data/replication/same-state.ts'
import { createTombstone } from '#renderer/data/replication/tombstone.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  listNotices,
  pencilDoc,
  pushCall,
  readCall,
  readRev,
  requestIdOf,
  rescheduleTo,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const ada = 'student1'
const bob = 'student2'
const at = worldStart + 5 * dayMs
const later = at + 4 * hourMs
const id = bookingIdOf(5)
/** More rounds than this mean that device and server do not come to rest. */
const maxRounds = 5

let world: GateWorld
beforeEach(async () => {
  world = await createGateWorld()
  await world.addPerson(coach, 'coach')
  for (const student of [ada, bob]) await world.addPerson(student, 'student')
  await world.push(coach, 'slots', [slotDoc(coach, at), slotDoc(coach, later)])
  await world.push(ada, 'slots', [claimDoc(coach, at, bookingIdOf(1), world.now)])
  await world.gate.idle()
})
afterEach(() => world.stop())

async function readHeld(userId: string, callId: string): Promise<Held<SessionCopy>> {
  const value = await readCall(world.databases, userId, callId)
  if (value === undefined) return { state: undefined, rev: undefined }
  return { state: { deleted: false, value }, rev: await readRev(world.databases, createCallsName(userId), callId) }
}

/** @param losesFirstAnswer the device is killed between the gate's write and its answer, and starts again */
async function sync(
  userId: string,
  typed: SessionCopy,
  assumedAtStart?: SessionCopy,
  losesFirstAnswer = false
): Promise<{ readonly local: Versioned<SessionCopy>; readonly notices: readonly Notice[] }> {
  const notices: Notice[] = []
  let assumed: Versioned<SessionCopy> | undefined =
    assumedAtStart === undefined ? undefined : { deleted: false, value: assumedAtStart }
  let local: Versioned<SessionCopy> = { deleted: false, value: typed }
  for (let round = 0; ; round += 1) {
    expect(round).toBeLessThan(maxRounds)
    const held = await readHeld(userId, typed.id)
    if (isSameState(local, held.state)) return { local, notices }
    const row = { id: typed.id, assumed, local, isClaim: false }
    let server = held
    let reason: Parameters<typeof mergeSessionCopy>[0]['reason']
    if (planPush(row, held) === 'send') {
      const doc = { ...toWire(local.value), ...(held.rev === undefined ? {} : { _rev: held.rev }) }
      const [answer] = await world.push(userId, createCallsName(userId), [doc])
      if (answer === undefined) throw new Error('no answer')
      if (losesFirstAnswer && round === 0) continue
      server = await readHeld(userId, typed.id)
      const heard = 'ok' in answer ? answer : { id: answer.id, error: answer.name, reason: answer.message }
      const outcome = readOutcome(row, heard, server)
      if (outcome.kind === 'accepted') return { local, notices }
      reason = outcome.kind === 'conflict' ? outcome.reason : undefined
    }
    const gone = { deleted: true, value: createTombstone('calls', typed.id) as SessionCopy }
    const state = server.state ?? gone
    const merged = mergeSessionCopy({ assumed, server: state, local, reason, now: world.now })
    notices.push(...merged.notices)
    assumed = state
    local = merged.resolved
  }
}

const pencilled = (more: Partial<SessionCopy> = {}): SessionCopy => ({
  ...sessionCopySchema.parse(fromWire(pencilDoc(coach, later, ada, id))),
  ...more
})
const topics = (notices: readonly Notice[]) => notices.map(({ topic }) => topic)

describe.each([
  ['hears the answer', false],
  ['is killed before the answer', true]
] as const)('a device that pencils and %s', (_name, losesAnswer) => {
  it('PC1 ends on the confirmed copy and tells nothing', async () => {
    const { local, notices } = await sync(coach, pencilled(), undefined, losesAnswer)
    expect(local.value).toMatchObject({ status: 'confirmed', otherName: `Name of ${ada}` })
    expect(notices).toEqual([])
  })

  it('MG3 ends on the declined copy, and its notice is the server’s', async () => {
    await world.push(bob, 'slots', [claimDoc(coach, later, bookingIdOf(2), world.now)])
    const { local, notices } = await sync(coach, pencilled(), undefined, losesAnswer)
    expect(local.value).toMatchObject({ status: 'declined', decline: { reason: 'slot-taken' } })
    await world.gate.idle()
    const told = await listNotices(world.databases, coach)
    expect(notices.map(notice => notice.id)).toEqual(told.map(notice => notice.id))
  })

  it('PC2 drops a pencil that was refused, and says why', async () => {
    const { local, notices } = await sync(coach, pencilled({ otherId: bob }), undefined, losesAnswer)
    expect(local.deleted).toBe(true)
    expect(notices).toMatchObject([{ topic: 'pencil-lost', reason: 'unknown-student' }])
  })

  it('PC9 drops a pencil of hours that the student has booked, and says nothing', async () => {
    await world.push(ada, 'slots', [claimDoc(coach, later, bookingIdOf(2), world.now)])
    const { local, notices } = await sync(coach, pencilled(), undefined, losesAnswer)
    expect([local.deleted, notices]).toEqual([true, []])
  })

  it('PC7 keeps what was typed beside a pencil, as words in the inbox', async () => {
    const { local, notices } = await sync(coach, pencilled({ notes: 'Bring the book' }), undefined, losesAnswer)
    expect(local.value.status).toBe('confirmed')
    expect(topics(notices)).toEqual(['write-refused'])
    expect(notices[0]?.mine).toContain('Bring the book')
  })
})

describe('a device whose wish meets the other party’s', () => {
  const wishing = async (userId: string, request: SessionCopy['request']) => {
    const assumed = await readCall(world.databases, userId, bookingIdOf(1))
    if (assumed === undefined || request === undefined) throw new Error('no copy')
    return { assumed, typed: { ...assumed, request } }
  }
  const cancelling = { kind: 'cancel', requestId: requestIdOf(8), reason: 'ill', reopenSlot: true } as const

  it('RS1 sends a reschedule once, and shows the new times when they have come', async () => {
    const { assumed, typed } = await wishing(ada, rescheduleTo(coach, later, 1))
    const { notices } = await sync(ada, typed, assumed)
    await world.gate.idle()
    expect(await readCall(world.databases, ada, bookingIdOf(1))).toMatchObject({
      startsAt: later,
      request: typed.request
    })
    expect(notices).toEqual([])
  })

  it('MG5 a reschedule made offline before a cancellation arrived is answered, not lost', async () => {
    const { assumed, typed } = await wishing(coach, rescheduleTo(coach, later, 1))
    await pushCall(world, ada, bookingIdOf(1), { request: cancelling })
    await world.gate.idle()
    const { local } = await sync(coach, typed, assumed)
    await world.gate.idle()
    expect(local.value).toMatchObject({ status: 'cancelled', request: typed.request })
    const told = await listNotices(world.databases, coach)
    expect(topics(told).toSorted()).toEqual(['request-refused', 'session-cancelled'])
  })

  it('MG5 a cancellation made offline before a reschedule arrived cancels the moved session', async () => {
    const { assumed, typed } = await wishing(ada, cancelling)
    await pushCall(world, coach, bookingIdOf(1), { request: rescheduleTo(coach, later, 1) })
    await world.gate.idle()
    await sync(ada, typed, assumed)
    await world.gate.idle()
    for (const person of [ada, coach]) {
      expect(await readCall(world.databases, person, bookingIdOf(1))).toMatchObject({
        status: 'cancelled',
        startsAt: later
      })
    }
  })
})
