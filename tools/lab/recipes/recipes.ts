import type { Scene } from '../stage/scene.ts'
import type { Recipe } from './recipe.ts'
import { cancelledAndMoved } from './cancelled-and-moved.ts'
import { disabledAccount } from './disabled-account.ts'
import { editOfRemoved } from './edit-of-removed.ts'
import { freePlayScene } from './free-play.ts'
import { lateWish } from './late-wish.ts'
import { notesOnTwoDevices } from './notes-on-two-devices.ts'
import { overlappingSlots } from './overlapping-slots.ts'
import { pencilledButBooked } from './pencilled-but-booked.ts'
import { removedButBooked } from './removed-but-booked.ts'
import { twoClaims } from './two-claims.ts'
import { wrongClock } from './wrong-clock.ts'

/** One for each of the ten meetings, in the order of the merge table. */
export const recipes: readonly Recipe[] = [
  twoClaims,
  removedButBooked,
  pencilledButBooked,
  overlappingSlots,
  cancelledAndMoved,
  notesOnTwoDevices,
  lateWish,
  wrongClock,
  disabledAccount,
  editOfRemoved
]

export const findRecipe = (id: string): Recipe | undefined => recipes.find(recipe => recipe.id === id)

/** What stands on stage while no recipe is chosen. */
export const freePlay = 'free-play'

export const findScene = (id: string): Scene | undefined => (id === freePlay ? freePlayScene : findRecipe(id)?.scene)
