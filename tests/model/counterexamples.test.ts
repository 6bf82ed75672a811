// What the model found once, step by step: it must end well for ever.
import { expect, test } from 'vitest'
import { findUnsound } from './check/invariants.ts'
import { walk } from './walk.ts'
import { createScene } from './scenes.ts'
import { findTurn } from './world/device.ts'
import type { World } from './world/state.ts'

const statesOf = ({ server }: World) => Object.values(server.journal).map(({ state }) => state)
const slotsOf = ({ server }: World) => Object.values(server.slots).flatMap(({ value }) => value?.status ?? [])

test('MG10 a slot that was made here and removed there before its answer came stays removed', () => {
  const answered = walk(createScene('an empty calendar', { acts: 2, faults: 0 }), [
    'coach-a: create 08:00',
    'coach-a pushes slots',
    'coach-b (after a pull): remove 08:00',
    'coach-b pushes slots',
    'coach-a reads back'
  ])
  // Otherwise it would be sent anew, removed anew, and so on for ever.
  expect(findTurn(answered.world.devices['coach-a'])).toBeUndefined()
  const end = answered.rest()
  expect(findUnsound(end)).toBeUndefined()
  expect(slotsOf(end)).toEqual([])
})

test('PC7 a pencil that is cancelled before it was sent is booked and cancelled', () => {
  const end = walk(createScene('one open slot', { acts: 2, faults: 0 }), [
    'coach-a: pencil student1 into 08:00',
    'coach-a: cancel 08:00'
  ]).rest()
  expect(findUnsound(end)).toBeUndefined()
  expect(statesOf(end)).toEqual(expect.arrayContaining(['completed', 'cancelled']))
})

test('MG1 a claim for a slot that was moved, with a coach who takes no part any more, is told', () => {
  const end = walk(createScene('one open slot, and accounts that come and go', { acts: 3, faults: 0 }), [
    'coach-a: move 08:00 to 09:00',
    'sam: claim 08:00',
    'coach-a pushes slots',
    'coach001 is disabled',
    'sam pushes slots',
    'sam pulls',
    'sam reads back'
  ]).rest()
  expect(findUnsound(end)).toBeUndefined()
  expect(Object.values(end.devices.sam.notices)).toMatchObject([{ topic: 'claim-lost' }])
})

test('BK9 a claim that comes too late is lost, and told', () => {
  const end = walk(createScene('one open slot', { acts: 2, faults: 0 }), ['sam: claim 08:00', 'minutes pass']).rest()
  expect(findUnsound(end)).toBeUndefined()
  expect(statesOf(end)).toContain('declined')
  expect(slotsOf(end)).toEqual(['open'])
})

test('MG9 what a disabled account has not sent waits on its device, and is judged when the account is back', () => {
  const names = ['sam: claim 08:00', 'student1 is disabled']
  const scene = createScene('one open slot, and accounts that come and go', { acts: 3, faults: 0 })
  const waiting = walk(scene, names).rest()
  expect(findUnsound(waiting)).toBeUndefined()
  expect(slotsOf(waiting)).toEqual(['open'])
  expect(slotsOf(walk(scene, [...names, 'student1 is enabled']).rest())).toEqual(['booked'])
})
