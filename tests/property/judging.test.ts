import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bookingSchema } from '#domain/model/booking.ts'
import { slotSchema } from '#domain/model/slot.ts'
import { isClaim } from '#domain/rules/judge-claim.ts'
import { type JudgedWrite, judgeWrite } from './judge-write.ts'
import { isReason } from '#domain/model/reasons.ts'
import type { BaseRevision, Current } from '#domain/rules/verdict.ts'
import { buildNotice, buildProfile } from '../unit/domain/builders.ts'
import {
  anyActor,
  anyBooking,
  anyNow,
  anyProfile,
  anyRequest,
  anyRole,
  anySlot,
  anyWords,
  buildCopy,
  deepFreeze
} from './arbitraries.ts'

const anyBase = fc.constantFrom<BaseRevision>('current', 'none', 'stale')
function anyCurrent<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Current<T>> {
  const live = value.map(document => ({ kind: 'live', value: document }) as const)
  const gone = fc.constantFrom({ kind: 'absent' } as const, { kind: 'deleted' } as const)
  return fc.oneof({ arbitrary: live, weight: 3 }, { arbitrary: gone, weight: 1 })
}
const orNothing = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const anyCopy = anyRole.chain(role => anyWords(role).map(words => buildCopy(role, words)))
const anyPushedCopy = fc
  .tuple(anyCopy, orNothing(anyRequest))
  .map(([copy, request]) => (request === undefined ? copy : { ...copy, request }))
const anyNotice = fc.record({ dismissed: fc.boolean(), at: fc.nat() }).map(buildNotice)

const anyCoach = anyProfile.map(profile => ({ ...profile, zone: 'Europe/Berlin' }))
const anyLostBefore = fc.constantFrom(0, 19, 20)
const anyAgendas = {
  studentBookings: fc.array(anyBooking, { maxLength: 4 }),
  coachBookings: fc.array(anyBooking, { maxLength: 4 })
}

const anySlotWrite = fc.record({
  kind: fc.constantFrom('slot' as const, 'slot-removal' as const),
  slot: anySlot,
  context: fc.record({
    current: anyCurrent(anySlot),
    base: anyBase,
    coachSlots: fc.array(anySlot, { maxLength: 4 }),
    movedFrom: anyCurrent(anySlot),
    now: anyNow
  })
})
const anyClaimWrite = fc.record({
  kind: fc.constant('claim' as const),
  claim: anySlot.map(slot => ({ ...slot, status: 'requested' as const })).filter(isClaim),
  context: fc.record({
    current: anyCurrent(anySlot),
    known: orNothing(anyBooking),
    holder: orNothing(anyBooking),
    coach: orNothing(anyCoach),
    ...anyAgendas,
    lostBefore: anyLostBefore,
    studentMeetings: fc.array(anyBooking, { maxLength: 4 }),
    now: anyNow
  })
})
const anyCallWrite = fc.record({
  kind: fc.constant('call' as const),
  call: anyPushedCopy,
  context: fc.record({
    current: anyCurrent(anyPushedCopy),
    base: anyBase,
    booking: orNothing(anyBooking),
    policy: fc.constant(buildProfile().policy),
    target: orNothing(
      fc.record({
        slot: anyCurrent(anySlot),
        coach: orNothing(anyCoach),
        coachSlots: fc.array(anySlot, { maxLength: 4 }),
        ...anyAgendas
      })
    ),
    now: anyNow
  })
})
const anyPencilWrite = fc.record({
  kind: fc.constant('pencil' as const),
  pencil: fc
    .tuple(anyPushedCopy, anySlot)
    .map(([copy, slot]) => ({ ...copy, status: 'pencilled' as const, slotId: slot.id })),
  context: fc.record({
    current: anyCurrent(anySlot),
    known: orNothing(anyBooking),
    holder: orNothing(anyBooking),
    coach: orNothing(anyCoach),
    haveMet: fc.boolean(),
    isStudentActive: fc.boolean(),
    ...anyAgendas,
    lostBefore: anyLostBefore,
    now: anyNow
  })
})
const anyWrite: fc.Arbitrary<JudgedWrite> = fc.oneof(
  anySlotWrite,
  anyClaimWrite,
  anyCallWrite,
  anyPencilWrite,
  fc.record({
    kind: fc.constant('notice' as const),
    notice: anyNotice,
    context: fc.record({ current: anyCurrent(anyNotice), base: anyBase })
  }),
  fc.record({
    kind: fc.constant('profile' as const),
    profile: anyProfile,
    context: fc.record({ current: anyCurrent(anyProfile), base: anyBase, now: anyNow })
  })
)

