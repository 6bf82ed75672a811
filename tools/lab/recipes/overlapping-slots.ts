import { at } from '../stage/scene.ts'
import { inWindow, type Recipe } from './recipe.ts'

/** MG4 */
export const overlappingSlots: Recipe = {
  id: 'MG4',
  title: 'Overlapping slots of two devices',
  summary: 'One coach opens overlapping hours on two devices that do not see each other.',
  scene: {
    cast: {
      left: { person: 'anna', device: 'laptop', start: 'calendar' },
      middle: { person: 'anna', device: 'phone', start: 'calendar' },
      right: { person: 'sam', device: 'laptop', start: 'find' }
    },
    before: [{ kind: 'open-slots', daysAgo: 1, slots: [at(15)] }]
  },
  steps: [
    inWindow('left', 'Set the network to Cut.'),
    inWindow('middle', 'Set the network to Cut.'),
    inWindow('left', 'Press “New slot”: {day}, 09:00.'),
    inWindow('middle', 'Press “New slot”: {day}, 10:00.'),
    inWindow('middle', 'Set the network to Online.'),
    inWindow('left', 'Set the network to Online.')
  ],
  look: [
    'The slot at 10:00 arrived first: it stands, and Sam can book it.',
    'The slot at 09:00 is kept as declined on both devices, and says which slot it overlaps.',
    'Sam never sees the declined one.'
  ],
  why: 'Nobody can be in two sessions at once, so only one may be booked. Which one was meant only the coach can say: the other is kept, and becomes open by “Try again” once the time is free.'
}
