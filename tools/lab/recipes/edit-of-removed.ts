import { at } from '../stage/scene.ts'
import { inWindow, type Recipe } from './recipe.ts'

/** MG10 */
export const editOfRemoved: Recipe = {
  id: 'MG10',
  title: 'An edit meets a removal',
  summary: 'The coach changes on the laptop what was removed on the phone.',
  scene: {
    cast: {
      left: { person: 'anna', device: 'laptop', start: 'calendar' },
      middle: { person: 'anna', device: 'phone', start: 'calendar' },
      right: { person: 'sam', device: 'laptop', start: 'find' }
    },
    before: [
      // The second is declined because it overlaps the first, which then makes room for it.
      { kind: 'open-slots', daysAgo: 1, slots: [at(12), at(13), at(16)] },
      { kind: 'remove-slot', daysAgo: 1, slot: at(12) }
    ]
  },
  steps: [
    inWindow('left', 'Set the network to Cut.'),
    inWindow('left', 'Open the declined slot at 13:00 on {day}, and press “Try again”: the time is free now.'),
    inWindow('middle', 'Open the same slot, press “Remove” and confirm.'),
    inWindow('left', 'Set the network to Online, then look into the inbox.')
  ],
  look: [
    'The slot is gone, in all three windows. Nothing comes back from the dead by itself.',
    'The laptop’s inbox keeps the edit, and says that the slot had been removed.',
    'One click there opens the time as a slot of its own, if that is what is wanted.'
  ],
  why: 'Of the two, the removal cannot be half done: a slot that reappears may be booked before anybody looks. So it stands, and whoever edited decides with open eyes.'
}
