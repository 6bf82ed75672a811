import { messageMaxLength } from '#domain/model/limits.ts'
import { claimValidityMs } from '#domain/model/primitives.ts'
import type { Claim } from '#domain/rules/judge-claim.ts'
import type { WorkspaceActions } from '#renderer/contract/screens.ts'
import { type ActionContext, giving, refuse } from './action-context.ts'
import { createClaimJudge, findConnectionRefusal } from './claim-judge.ts'
import { listOwnTakes } from './read-booking.ts'

/** A student's booking. It needs the connection, so that nobody is booked days later unasked. */
export function createClaimActions(context: ActionContext): Pick<WorkspaceActions, 'claimSlot'> {
  const { repositories, now } = context

  const judge = createClaimJudge(context)

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
