import { createWatchId, type Watch } from '#domain/model/watch.ts'
import { createDossierId, type Dossier } from '#domain/model/dossier.ts'
import { judgeDossier } from '#domain/rules/judge-dossier.ts'
import { judgeWatch, type WatchEffect } from '#domain/rules/judge-watch.ts'
import type { z } from 'zod'
import type { Actions } from '#domain/model/action.ts'
import type { Booking } from '#domain/model/booking.ts'
import type { Reason } from '#domain/model/reasons.ts'
import { blockListSchema, createBlockList } from '#domain/model/block-list.ts'
import { sessionCopySchema } from '#domain/model/session-copy.ts'
import { slotSchema } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { type ClaimVerdict, judgeClaim } from '#domain/rules/judge-claim.ts'
import { judgePencil } from '#domain/rules/judge-pencil.ts'
import { judgeRequest, type RequestEffect } from '#domain/rules/judge-request.ts'
import { findReasonNotToReschedule } from '#domain/rules/judge-reschedule.ts'
import { judgeSlot, type SlotEffect } from '#domain/rules/judge-slot.ts'
import type { Verdict } from '#domain/rules/verdict.ts'
import * as build from '../../unit/domain/builders.ts'
import type { QuotaRow, Told } from './quota-row.ts'

type Judged =
  | ClaimVerdict
  | Verdict<SlotEffect>
  | Verdict<WatchEffect>
  | Verdict<{ readonly put: Dossier }>
  /** Undefined: granted. */
  | { readonly reason: Reason | undefined }

/** What a verdict becomes in an answer: a row of its own, beside its neighbours'. */
function toTold(judged: Judged): Told {
  const reason = 'reason' in judged ? judged.reason : undefined
  return reason?.startsWith('too-many') === true ? { status: 403, reason } : { status: 201 }
}

type Drive = () => { readonly upTo: Judged; readonly after: Judged }
const row = (what: string, bound: string, reason: string, drive: Drive): QuotaRow => ({
  what,
  bound,
  beyond: `\`${reason}\``,
  expected: { status: 403, reason },
  drive() {
    const { upTo, after } = drive()
    return Promise.resolve({ upTo: [toTold(upTo)], after: toTold(after) })
  }
})

const claim = (context: Parameters<typeof build.buildClaimContext>[0]) =>
  judgeClaim(build.student, build.buildClaim(), build.buildClaimContext(context))
const bookings = (count: number, fields: Partial<Booking>) =>
  Array.from({ length: count }, (_, n) =>
    build.buildBooking({ id: build.hexId(100 + n), startsAt: build.start + (n + 2) * build.dayMs, ...fields })
  )
const meetings = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    build.buildBooking({ id: build.hexId(n), coachId: `newcoach${n + 1_000}`, claimedAt: build.now - (n + 1) })
  )
function pencil(count: number) {
  const wish = { id: build.bookingId, slotId: createSlotId(build.coachId, build.start), otherId: build.studentId }
  return judgePencil(build.coach, wish, {
    current: build.live(build.buildSlot()),
    known: undefined,
    holder: undefined,
    coach: build.buildProfile(),
    haveMet: true,
    isStudentActive: true,
    studentBookings: [],
    coachBookings: [],
    ahead: bookings(count, { pencilled: true }),
    lostBefore: 0,
    now: build.now
  })
}

const { policy } = build.buildProfile()
/** Students say of no session how it went. @returns the answer to the last of so many */
function askInVain(count: number): Judged {
  let booking = build.buildBooking()
  let effect: RequestEffect | undefined
  for (let n = 0; n < count; n += 1) {
    const request = { kind: 'outcome', requestId: build.hexId(1_000 + n), outcome: 'completed' } as const
    effect = judgeRequest(request, { by: 'student', booking, policy, now: build.now })
    booking = effect?.booking ?? booking
  }
  return { reason: effect?.rejected }
}
/** Whether a session that was moved so often may be moved once more. */
function moveAgain(count: number): Judged {
  const fromSlotId = createSlotId(build.coachId, build.start)
  const moves = bookings(count, {}).map(({ id }) => ({ requestId: id, fromSlotId, toSlotId: fromSlotId }))
  const booking = build.buildBooking({ moves: moves as never })
  return { reason: findReasonNotToReschedule({ by: 'coach', booking, policy, now: build.now }) }
}