/** The reason of a request, of a cancellation or of a move is the text of a person; that of an answer is a code. */
function isPersons(value: object): boolean {
  return 'reopenSlot' in value || ('toSlotId' in value && !('verdict' in value))
}

/** Every reason code anywhere in a verdict. */
function listReasons(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, field]) =>
    name === 'reason' && !isPersons(value) ? [field] : listReasons(field)
  )
}

describe('judging', () => {
  test('SE7 the same write in the same context gets the same verdict, and changes nothing that it is given', () => {
    fc.assert(
      fc.property(anyActor, anyWrite, (actor, write) => {
        deepFreeze(write)
        const first = judgeWrite(actor, write)
        expect(judgeWrite(actor, write)).toEqual(first)
        // A copy is as good as the original: nothing depends on identity.
        expect(judgeWrite({ ...actor }, structuredClone(write))).toEqual(first)
      }),
      { numRuns: 700 }
    )
  })

  test('BK15 every reason is of the closed list, and what is stored is well-formed', () => {
    fc.assert(
      fc.property(anyActor, anyWrite, (actor, write) => {
        const judged = judgeWrite(actor, write)
        expect(listReasons(judged.verdict).filter(reason => typeof reason !== 'string' || !isReason(reason))).toEqual(
          []
        )
        const { verdict } = judged
        if (verdict.kind === 'rejected' || verdict.kind === 'refused') expect(isReason(verdict.reason)).toBe(true)
        if (verdict.kind === 'granted') expect(slotSchema.safeParse(verdict.slot).error).toBeUndefined()
        if (verdict.kind === 'granted' || verdict.kind === 'lost') {
          expect(bookingSchema.safeParse(verdict.booking).error).toBeUndefined()
        }
        if (judged.of !== 'call' || !('effect' in judged.verdict)) return
        const { booking, move } = judged.verdict.effect
        if (booking !== undefined) expect(bookingSchema.safeParse(booking).error).toBeUndefined()
        if (move !== undefined) expect(slotSchema.safeParse(move.take).error).toBeUndefined()
      }),
      { numRuns: 700 }
    )
  })

  test('SL7 no write of a coach takes a booked slot away or changes it', () => {
    const booked = anySlot.map(slot => ({ ...slot, status: 'booked' as const }))
    fc.assert(
      fc.property(anyActor, anySlotWrite, booked, (actor, write, current) => {
        const context = { ...write.context, current: { kind: 'live', value: current } as const }
        expect(['rejected', 'conflict']).toContain(judgeWrite(actor, { ...write, context }).verdict.kind)
      }),
      { numRuns: 500 }
    )
  })

  test('SL14 a write on an older state is never stored, except a claim', () => {
    fc.assert(
      fc.property(anyActor, fc.oneof(anySlotWrite, anyCallWrite), (actor, write) => {
        const { verdict } = judgeWrite(actor, { ...write, context: { ...write.context, base: 'stale' } } as JudgedWrite)
        const isStored =
          (verdict.kind === 'accepted' || verdict.kind === 'adjusted') && Object.keys(verdict.effect).length > 0
        expect(isStored).toBe(false)
      }),
      { numRuns: 500 }
    )
  })

  test('FB5 whatever a party pushes, only its own fields change', () => {
    fc.assert(
      fc.property(anyActor, anyCallWrite, (actor, write) => {
        const { verdict } = judgeWrite(actor, write)
        if (write.context.current.kind !== 'live') return
        if (!('effect' in verdict) || verdict.effect === undefined || !('put' in verdict.effect)) return
        const strip = (copy: object) => {
          const own = [
            'request',
            'satisfaction',
            'notes',
            'followUps',
            'summary',
            'actions',
            'paid',
            'review',
            'ticks',
            'wordsEditedAt',
            'wordsStamp'
          ]
          return Object.fromEntries(Object.entries(copy).filter(([name]) => !own.includes(name)))
        }
        expect(strip(verdict.effect.put as object)).toEqual(strip(write.context.current.value))
      }),
      { numRuns: 500 }
    )
  })
})
