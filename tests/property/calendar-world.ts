/** A gate in a few lines over the real rules: one write after the other, the way the server applies verdicts. */
import { type Booking, isLiveBooking } from '#domain/model/booking.ts'
import type { Actor } from '#domain/model/role.ts'
import type { Slot } from '#domain/model/slot.ts'
import { type Claim, judgeClaim } from '#domain/rules/judge-claim.ts'
import { judgeRequest } from '#domain/rules/judge-request.ts'
import { judgeSlot, judgeSlotRemoval, type SlotEffect } from '#domain/rules/judge-slot.ts'
import type { Current, Verdict } from '#domain/rules/verdict.ts'
import { buildProfile, hexId } from '../unit/domain/builders.ts'

export class CalendarWorld {
  readonly slots = new Map<string, Slot>()
  readonly removed = new Set<string>()
  readonly bookings = new Map<string, Booking>()
  now: number
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
      coach: buildProfile({ id: claim.coachId, policy: { ...buildProfile().policy, dailyCap: 3 } }),
      studentBookings: [...this.bookings.values()],
      coachBookings: [...this.bookings.values()],
      now: this.now
    })
    if (verdict.kind === 'granted') this.slots.set(claim.id, verdict.slot)
    if (verdict.kind === 'granted' || verdict.kind === 'lost') this.bookings.set(verdict.booking.id, verdict.booking)
    return verdict.kind
  }

  cancel(actor: Actor, bookingId: string, reopenSlot: boolean): void {
    const booking = this.bookings.get(bookingId)
    if (booking === undefined || (actor.userId !== booking.coachId && actor.userId !== booking.studentId)) return
    this.#requests += 1
    const request = { kind: 'cancel', requestId: hexId(this.#requests), reason: '', reopenSlot } as const
    const by = actor.userId === booking.coachId ? 'coach' : 'student'
    const effect = judgeRequest(request, { by, booking, policy: buildProfile().policy, now: this.now })
    if (effect === undefined) return
    this.bookings.set(bookingId, effect.booking)
    const slot = this.slots.get(booking.slotId)
    if (effect.freeSlot === undefined || slot?.bookingId !== bookingId) return
    const { bookingId: _, ...open } = slot
    if (effect.freeSlot.reopen) this.slots.set(slot.id, { ...open, status: 'open' })
    else this.#remove(slot.id)
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
