import { at } from '../stage/scene.ts'
import { inWindow, type Recipe } from './recipe.ts'

/** MG5 */
export const cancelledAndMoved: Recipe = {
  id: 'MG5',
  title: 'Cancelled while it was moved',
  summary: 'The student cancels a session that the coach, offline, has just moved.',
  scene: {
    cast: {
      left: { person: 'anna', device: 'laptop', start: 'sessions' },
      middle: { person: 'anna', device: 'phone', start: 'calendar' },
      right: { person: 'sam', device: 'laptop', start: 'sessions' }
    },
    before: [
      { kind: 'open-slots', daysAgo: 1, slots: [at(9), at(12), at(15)] },
      { kind: 'book', daysAgo: 1, student: 'sam', slot: at(9) }
    ]
  },
  steps: [
    inWindow('left', 'Set the network to Cut.'),
    inWindow('left', 'Press “Move session”, choose 15:00 and confirm. It waits to be sent.'),
    inWindow('right', 'Press “Cancel session”, give a reason and confirm.'),
    inWindow('left', 'Set the network to Online, then look into the inbox.')
  ],
  look: [
    'The session is cancelled, in all three windows, and the slot at 15:00 is still open.',
    'Both of Anna’s devices tell her that Sam cancelled, and why.',
    'The request to move is in the inbox too, not granted, with the reason in words.'
  ],
  why: 'Somebody who cancels will not come, whatever the hour. The other way round, a cancellation that arrives after the move cancels the moved session: in either order both end up with the same.'
}
