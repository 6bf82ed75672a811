import type { Slot } from '#domain/model/slot.ts'
import { type Claim, judgeClaim } from '#domain/rules/judge-claim.ts'
import type { Refused } from '#renderer/contract/screens.ts'
import { type ActionContext, refuse } from './action-context.ts'
import { findStandingRelation, pickRelations } from '../relations.ts'
import { readAgendas } from './read-agendas.ts'
import { toReadableCoach } from './readable-coach.ts'

/** The gate's rules (BK), asked early with what this device knows: the gate knows more and has the last word. */
export function createClaimJudge(context: ActionContext): (claim: Claim, slot: Slot) => Refused | undefined {
  const { account, repositories, now } = context
  return (claim, slot) => {
    const agendas = readAgendas(context, slot.coachId)
    const bookings = agendas.studentBookings
    const verdict = judgeClaim(account, claim, {
      current: { kind: 'live', value: slot },
      known: undefined,
      holder: bookings.find(booking => booking.id === slot.bookingId),
      coach: toReadableCoach(repositories.users.find(slot.coachId)),
      ...agendas,
      studentMeetings: bookings,
      isRelated: findStandingRelation(slot.coachId, pickRelations(repositories.calls.items)) !== undefined,
      lostBefore: bookings.filter(({ slotId, state }) => slotId === slot.id && state === 'declined').length,
      now: now()
    })
    return verdict.kind === 'lost' || verdict.kind === 'refused'
      ? refuse(verdict.reason, { slotId: slot.id })
      : undefined
  }
}

/** Why nothing can be booked at this moment: it needs the connection. */
export function findConnectionRefusal({ readSync }: ActionContext): Refused | undefined {
  const { kind } = readSync()
  if (kind === 'synced' || kind === 'syncing' || kind === 'server-failing') return undefined
  if (kind === 'needs-update') return refuse('client-too-old')
  return refuse(kind === 'needs-sign-in' || kind === 'account-disabled' ? kind : 'offline')
}
