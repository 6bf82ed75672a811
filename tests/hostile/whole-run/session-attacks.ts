import { blockListId } from '#domain/model/block-list.ts'
import { createHowWeMeetId } from '#domain/model/how-we-meet.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { createWatchId } from '#domain/model/watch.ts'
import { pencilDoc } from '../../support/gate-world.ts'
import type { Random } from '../../simulation/plan/random.ts'
import type { Attack } from './attack.ts'
import type { Stage } from './stage.ts'

type Fields = Readonly<Record<string, unknown>>

/** Sessions and notices of others: words, requests, outcomes, dismissals, and the server's signature of another coach's session. */
export function createSessionAttacks(parts: {
  readonly random: Random
  readonly stage: Stage
  readonly makeHex: () => string
  readonly pickBookingId: () => string
  readonly pickSlotId: () => string
  readonly forge: () => Fields
}): Readonly<Record<string, Attack>> {
  const { random, stage, makeHex, pickBookingId, pickSlotId, forge } = parts
  const everybody = (): readonly string[] => [...stage.coachIds, ...stage.studentIds]
  const write = (database: string, doc: Fields) =>
    random.chance(0.5)
      ? (['POST', `/${database}/_bulk_docs`, { docs: [doc] }] as const)
      : (['POST', `/${database}/_bulk_docs`, { docs: [{ ...doc, ...forge() }], new_edits: false }] as const)
  const orSelf = (userId: string, self: string): string => `calls-${random.chance(0.5) ? self : userId}`

  /** What a party could ask or write. */
  function makeWords(): Fields {
    const requestId = makeHex()
    return random.pick<Fields>([
      { request: { kind: 'outcome', requestId, outcome: 'no-show' } },
      { request: { kind: 'cancel', requestId, reason: 'forged', reopenSlot: random.chance(0.5) } },
      { request: { kind: 'reschedule', requestId, toSlotId: pickSlotId(), reason: 'forged' } },
      {
        request: {
          kind: 'reschedule',
          requestId,
          toSlotId: pickSlotId(),
          makesSlot: true,
          restores: [{ slotId: pickSlotId(), makingId: makeHex() }]
        },
        madeSlot: { requestId, gaveWay: [pickSlotId()] }
      },
      { notes: 'forged', satisfaction: 1, followUps: [{ text: 'forged', done: false }] },
      { review: { score: 1, text: 'forged' } },
      {
        summary: 'forged',
        actions: { [makeHex()]: { text: 'forged', owner: random.pick(['coach', 'student']), madeAt: 1, editedAt: 1 } }
      },
      { actions: { ['__proto__']: { text: 'forged', owner: 'student' } }, summary: ['forged'] },
      { ticks: { [makeHex()]: { doneAt: stage.now, editedAt: stage.now, text: 'forged' } } },
      {
        shared: { summary: 'forged', actions: {}, at: stage.now },
        otherTicks: { [makeHex()]: { doneAt: null, editedAt: stage.now, text: 'forged' } }
      },
      { otherReview: { score: 1, text: 'forged', at: stage.now }, status: 'completed', lastRequest: undefined }
    ])
  }

  function makeCopy(self: string): Fields {
    const [partyRole, otherId] = random.chance(0.5)
      ? ['coach', random.pick(stage.studentIds)]
      : ['student', random.pick(stage.coachIds)]
    const slotId = pickSlotId()
    const startsAt = Number(slotId.split(':')[1])
    const times = { startsAt, endsAt: startsAt + slotLengthMs, claimedAt: 0 }
    const status = random.pick(['confirmed', 'completed', 'cancelled'])
    return { _id: pickBookingId(), kind: 'call', status, partyRole, otherId, otherName: self, slotId, ...times }
  }

  return {
    'words and requests about a session of others': async (_, self) =>
      write(orSelf(random.pick(everybody()), self), { ...makeCopy(self), ...makeWords() }),
    'dismissal of somebody else’s notice': async (_, self) => {
      if (stage.notices.length === 0) return ['GET', '/slots', undefined]
      const { userId, notice } = random.pick(stage.notices)
      const path = `/${orSelf(userId, self)}/${encodeURIComponent(notice._id)}`
      const dismissed = { ...notice, dismissed: true }
      if (random.chance(0.3)) return ['PUT', path, dismissed]
      if (random.chance(0.3)) return ['DELETE', `${path}?rev=${String(notice['_rev'])}`, undefined]
      const { _rev: known, ...withoutRev } = dismissed as Fields
      return write(orSelf(userId, self), random.chance(0.5) ? { ...withoutRev, _rev: known } : withoutRev)
    },
    'notice that nobody was told': async (_, self) => {
      const [userId, id] = [random.pick(everybody()), pickBookingId()]
      return write(orSelf(userId, self), {
        _id: `notice:session-cancelled:${id}:${makeHex()}`,
        kind: 'notice',
        topic: 'session-cancelled',
        at: stage.now,
        subject: { collection: 'calls', id },
        theirs: 'forged',
        dismissed: false
      })
    },
    'pencil with the signature of another coach’s session': async (_, self) => {
      if (stage.signed.length === 0) return ['GET', '/slots', undefined]
      const { studentId, signed } = random.pick(stage.signed)
      const startsAt = stage.now + slotLengthMs * (20 + random.below(10))
      return write(`calls-${self}`, pencilDoc(self, startsAt, studentId, makeHex(), { signed }))
    },
    'what somebody else waits for, blocks, or says of how they meet': async (_, self) => {
      const victim = random.pick(everybody())
      return write(
        orSelf(victim, self),
        random.pick<Fields>([
          { _id: createWatchId(makeHex()), kind: 'watch', zone: 'UTC', until: stage.now * 2, madeAt: 0 },
          { _id: blockListId, kind: 'blocks', studentIds: [random.pick(stage.studentIds)] },
          { _id: blockListId, _deleted: true },
          { _id: createHowWeMeetId(victim), kind: 'meeting', way: 'link', link: 'https://forged.example/room' },
          { _id: createHowWeMeetId(self), kind: 'meeting', way: 'address', address: 'forged' }
        ])
      )
    },
    'page of somebody who has none': async () => {
      const id = random.pick(stage.studentIds)
      return write('users', { _id: id, displayName: 'forged', bio: 'forged', zone: 'Europe/Zurich' })
    },
    'account of somebody else': async () => {
      const [database, id] = [random.pick(['accounts', 'sign-ins', '_users']), random.pick(everybody())]
      return random.chance(0.5)
        ? write(database, { _id: id, disabled: true, role: 'admin' })
        : ['GET', `/${database}/${id}`, undefined]
    }
  }
}
