import { at } from '../stage/scene.ts'
import { inWindow, type Recipe } from './recipe.ts'

/** MG1 */
export const twoClaims: Recipe = {
  id: 'MG1',
  title: 'Two students want one slot',
  summary: 'Both press “Book this slot” before either has heard of the other.',
  scene: {
    cast: {
      left: { person: 'anna', device: 'laptop', start: 'calendar' },
      middle: { person: 'tina', device: 'phone', start: 'find' },
      right: { person: 'sam', device: 'laptop', start: 'find' }
    },
    before: [{ kind: 'open-slots', daysAgo: 1, slots: [at(9), at(12), at(15), at(18)] }]
  },
  steps: [
    inWindow('middle', 'Press “Book” beside 09:00 on {day}, and leave the question open.'),
    inWindow('right', 'Do the same, for the same slot.'),
    inWindow('middle', 'Set the network to Stalled. Then press “Book this slot”: the request is on its way.'),
    inWindow('right', 'Press “Book this slot”.'),
    inWindow('middle', 'Set the network to Online: the request arrives, too late.')
  ],
  look: [
    'Sam is booked and sees Anna’s phone number.',
    'Tina is told that she is not booked, with the three nearest slots that are still open.',
    'Anna’s calendar holds one booking, and it is Sam’s.'
  ],
  why: 'Every request is judged by one gate, one after the other, against the slot as it is at that moment. The first that arrives is booked without anybody’s doing; every later one gets an answer, not an error.'
}
