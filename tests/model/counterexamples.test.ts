// What the model found once, step by step: it must end well for ever.
import { expect, test } from 'vitest'
import { findBroken, findUnsound } from './check/invariants.ts'
import { walk } from './walk.ts'
import { createScene } from './scenes.ts'
import { short } from './world/acts/view.ts'
import { findTurn } from './world/device.ts'
import type { World } from './world/state.ts'
import { earlierServer, soundSystem } from './world/system.ts'

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

test('RS5 a server that dies between the commits of one request has stored the first, and the device sends the second again', () => {
  const died = walk(createScene('a session of each student, and one open slot', { acts: 2, faults: 1 }), [
    'coach-a: cancel 08:00',
    'coach-a: reschedule 10:00',
    'coach-a pushes calls, and the server dies after 1 of its commits'
  ])
  expect(findBroken(died.world.server)).toBeUndefined()
  expect(statesOf(died.world)).toEqual(expect.arrayContaining(['confirmed', 'cancelled']))
  const end = died.rest()
  expect(findUnsound(end)).toBeUndefined()
  expect(Object.values(end.server.journal).map(({ moves }) => moves?.length)).toContain(1)
})

test('NT2 a notice that its reader puts aside while its session is called off stays aside', () => {
  const end = walk(createScene('one session and one open slot', { acts: 3, faults: 0 }), [
    'coach-a: reschedule 08:00',
    'coach-a pushes calls',
    'sam (after a pull): dismiss session-moved',
    'coach-a reads back',
    'coach-a (after a pull): cancel 12:00',
    'coach-a pushes calls'
  ]).rest()
  expect(findUnsound(end)).toBeUndefined()
  const copies = Object.values(end.server.copies.student1)
  expect(copies.flatMap(({ value }) => (value?.kind === 'notice' ? [[value.topic, value.dismissed]] : []))).toEqual(
    expect.arrayContaining([
      ['session-moved', true],
      ['session-cancelled', false]
    ])
  )
})

const making = [
  [
    'SL16 a removal that is undone before its answer comes',
    'one open slot',
    ['coach-a: remove 08:00', 'coach-a pushes slots, unanswered', 'coach-a: create 08:00'],
    ['08:00']
  ],
  [
    'SL16 a removal that is undone while it is under way, and arrives a second time',
    'one open slot',
    [
      'coach-a: remove 08:00',
      'coach-a pushes slots, and it arrives late',
      'coach-a: create 08:00',
      'coach-a pushes slots',
      'the network says it again'
    ],
    ['08:00']
  ],
  [
    'SL16 a slot that is moved back while its move is under way',
    'an empty calendar',
    [
      'coach-a: create 08:00',
      'coach-a: move 08:00 to 09:00',
      'coach-a pushes slots',
      'coach-a: move 09:00 to 08:00',
      'coach-a reads back'
    ],
    ['08:00']
  ],
  [
    'SL16 a slot that is moved back after the answer was lost',
    'one open slot',
    ['coach-a: move 08:00 to 09:00', 'coach-a pushes slots, unanswered', 'coach-a: move 09:00 to 08:00'],
    ['08:00']
  ],
  [
    'SL16 a slot that is made where one has just been moved away',
    'one open slot and a free time',
    ['coach-a: move 08:00 to 12:00', 'coach-a pushes slots', 'coach-a: create 08:00', 'coach-a reads back'],
    ['08:00', '12:00']
  ],
  [
    'SL10 SL16 a move that arrives a second time, after another device has moved the slot back',
    'an empty calendar',
    [
      'coach-a: create 08:00',
      'coach-a: move 08:00 to 09:00',
      'coach-a pushes slots, and the network will say it again',
      'coach-a reads back',
      'coach-b (after a pull): move 09:00 to 08:00',
      'coach-b pushes slots',
      'coach-b reads back',
      'the network says it again'
    ],
    ['08:00', '09:00 declined']
  ],
  [
    'SL9 SL16 slots that name each other, after moves there and back and there',
    'one open slot',
    [
      'coach-a: move 08:00 to 09:00',
      'coach-a pushes slots',
      'coach-a reads back',
      'coach-a (after a pull): move 09:00 to 08:00',
      'coach-a pushes slots',
      'coach-a reads back',
      'coach-a (after a pull): move 08:00 to 09:00'
    ],
    ['09:00']
  ]
] as const

test.each(making)('%s', (_, scene, names, slots) => {
  const end = walk(createScene(scene, { acts: 3, faults: 1 }), names).rest()
  expect(findUnsound(end)).toBeUndefined()
  const stored = Object.values(end.server.slots).flatMap(({ value }) => value ?? [])
  const shown = stored.map(({ id, status }) => (status === 'open' ? short(id) : `${short(id)} ${status}`))
  expect(shown.toSorted()).toEqual(slots)
})

// Of a server whose rows say that it was stored, the slot is not read back, and there is nothing to be merged.
test('MG14 VE11 a slot that another device makes again, while this one dies over the removal of the one before', () => {
  const removed = [
    'coach-a: create 08:00',
    'coach-a pushes slots',
    'coach-b (after a pull): remove 08:00',
    'coach-b pushes slots',
    'coach-b: create 08:00'
  ]
  const rest = ['coach-b reads back', 'coach-b pushes slots']
  const scene = createScene('an empty calendar', { acts: 3, faults: 1 })
  for (const [dies, system] of [
    [['coach-a dies when it has merged'], earlierServer],
    [['coach-a reads back'], soundSystem]
  ] as const) {
    const end = walk(scene, [...removed, ...dies, ...rest], system).rest()
    expect(findUnsound(end)).toBeUndefined()
    expect(slotsOf(end)).toEqual(['open'])
  }
})