/** What its schema says of a document, as the gate asks it before anything else. */
function readShape(schema: z.ZodType, document: unknown): Told {
  return schema.safeParse(document).success ? { status: 201 } : { status: 403, reason: 'malformed' }
}
const idsOf = (count: number) => Array.from({ length: count }, (_, n) => `student${n + 1_000}`)
const shapeRow = (what: string, bound: string, drive: () => readonly [Told, Told]): QuotaRow => ({
  what,
  bound,
  beyond: '`malformed`',
  expected: { status: 403, reason: 'malformed' },
  drive() {
    const [upTo, after] = drive()
    return Promise.resolve({ upTo: [upTo], after })
  }
})

const actionsOf = (count: number, length: number): Actions =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      build.hexId(n),
      { text: 'x'.repeat(length), owner: 'student' as const, madeAt: 0, editedAt: 0 }
    ])
  )
const watch: Watch = { id: createWatchId('a'.repeat(32)), kind: 'watch', zone: 'UTC', until: 1, madeAt: 0 }
const dossier: Dossier = { id: createDossierId('studentofadossier'), kind: 'dossier', editedAt: 0 }
const newDossier = { current: { kind: 'absent' }, base: 'none', now: 1 } as const
const noWatch = { current: { kind: 'absent' }, base: 'none' } as const

/** Bounds of the rules, which the gate asks for each document. */
export const ruleQuotas: readonly QuotaRow[] = [
  shapeRow('students whom a coach blocks ', '500 (BL3)', () => [
    readShape(blockListSchema, createBlockList(idsOf(500))),
    readShape(blockListSchema, createBlockList(idsOf(501)))
  ]),
  shapeRow('message beside a claim ', '500 characters (BK23)', () => [
    readShape(slotSchema, build.buildClaim({ message: 'x'.repeat(500) })),
    readShape(slotSchema, build.buildClaim({ message: 'x'.repeat(501) }))
  ]),
  shapeRow('actions of a session ', '60, each of 500 characters (SU1)', () => [
    readShape(sessionCopySchema, build.buildCall({ actions: actionsOf(60, 500) })),
    readShape(sessionCopySchema, build.buildCall({ actions: actionsOf(61, 500) }))
  ]),
  shapeRow('actions of a session ', '60, each of 500 characters (SU1)', () => [
    readShape(sessionCopySchema, build.buildCall({ actions: actionsOf(1, 500) })),
    readShape(sessionCopySchema, build.buildCall({ actions: actionsOf(1, 501) }))
  ]),
  row('sessions ahead ', '200 by claims of a student', 'too-many-sessions', () => ({
    upTo: claim({ ahead: bookings(199, {}) }),
    after: claim({ ahead: bookings(200, {}) })
  })),
  row('sessions ahead ', '100 by pencils of a coach for a student (BK21)', 'too-many-sessions', () => ({
    upTo: pencil(99),
    after: pencil(100)
  })),
  row('slots of a coach ', '5,000, declined ones too (SL17)', 'too-many-slots', () => ({
    upTo: judgeSlot(build.coach, build.buildSlot(), build.buildSlotContext({ slotCount: 4_999 })),
    after: judgeSlot(build.coach, build.buildSlot(), build.buildSlotContext({ slotCount: 5_000 }))
  })),
  row('what a student waits for ', '10 at a time, ended ones too (WL2)', 'too-many-watches', () => ({
    upTo: judgeWatch(build.student, watch, { ...noWatch, others: 9 }),
    after: judgeWatch(build.student, watch, { ...noWatch, others: 10 })
  })),
  row('dossiers of a coach ', '2,000 (DO3)', 'too-many-dossiers', () => ({
    upTo: judgeDossier(build.coach, dossier, { ...newDossier, count: 1_999 }),
    after: judgeDossier(build.coach, dossier, { ...newDossier, count: 2_000 })
  })),
  row('lost claims and pencils that are remembered ', '20 for a slot (BK16)', 'too-many-claims', () => ({
    upTo: claim({ lostBefore: 19, current: build.deleted }),
    after: claim({ lostBefore: 20, current: build.deleted })
  })),
  row('lost claims and pencils that are remembered ', '500 of a day (BK20)', 'too-many-lost', () => ({
    upTo: claim({ lostLately: 499 }),
    after: claim({ lostLately: 500 })
  })),
  row('refused requests for a session ', '20 of each party with a notice (SE9)', 'too-many-requests', () => ({
    upTo: askInVain(20),
    after: askInVain(21)
  })),
  row('**New coaches**', 'a sixth coach', 'too-many-new-coaches', () => ({
    upTo: claim({ studentMeetings: meetings(4) }),
    after: claim({ studentMeetings: meetings(5) })
  })),
  row('refused requests for a session ', '50 moves (RS11)', 'too-many-requests', () => ({
    upTo: moveAgain(49),
    after: moveAgain(50)
  }))
]
