import { at } from '../stage/scene.ts'
import { inWindow, type Recipe } from './recipe.ts'

/** MG2 */
export const removedButBooked: Recipe = {
  id: 'MG2',
  title: 'A removed slot had been booked',
  summary: 'The coach removes a slot in the train, while a student books it.',
  scene: {
    cast: {
      left: { person: 'anna', device: 'laptop', start: 'calendar' },
      middle: { person: 'anna', device: 'phone', start: 'calendar' },
      right: { person: 'sam', device: 'laptop', start: 'find' }
    },
    before: [{ kind: 'open-slots', daysAgo: 1, slots: [at(9), at(12), at(15)] }]
  },
  steps: [
    inWindow('left', 'Set the network to Cut.'),
    inWindow('left', 'Open the slot at 12:00 on {day}, press “Remove” and confirm.'),
    inWindow('right', 'Book the slot at 12:00. Nobody has told Sam’s laptop that it is gone.'),
    inWindow('left', 'Set the network to Online, then look into the inbox.')
  ],
  look: [
    'The booking stands, in all three windows.',
    'The slot is back in the laptop’s calendar, with Sam’s name.',
    'The laptop’s inbox says that a removed slot had been booked, and offers to move or cancel the session.'
  ],
  why: 'A student who was told “you are booked” may rely on it. Removing a slot is a change of plans, and cancelling a session with a person is another one: the coach is asked for that, in so many words.'
}
