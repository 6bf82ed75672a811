import { useMemo } from 'react'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { UserId } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { useSignIn, useWorkspace } from '#renderer/store/hooks.ts'
import { zoneCity } from '#renderer/ui/format/formatter.ts'
import { tellApart } from '#renderer/ui/tell-apart.ts'
import { useNow } from '#renderer/ui/use-now.ts'
import { type Availability, createAvailability, findArrangedCoaches } from './availability.ts'

/** What this person may do with the slots of this device. */
export interface OfferedSlots {
  /** Open ones and own claims on their way, ascending by start. */
  readonly slots: readonly Slot[]
  readonly availabilityOf: (slot: Slot) => Availability
  /** `displayName` tells coaches of one name apart. */
  readonly coachById: ReadonlyMap<UserId, CoachProfile>
  /** Coaches whom this student has to ask instead of booking. */
  readonly arranged: ReadonlySet<UserId>
  /** Whether this person books at all: coaches look only. */
  readonly isStudent: boolean
}

/** Judges all slots anew when the data changes and twice a minute, because time alone makes them unbookable. */
export function useOfferedSlots(): OfferedSlots {
  const slots = useWorkspace(state => state.slots)
  const coaches = useWorkspace(state => state.coaches)
  const calls = useWorkspace(state => state.calls)
  const relations = useWorkspace(state => state.relations)
  const isStudent = useSignIn(state => state.session.kind === 'open' && state.session.account.role === 'student')
  const now = useNow()
  return useMemo(() => {
    const own = isStudent ? calls : []
    const availabilityOf = createAvailability({ slots, coaches, calls: own, relations, now })
    return {
      slots: slots.filter(slot => availabilityOf(slot).kind !== 'hidden'),
      availabilityOf,
      coachById: labelCoaches(coaches),
      arranged: findArrangedCoaches(coaches, own, relations),
      isStudent
    }
  }, [slots, coaches, calls, relations, isStudent, now])
}

function labelCoaches(coaches: readonly CoachProfile[]): ReadonlyMap<UserId, CoachProfile> {
  const labels = tellApart(
    coaches.map(({ id, displayName, headline, zone }) => ({
      id,
      name: displayName,
      details: [headline, zoneCity(zone)]
    }))
  )
  return new Map(coaches.map(coach => [coach.id, { ...coach, displayName: labels.get(coach.id) ?? coach.displayName }]))
}
