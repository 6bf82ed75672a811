import { at } from '../stage/scene.ts'
import { inWindow, type Recipe } from './recipe.ts'

/** MG3 */
export const pencilledButBooked: Recipe = {
  id: 'MG3',
  title: 'Pencilled in, booked by another',
  summary: 'The coach pencils a caller in without a network; another student books the slot online.',
  scene: {
    cast: {
      left: { person: 'anna', device: 'laptop', start: 'calendar' },
      middle: { person: 'anna', device: 'phone', start: 'calendar' },
      right: { person: 'tina', device: 'laptop', start: 'find' }
    },
    before: [
      { kind: 'open-slots', daysAgo: 1, slots: [at(9), at(12), at(15)] },
      { kind: 'book', daysAgo: 1, student: 'sam', slot: at(9) }
    ]
  },
  steps: [
    inWindow('left', 'Set the network to Cut.'),
    inWindow('left', 'Open the slot at 12:00 on {day}, press “Pencil in…” and choose Sam, who has just called.'),
    inWindow('right', 'Book the slot at 12:00.'),
    inWindow('left', 'Set the network to Online, then look into the inbox of both of Anna’s devices.')
  ],
  look: [
    'Tina has the slot, in every window.',
    'Both of Anna’s devices say that Sam could not be booked, who has the slot now, and Sam’s number to call back.',
    'One click pencils Sam into one of the nearest open slots.'
  ],
  why: 'A pencil is a request that has not left the device, a booking is a promise that was given. Sam was told nothing by the application, so there is nothing to take back from him.'
}
