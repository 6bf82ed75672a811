import { messageMaxLength } from '#domain/model/limits.ts'
import { claimValidityMs } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { type Claim, judgeClaim } from '#domain/rules/judge-claim.ts'
import type { Refused, WorkspaceActions } from '#renderer/contract/screens.ts'
import { type ActionContext, giving, refuse } from './action-context.ts'
import { toReadableCoach } from './readable-coach.ts'
import { listOwnTakes } from './read-booking.ts'
import { readAgendas } from './read-agendas.ts'

/** A student's booking. It needs the connection, so that nobody is booked days later unasked. */
export function createClaimActions(context: ActionContext): Pick<WorkspaceActions, 'claimSlot'> {
  const { account, repositories, now } = context

  /** The gate's rules (BK), asked early with what this device knows: the gate knows more and has the last word. */
  function judge(claim: Claim, slot: Slot): Refused | undefined {
    const agendas = readAgendas(context, slot.coachId)
    const bookings = agendas.studentBookings
    const verdict = judgeClaim(account, claim, {
      current: { kind: 'live', value: slot },
      known: undefined,
      holder: bookings.find(booking => booking.id === slot.bookingId),
      coach: toReadableCoach(repositories.users.find(slot.coachId)),
      ...agendas,
      studentMeetings: bookings,
      lostBefore: bookings.filter(({ slotId, state }) => slotId === slot.id && state === 'declined').length,
      now: now()
    })
    return verdict.kind === 'lost' || verdict.kind === 'refused'
      ? refuse(verdict.reason, { slotId: slot.id })
      : undefined
  }

  return {
    async claimSlot(slotId, typed = '') {
      const refusal = findConnectionRefusal(context)
      if (refusal !== undefined) return refusal
      const message = typed.trim()
      if (message.length > messageMaxLength) return refuse('invalid-input', { field: 'message' })
      // A server that does not know it would refuse the booking with it.
      if (message !== '' && !context.hasCapability('claim-message'))
        return refuse('unknown-field', { field: 'message' })
      const slot = repositories.slots.find(slotId)
      if (slot === undefined) return refuse('slot-gone', { slotId })
      // An own session is about to move there.
      if (listOwnTakes(context).has(slotId)) return refuse('slot-taken', { slotId })
      const claim: Claim = {
        ...slot,
        status: 'requested',
        bookingId: context.createId(),
        validUntil: now() + claimValidityMs,
        ...(message === '' ? {} : { message })
      }
      const refused = judge(claim, slot)
      if (refused !== undefined) return refused
      const saved = await repositories.slots.save(claim)
      if (!saved.ok) return saved
      const otherName = repositories.users.find(slot.coachId)?.displayName
      await context.journal.record({
        kind: 'slot-claimed',
        slotIds: [slotId],
        bookingId: claim.bookingId,
        ...(message === '' ? {} : { after: { message } }),
        ...(otherName === undefined ? {} : { otherName })
      })
      return giving(saved, claim.bookingId)
    }
  }
}

function findConnectionRefusal({ readSync }: ActionContext): Refused | undefined {
  const { kind } = readSync()
  if (kind === 'synced' || kind === 'syncing' || kind === 'server-failing') return undefined
  if (kind === 'needs-update') return refuse('client-too-old')
  return refuse(kind === 'needs-sign-in' || kind === 'account-disabled' ? kind : 'offline')
}
