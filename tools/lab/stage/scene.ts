import type { Seat } from '../contract.ts'
import type { PersonName } from './people.ts'

/** A start: on the lab's wall clock (`day` 0 is today, 3 the day on which most scenes play), or so long from now. */
export type SlotTime =
  | { readonly day: number; readonly hour: number }
  /** Rounded to the next five minutes. */
  | { readonly inHours: number }

/** What somebody did before the visitor came, through the server's real addresses. */
export type SceneStep = { readonly daysAgo: number } & (
  | { readonly kind: 'open-slots'; readonly slots: readonly SlotTime[] }
  | { readonly kind: 'remove-slot'; readonly slot: SlotTime }
  | { readonly kind: 'book'; readonly student: PersonName; readonly slot: SlotTime }
)

/** Where a window stands when the scene opens. */
export type StartPlace = 'calendar' | 'find' | 'sessions' | 'past-sessions'

export interface SeatCast {
  readonly person: PersonName
  readonly device: 'laptop' | 'phone'
  readonly start: StartPlace
}

/** What stands on the stage when a recipe begins. */
export interface Scene {
  readonly cast: Readonly<Record<Seat, SeatCast>>
  /** In order of time. */
  readonly before: readonly SceneStep[]
}

/** The day on which the prepared slots of most scenes are: within every rule about notice and horizon. */
export const sceneDay = 3
export const at = (hour: number, day = sceneDay): SlotTime => ({ day, hour })
