/** A gate in a few lines over the real rules: one write after the other, the way the server applies verdicts. */
import { type Booking, isLiveBooking } from '#domain/model/booking.ts'
import type { SessionRequest } from '#domain/model/session-copy.ts'
import type { Actor } from '#domain/model/role.ts'
import type { Slot } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { type Claim, judgeClaim } from '#domain/rules/judge-claim.ts'
import { judgePencil, type Pencil } from '#domain/rules/judge-pencil.ts'
import { judgeRequest } from '#domain/rules/judge-request.ts'
import { judgeSlot, judgeSlotRemoval, type SlotEffect } from '#domain/rules/judge-slot.ts'
import type { Current, Verdict } from '#domain/rules/verdict.ts'
import { buildProfile, hexId } from '../unit/domain/builders.ts'

export class CalendarWorld {
  readonly slots = new Map<string, Slot>()
  readonly removed = new Set<string>()
  readonly bookings = new Map<string, Booking>()
  now: number
  /** Slots that had given way and came back. */
  restored = 0
  #requests = 0

  constructor(now: number) {
    this.now = now
  }

  find(id: string | undefined): Current<Slot> {
    const slot = id === undefined ? undefined : this.slots.get(id)
    if (slot !== undefined) return { kind: 'live', value: slot }
    return { kind: id !== undefined && this.removed.has(id) ? 'deleted' : 'absent' }
  }

  pushSlot(actor: Actor, slot: Slot): Verdict<SlotEffect> {
    return this.#apply(judgeSlot(actor, slot, this.#slotContext(slot)))
  }

  removeSlot(actor: Actor, slot: Slot): Verdict<SlotEffect> {
    return this.#apply(judgeSlotRemoval(actor, slot, this.#slotContext(slot)))
  }

  claim(actor: Actor, claim: Claim): string {
    const current = this.find(claim.id)
    const holderId = current.kind === 'live' ? current.value.bookingId : undefined
    const verdict = judgeClaim(actor, claim, {
      current,
      known: this.bookings.get(claim.bookingId),
      holder: holderId === undefined ? undefined : this.bookings.get(holderId),
      coach: this.#profileOf(claim.coachId),
      studentBookings: [...this.bookings.values()],
      coachBookings: [...this.bookings.values()],
      lostBefore: 0,
      studentMeetings: [...this.bookings.values()].filter(({ studentId }) => studentId === actor.userId),
      now: this.now
    })
    if (verdict.kind === 'granted') this.slots.set(claim.id, verdict.slot)
    if (verdict.kind === 'granted' || verdict.kind === 'lost') this.bookings.set(verdict.booking.id, verdict.booking)
    return verdict.kind
  }

  pencil(actor: Actor, pencil: Pencil): string {
    const current = this.find(pencil.slotId)
    const holderId = current.kind === 'live' ? current.value.bookingId : undefined
    const bookings = [...this.bookings.values()]
    const verdict = judgePencil(actor, pencil, {
      current,
      known: this.bookings.get(pencil.id),
      holder: holderId === undefined ? undefined : this.bookings.get(holderId),
      coach: this.#profileOf(actor.userId),
      haveMet: bookings.some(
        ({ coachId, studentId, state }) =>
          coachId === actor.userId && studentId === pencil.otherId && state !== 'declined'
      ),
      isStudentActive: true,
      studentBookings: bookings,
      coachBookings: bookings,
      lostBefore: 0,
      now: this.now
    })
    if (verdict.kind === 'granted') this.slots.set(verdict.slot.id, verdict.slot)
    if (verdict.kind === 'granted' || verdict.kind === 'lost') this.bookings.set(verdict.booking.id, verdict.booking)
    return verdict.kind
  }

  cancel(actor: Actor, bookingId: string, reopenSlot: boolean): void {
    this.#ask(actor, bookingId, requestId => ({ kind: 'cancel', requestId, reason: '', reopenSlot }))
  }

