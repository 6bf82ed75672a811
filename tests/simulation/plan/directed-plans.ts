import type { Plan, Step } from './act.ts'
import { olderDevices } from './people.ts'
import { act, dayMs, hourMs, rest, together, weather, worldStart } from './steps.ts'

/** Two slots are claimed, and the server dies before the first copy of the second booking is stored. */
export const copiesInterrupted: Plan = {
  seed: 0,
  skewMsByDevice: new Map(),
  steps: [
    act('cara-1', { kind: 'create-slot', startsAt: worldStart + dayMs }),
    act('cara-1', { kind: 'create-slot', startsAt: worldStart + 2 * dayMs }),
    rest,
    // A database of copies that has none yet is compared with the journal at its first reading.
    act('sam-1', { kind: 'claim', pick: 0 }),
    rest,
    { kind: 'restart-server', fault: { kind: 'crash', atWrite: 0, of: 'copies' } },
    // A claim needs a connection.
    rest,
    act('sam-1', { kind: 'claim', pick: 0 }),
    { kind: 'await-fault' },
    { kind: 'restart-server', fault: undefined },
    rest
  ]
}

/** A session is held; what its two people agreed on is written, ticked and changed on devices that do not see each other. */
export const agreedApart: Plan = {
  seed: 0,
  skewMsByDevice: new Map([['cara-2', -hourMs]]),
  steps: [
    act('cara-1', { kind: 'create-slot', startsAt: worldStart + dayMs }),
    rest,
    act('sam-1', { kind: 'claim', pick: 0 }),
    rest,
    { kind: 'pass', ms: 2 * dayMs },
    act('cara-1', { kind: 'agree', pick: 0, words: 'agreed first.' }),
    rest,
    weather('cara-1', 'cut'),
    weather('cara-2', 'cut'),
    weather('sam-2', 'cut'),
    act('cara-1', { kind: 'agree', pick: 0, words: 'agreed here.' }),
    act('cara-2', { kind: 'agree', pick: 0, words: 'agreed there.' }),
    act('sam-2', { kind: 'tick', pick: 0 }),
    weather('cara-2', 'clear'),
    weather('cara-1', 'clear'),
    weather('sam-2', 'clear'),
    rest,
    act('sam-1', { kind: 'tick', pick: 0 }),
    rest
  ]
}

/** Hours are filled; both devices take starts away, one of them without a network while the other one has a day off and works on. */
export const hoursTakenAway: Plan = {
  seed: 0,
  skewMsByDevice: new Map(),
  steps: [
    rest,
    act('cara-1', { kind: 'save-hours', weekday: 6, starts: [600, 780, 960], weeksAhead: 2 }),
    rest,
    act('cara-1', { kind: 'remove-slot', pick: 0 }),
    rest,
    weather('cara-2', 'cut'),
    act('cara-2', { kind: 'remove-slot', pick: 0 }),
    act('cara-2', { kind: 'move-slot', pick: 0.99, byMs: 3 * hourMs }),
    act('cara-1', { kind: 'day-off', date: '2027-03-27', isOff: true }),
    rest,
    act('cara-1', { kind: 'day-off', date: '2027-03-27', isOff: false }),
    rest,
    { kind: 'pass', ms: hourMs },
    weather('cara-2', 'clear'),
    rest,
    { kind: 'fill' },
    rest
  ]
}

/** A session is booked and called off: its number has a week left. */
export const calledOff: Plan = {
  seed: 0,
  skewMsByDevice: new Map([['sam-2', -9 * dayMs]]),
  steps: [
    act('cara-1', { kind: 'create-slot', startsAt: worldStart + 3 * dayMs }),
    rest,
    act('sam-1', { kind: 'claim', pick: 0 }),
    rest,
    act('sam-1', { kind: 'cancel', pick: 0, words: 'called off.', reopenSlot: true }),
    rest
  ]
}

/** A session is held, and its coach writes about it on two devices, of which one is of an earlier version. */
export const writtenByTwoVersions: Plan = {
  seed: 0,
  olderDevices,
  skewMsByDevice: new Map(),
  steps: [
    act('cara-1', { kind: 'create-slot', startsAt: worldStart + dayMs }),
    rest,
    act('sam-1', { kind: 'claim', pick: 0 }),
    rest,
    { kind: 'pass', ms: 2 * dayMs },
    act('cara-1', { kind: 'follow-up', pick: 0, words: 'of today.' }),
    rest,
    act('cara-2', { kind: 'wrap-up', pick: 0, words: 'of before.', score: 4 }),
    rest
  ]
}

