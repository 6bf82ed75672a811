import { useMemo } from 'react'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { UserId } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { useSession, useWorkspace } from '../../store/hooks.ts'
import { useNow } from '../../ui/use-now.ts'
import { type Availability, createAvailability } from './availability.ts'

/** What this person may do with the slots of this device. */
export interface OfferedSlots {
  /** Open ones and own claims on their way, ascending by start. */
  readonly slots: readonly Slot[]
  readonly availabilityOf: (slot: Slot) => Availability
  readonly coachById: ReadonlyMap<UserId, CoachProfile>
  /** Whether this person books at all: coaches look only. */
  readonly isStudent: boolean
}

/** Judges all slots anew when the data changes and twice a minute, because time alone makes them unbookable. */
export function useOfferedSlots(): OfferedSlots {
  const slots = useWorkspace(state => state.slots)
  const coaches = useWorkspace(state => state.coaches)
  const calls = useWorkspace(state => state.calls)
  const isStudent = useSession(state => state.session.kind === 'open' && state.session.account.role === 'student')
  const now = useNow()
  return useMemo(() => {
    const availabilityOf = createAvailability({ slots, coaches, calls: isStudent ? calls : [], now })
    return {
      slots: slots.filter(slot => availabilityOf(slot).kind !== 'hidden'),
      availabilityOf,
      coachById: new Map(coaches.map(coach => [coach.id, coach])),
      isStudent
    }
  }, [slots, coaches, calls, isStudent, now])
}
