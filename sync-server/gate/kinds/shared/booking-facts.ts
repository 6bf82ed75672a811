import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Agendas, Wishes } from '#domain/rules/take-slot.ts'
import type { Current } from '#domain/rules/verdict.ts'
import { startsAround, startsThatMayOverlap } from '../../memory/gate-index.ts'
import type { JudgingContext } from '../../memory/judging-context.ts'

/** A slot that is not live is as good as gone. */
export function findLiveSlot(id: string, { view }: JudgingContext): Current<Slot> {
  const slot = view.findSlot(id)
  return slot === undefined ? { kind: 'deleted' } : { kind: 'live', value: slot }
}

/** The public profile of a coach who takes part: the page of a disabled account stays, but nobody books there (MG9). */
export function findActiveCoach(coachId: string, { loaded }: JudgingContext): CoachProfile | undefined {
  return loaded.isActive(coachId, 'coach') ? loaded.findProfile(coachId) : undefined
}

/** What the writer has asked for before, and what the student has ahead. */
export function listWishes(userId: string, slotId: string, studentId: string, { view, now }: JudgingContext): Wishes {
  return {
    lostBefore: view.countLost(userId, slotId),
    lostLately: view.countLostLately(userId, now),
    ahead: view.listStudentBookings(studentId, { startsAt: now, endsAt: Infinity })
  }
}

/** The sessions of both people that a session in this slot may meet. */
export function listAgendas({ coachId, startsAt }: Slot, studentId: string, { view }: JudgingContext): Agendas {
  return {
    studentBookings: view.listStudentBookings(studentId, startsThatMayOverlap(startsAt)),
    coachBookings: view.listCoachBookings(coachId, startsAround(startsAt))
  }
}
