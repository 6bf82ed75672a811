import { at } from '../stage/scene.ts'
import { inWindow, type Recipe } from './recipe.ts'

/** MG9 */
export const disabledAccount: Recipe = {
  id: 'MG9',
  title: 'An account disabled meanwhile',
  summary: 'A student works offline while an administrator disables the account.',
  scene: {
    cast: {
      left: { person: 'anna', device: 'laptop', start: 'sessions' },
      middle: { person: 'anna', device: 'phone', start: 'calendar' },
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
    { kind: 'account', person: 'sam', disabled: true, text: 'The administrator disables Sam’s account.' },
    inWindow('right', 'Set the network to Online.'),
    { kind: 'account', person: 'sam', disabled: false, text: 'Changed your mind? The administrator enables it again.' },
    inWindow('right', 'Set the network to Cut and to Online again. Then press “Sign in”; the password is: {password}')
  ],
  look: [
    'While the account is disabled, Sam’s window says so and how much was not sent; the session stays readable there.',
    'Nothing of Sam’s reaches Anna: for her the session stands.',
    'Once Sam may sign in again, the cancellation goes out by itself, and Anna is told.'
  ],
  why: 'Every request is judged by what the account is when it arrives, not by what it was when the person wrote. What is on a device belongs to the person at it, so nothing there is deleted or hidden.'
}
