import { at } from '../stage/scene.ts'
import { inWindow, type Recipe } from './recipe.ts'

/** MG7 */
export const lateWish: Recipe = {
  id: 'MG7',
  title: 'A late wish about a slot that is another’s',
  summary: 'A cancelled slot is booked again; then the first student’s old wish arrives.',
  scene: {
    cast: {
      left: { person: 'anna', device: 'laptop', start: 'sessions' },
      middle: { person: 'tina', device: 'phone', start: 'find' },
      right: { person: 'sam', device: 'laptop', start: 'sessions' }
    },
    before: [
      { kind: 'open-slots', daysAgo: 1, slots: [at(9), at(12)] },
      { kind: 'book', daysAgo: 1, student: 'sam', slot: at(9) }
    ]
  },
  steps: [
    inWindow('right', 'Set the network to Cut.'),
    inWindow('right', 'Press “Cancel session”, give a reason and confirm. It waits to be sent.'),
    inWindow('left', 'Press “Cancel session”, give a reason, choose “Open the slot again” and confirm.'),
    inWindow('middle', 'Book the slot at 09:00, which is open again.'),
    inWindow('right', 'Set the network to Online, then look into the inbox.')
  ],
  look: [
    'Tina’s booking stands, in her window and in Anna’s.',
    'Sam reads that Anna cancelled, and that his own cancellation changed nothing any more, with his text.',
    'Sam’s laptop does not learn who has the slot now.'
  ],
  why: 'A request is about a booking, not about two hours. Each booking has an identity of its own, so an old wish can never reach the person who came after.'
}
