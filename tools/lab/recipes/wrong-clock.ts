import { at } from '../stage/scene.ts'
import { inWindow, type Recipe } from './recipe.ts'

/** MG8 */
export const wrongClock: Recipe = {
  id: 'MG8',
  title: 'A clock that is wrong',
  summary: 'A laptop and a student’s phone live three days in the past.',
  scene: {
    cast: {
      left: { person: 'anna', device: 'laptop', start: 'calendar' },
      middle: { person: 'anna', device: 'phone', start: 'calendar' },
      right: { person: 'sam', device: 'phone', start: 'sessions' }
    },
    before: [
      { kind: 'open-slots', daysAgo: 1, slots: [{ inHours: 12 }, at(15)] },
      { kind: 'book', daysAgo: 1, student: 'sam', slot: { inHours: 12 } }
    ]
  },
  steps: [
    inWindow('left', 'Set the network to Cut and the clock to 3 days behind.'),
    inWindow('left', 'Press “New slot”: {yesterday}, 10:00. By this clock that is still to come.'),
    inWindow('left', 'Set the network to Online.'),
    inWindow('right', 'Set the network to Cut, the clock to 3 days behind, the network to Online.'),
    inWindow('right', 'Press “Cancel session”.')
  ],
  look: [
    'Both devices say that their clock is wrong, and by how much.',
    'The slot is kept as declined: by the server’s clock it had begun. Sam never sees it.',
    'Sam cannot cancel any more: the session begins within a day, whatever his phone believes, and he is given Anna’s number.'
  ],
  why: 'Deadlines between two people need one clock, and the only one that both share is the server’s. Each answer carries its time, so a device can know how wrong it is, and judge early by the right one.'
}