/** A coach writes about the same student on two devices, neither of which has a network. */
export const dossierApart: Plan = {
  seed: 0,
  skewMsByDevice: new Map([['cara-2', -hourMs]]),
  steps: [
    act('cara-1', { kind: 'create-slot', startsAt: worldStart + dayMs }),
    rest,
    act('sam-1', { kind: 'claim', pick: 0 }),
    rest,
    weather('cara-1', 'cut'),
    weather('cara-2', 'cut'),
    act('cara-1', { kind: 'write-dossier', pick: 0, words: 'of one device.' }),
    act('cara-2', { kind: 'write-dossier', pick: 0, words: 'of the other.' }),
    weather('cara-2', 'clear'),
    rest,
    weather('cara-1', 'clear'),
    rest
  ]
}

/** A dossier is begun and goes on after the data were copied; then the copy comes back. */
export const dossierSinceCopy: Plan = {
  seed: 0,
  skewMsByDevice: new Map(),
  steps: [
    act('cara-1', { kind: 'create-slot', startsAt: worldStart + dayMs }),
    rest,
    act('sam-1', { kind: 'claim', pick: 0 }),
    rest,
    { kind: 'copy-data' },
    rest,
    act('cara-1', { kind: 'write-dossier', pick: 0, words: 'since the copy.' }),
    rest,
    { kind: 'put-back' },
    rest
  ]
}

/** Something is written without a network, and once it is said to be stored the device's power goes. */
export const powerGone: Plan = {
  seed: 0,
  skewMsByDevice: new Map(),
  steps: [
    rest,
    weather('cara-1', 'cut'),
    { kind: 'cut-power', device: 'cara-1', cut: { atWrite: 50, isKept: false } },
    act('cara-1', { kind: 'write-bio', words: 'acknowledged.' }),
    { kind: 'power-on', device: 'cara-1' },
    weather('cara-1', 'clear'),
    rest
  ]
}

/** Somebody types without a pause for some seconds, and with the last letter the power goes. */
export const typedWithoutPause: Plan = {
  seed: 0,
  skewMsByDevice: new Map(),
  steps: [
    rest,
    act('sam-1', { kind: 'type', words: 'first:', letters: 40, dies: true }),
    { kind: 'power-on', device: 'sam-1' },
    act('sam-1', { kind: 'type', words: 'second:', letters: 25, dies: true }),
    { kind: 'power-on', device: 'sam-1' },
    rest
  ]
}

/** Something is synced while the clock is an hour ahead; what is written after it is set right has to be sent all the same. */
export const clockSetBack: Plan = {
  seed: 0,
  skewMsByDevice: new Map([['cara-1', hourMs]]),
  steps: [
    rest,
    act('cara-1', { kind: 'create-slot', startsAt: worldStart + dayMs }),
    rest,
    // RxDB has stored how far it has looked once it sends the next one.
    act('cara-1', { kind: 'create-slot', startsAt: worldStart + 3 * dayMs }),
    rest,
    weather('cara-1', 'cut'),
    { kind: 'set-clock', device: 'cara-1', skewMs: 0 },
    act('cara-1', { kind: 'restart' }),
    act('cara-1', { kind: 'create-slot', startsAt: worldStart + 2 * dayMs }),
    act('cara-1', { kind: 'restart' }),
    weather('cara-1', 'clear'),
    rest
  ]
}

/** The server's clock jumps in the minute of the daily work, and is set right an instant later. */
export const serverClockJumps: Plan = {
  seed: 0,
  skewMsByDevice: new Map(),
  steps: [
    act('cara-1', { kind: 'create-slot', startsAt: worldStart + 9 * dayMs }),
    rest,
    { kind: 'pass', ms: 25 * hourMs },
    { kind: 'set-server-clock', byMs: 27 * hourMs },
    { kind: 'set-server-clock', byMs: -27 * hourMs },
    rest
  ]
}

const manyDays = Array.from({ length: 36 }, (_, n) => n + 1)

/** More than the line takes at once goes from a device without a network to one that was away. */
export const narrowLine: Plan = {
  seed: 0,
  skewMsByDevice: new Map(),
  steps: [
    rest,
    weather('cara-1', 'cut'),
    weather('sam-1', 'cut'),
    ...manyDays.map(day => act('cara-1', { kind: 'create-slot', startsAt: worldStart + day * dayMs })),
    weather('cara-1', 'narrow'),
    rest,
    weather('sam-1', 'narrow'),
    rest
  ]
}

/** The disk is full when a slot is claimed. There is room again, the claim is granted, and the server is started again. */
export const diskFull: Plan = {
  seed: 0,
  skewMsByDevice: new Map(),
  steps: [
    act('cara-1', { kind: 'create-slot', startsAt: worldStart + dayMs }),
    rest,
    { kind: 'fill-disk', afterWrites: 0, keepsFailed: false },
    act('sam-1', { kind: 'claim', pick: 0 }),
    { kind: 'await-fault' },
    { kind: 'clear-disk' },
    rest,
    { kind: 'restart-server', fault: undefined },
    rest
  ]
}

