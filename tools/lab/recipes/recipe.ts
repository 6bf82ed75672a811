import type { Seat } from '../contract.ts'
import type { PersonName } from '../stage/people.ts'
import type { Scene } from '../stage/scene.ts'

/** One thing to do. In texts `{day}` is the day of the prepared slots, `{yesterday}` the day before today. */
export type RecipeStep =
  | { readonly kind: 'window'; readonly seat: Seat; readonly text: string }
  /** A button of the lab's own: what an administrator does on the command line. */
  | { readonly kind: 'account'; readonly person: PersonName; readonly disabled: boolean; readonly text: string }

/** One of the ten meetings, to be made to happen by hand. */
export interface Recipe {
  /** The rule in domain/RULES.md. */
  readonly id: `MG${number}`
  readonly title: string
  /** What meets what, in one line. */
  readonly summary: string
  readonly scene: Scene
  readonly steps: readonly RecipeStep[]
  /** What is to be seen in the end. */
  readonly look: readonly string[]
  /** Why it is resolved that way. */
  readonly why: string
}

export const inWindow = (seat: Seat, text: string): RecipeStep => ({ kind: 'window', seat, text })