  reschedule(actor: Actor, bookingId: string, startsAt: number, reopenSlot: boolean): void {
    this.#ask(actor, bookingId, (requestId, { coachId }) => ({
      kind: 'reschedule',
      requestId,
      toSlotId: createSlotId(coachId, startsAt),
      reopenSlot
    }))
  }

  /** To any time; what gave way to the move before is to be open again. */
  moveAnywhere(actor: Actor, bookingId: string, startsAt: number, reopenSlot: boolean | undefined): void {
    this.#ask(actor, bookingId, (requestId, { coachId, madeSlot }) => ({
      kind: 'reschedule',
      requestId,
      toSlotId: createSlotId(coachId, startsAt),
      makesSlot: true,
      restores: (madeSlot?.gaveWay ?? []).map((slotId, index) => ({ slotId, makingId: hexId(1_000 + index) })),
      ...(reopenSlot === undefined ? {} : { reopenSlot })
    }))
  }

  #ask(actor: Actor, bookingId: string, build: (requestId: string, booking: Booking) => SessionRequest): void {
    const booking = this.bookings.get(bookingId)
    if (booking === undefined || (actor.userId !== booking.coachId && actor.userId !== booking.studentId)) return
    this.#requests += 1
    const request = build(hexId(this.#requests), booking)
    const by = actor.userId === booking.coachId ? 'coach' : 'student'
    const coach = this.#profileOf(booking.coachId)
    const bookings = [...this.bookings.values()]
    const slot = this.find(request.kind === 'reschedule' ? request.toSlotId : undefined)
    const coachSlots = [...this.slots.values()].filter(({ coachId }) => coachId === booking.coachId)
    const target = { slot, coach, coachSlots, studentBookings: bookings, coachBookings: bookings }
    const effect = judgeRequest(request, { by, booking, policy: coach.policy, target, now: this.now })
    if (effect === undefined) return
    this.bookings.set(bookingId, effect.booking)
    for (const id of effect.move?.withdraw ?? []) this.#remove(id)
    if (effect.move !== undefined) this.slots.set(effect.move.take.id, effect.move.take)
    const freed = effect.move?.free ?? effect.freeSlot
    if (freed !== undefined) this.#free(booking, freed.reopen)
    for (const restored of effect.move?.restore ?? []) this.slots.set(restored.id, restored)
    this.restored += effect.move?.restore.length ?? 0
  }

  #free({ id, slotId }: Booking, reopen: boolean): void {
    const slot = this.slots.get(slotId)
    if (slot?.bookingId !== id) return
    const { bookingId: _, ...open } = slot
    if (reopen) this.slots.set(slotId, { ...open, status: 'open' })
    else this.#remove(slotId)
  }

  #profileOf(coachId: string) {
    const policy = { ...buildProfile().policy, dailyCap: 3, cancelCutoffMin: 60, rescheduleCutoffMin: 60 }
    return buildProfile({ id: coachId, policy })
  }

  listLive(): readonly Booking[] {
    return [...this.bookings.values()].filter(isLiveBooking)
  }

  #slotContext(slot: Slot) {
    return {
      current: this.find(slot.id),
      base: 'current',
      coachSlots: [...this.slots.values()].filter(other => other.coachId === slot.coachId),
      movedFrom: this.find(slot.movesFrom),
      now: this.now
    } as const
  }

  #apply(verdict: Verdict<SlotEffect>): Verdict<SlotEffect> {
    if (verdict.kind !== 'accepted' && verdict.kind !== 'adjusted') return verdict
    if (verdict.effect.remove !== undefined) this.#remove(verdict.effect.remove)
    if (verdict.effect.put !== undefined) this.slots.set(verdict.effect.put.id, verdict.effect.put)
    return verdict
  }

  #remove(id: string): void {
    this.slots.delete(id)
    this.removed.add(id)
  }
}