const createSlot = (day: number): Step => act('cara-1', { kind: 'create-slot', startsAt: worldStart + day * dayMs })
const removeFirst: Step = act('cara-1', { kind: 'remove-slot', pick: 0 })

/**
 * A copy of the data comes back while a student is away, and more has been written since than the student's device knew: what it
 * knew as 9 is another 9 now.
 */
const setBackWhileAway = (comesBack: Step): Plan => ({
  seed: 0,
  skewMsByDevice: new Map(),
  steps: [
    createSlot(9),
    rest,
    { kind: 'copy-data' },
    rest,
    // Changes of the time that will be lost, of which nothing is left to be sent again.
    ...[2, 3, 4].flatMap(day => [createSlot(day), rest, removeFirst, rest]),
    weather('sam-1', 'cut'),
    comesBack,
    rest,
    ...[2, 3, 4, 5, 6, 7, 8].flatMap(day => [createSlot(day), rest]),
    weather('sam-1', 'clear'),
    rest
  ]
})

/** All of the data comes back, or one database alone; or one is lost. */
export const setBackPlans: readonly (readonly [string, Plan])[] = [
  ['a copy of the folder comes back', setBackWhileAway({ kind: 'put-back' })],
  ['a copy of one database comes back', setBackWhileAway({ kind: 'put-back', database: 'slots' })]
]

/** A session is booked after the journal, or nothing of it, was copied. */
export const bookedSinceCopy = (change: Step): Plan => ({
  seed: 0,
  skewMsByDevice: new Map(),
  steps: [
    createSlot(2),
    createSlot(3),
    rest,
    { kind: 'copy-data' },
    rest,
    act('sam-1', { kind: 'claim', pick: 0 }),
    rest,
    change,
    rest
  ]
})

/** After the copy one slot is removed, the other one booked, and a third one made: devices know all three, and the copy none. */
export const changedSinceCopy: Plan = {
  seed: 0,
  skewMsByDevice: new Map(),
  steps: [
    createSlot(2),
    createSlot(3),
    rest,
    { kind: 'copy-data' },
    rest,
    removeFirst,
    rest,
    act('sam-1', { kind: 'claim', pick: 0 }),
    rest,
    createSlot(4),
    rest,
    { kind: 'put-back' },
    rest
  ]
}

const soon = worldStart + dayMs

/** Two slots, the first of them booked. */
const bookedAndOpen: readonly Step[] = [
  act('cara-1', { kind: 'create-slot', startsAt: soon }),
  act('cara-1', { kind: 'create-slot', startsAt: soon + 4 * hourMs }),
  rest,
  act('sam-1', { kind: 'claim', pick: 0 }),
  rest
]
const overOpenSlot = {
  kind: 'move-anywhere',
  pick: 0,
  startsAt: soon + 3 * hourMs,
  words: 'elsewhere.',
  reopenSlot: true
} as const

/** A coach without a network puts a session half over an open slot, which goes. */
export const movedAnywhere: Plan = {
  seed: 0,
  skewMsByDevice: new Map(),
  steps: [...bookedAndOpen, weather('cara-1', 'cut'), act('cara-1', overOpenSlot), weather('cara-1', 'clear'), rest]
}

/** A coach's two devices put two sessions to hours that overlap, at the same moment; no slot is in the way of both. */
export const movedIntoEachOther: Plan = {
  seed: 0,
  skewMsByDevice: new Map(),
  steps: [
    ...bookedAndOpen,
    act('sue-1', { kind: 'claim', pick: 0 }),
    rest,
    together([
      { device: 'cara-1', act: { ...overOpenSlot, startsAt: soon + 9 * hourMs } },
      { device: 'cara-2', act: { ...overOpenSlot, pick: 0.99, startsAt: soon + 10 * hourMs, words: 'there.' } }
    ]),
    rest
  ]
}

/** Three weeks are pencilled, with slots that are made for two of them, and all put one week later without a network. */
export const seriesMoved: Plan = {
  seed: 0,
  skewMsByDevice: new Map(),
  steps: [
    ...bookedAndOpen,
    act('cara-1', { kind: 'book-series', pick: 0, toPick: 0, count: 3 }),
    rest,
    weather('cara-1', 'cut'),
    act('cara-1', { kind: 'move-following', pick: 0, byMs: 7 * dayMs, words: 'weekly.', reopenSlot: true }),
    weather('cara-1', 'flaky'),
    rest
  ]
}
