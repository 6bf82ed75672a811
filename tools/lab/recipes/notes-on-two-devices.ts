import { at } from '../stage/scene.ts'
import { inWindow, type Recipe } from './recipe.ts'

/** MG6 */
export const notesOnTwoDevices: Recipe = {
  id: 'MG6',
  title: 'Notes written on two devices',
  summary: 'The coach writes about one session on the laptop and on the phone, both offline.',
  scene: {
    cast: {
      left: { person: 'anna', device: 'laptop', start: 'past-sessions' },
      middle: { person: 'anna', device: 'phone', start: 'past-sessions' },
      right: { person: 'sam', device: 'laptop', start: 'past-sessions' }
    },
    before: [
      { kind: 'open-slots', daysAgo: 2, slots: [at(10, -1)] },
      { kind: 'book', daysAgo: 2, student: 'sam', slot: at(10, -1) }
    ]
  },
  steps: [
    inWindow('left', 'Set the network to Cut.'),
    inWindow('middle', 'Set the network to Cut.'),
    inWindow('left', 'Press “Wrap up”: it happened, score 4, a sentence of notes. Save.'),
    inWindow('middle', 'Do the same with score 2 and another sentence.'),
    inWindow('left', 'Set the network to Online.'),
    inWindow('middle', 'Set the network to Online.')
  ],
  look: [
    'On both devices the notes hold both sentences: the newest first, the other marked as written elsewhere.',
    'The newest score stands; the other one is in the inbox of the phone, which found both.',
    'Sam sees neither notes nor score.'
  ],
  why: 'Texts can be joined, so nothing that was typed is thrown away. A score cannot: the last word counts, and the other is kept where it can be seen.'
}
