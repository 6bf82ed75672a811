import type { Act, Plan, Step } from './act.ts'
import { act, dayMs, hourMs, rest, weather, worldStart } from './steps.ts'

const createSlot = (day: number): Step => act('cara-1', { kind: 'create-slot', startsAt: worldStart + day * dayMs })
const waitForAny: Act = { kind: 'wait', pick: 0.99, until: worldStart + 30 * dayMs }

const moveTo = (day: number): Act => ({
  kind: 'move-anywhere',
  pick: 0,
  startsAt: worldStart + day * dayMs,
  words: `to ${day}.`,
  reopenSlot: false
})

const plan = (steps: readonly Step[]): Plan => ({ seed: 0, skewMsByDevice: new Map(), steps })

/** A student with two sessions is blocked, claims, asks for a move, cancels, and is let in again; two students wait meanwhile. */
export const blockedStudent: Plan = plan([
  ...[3, 4, 5, 7].map(createSlot),
  rest,
  act('sam-1', { kind: 'claim', pick: 0 }),
  rest,
  act('sam-1', { kind: 'claim', pick: 0 }),
  act('sam-1', waitForAny),
  act('sue-1', waitForAny),
  rest,
  act('cara-1', { kind: 'block', pick: 0 }),
  rest,
  act('sam-1', { kind: 'claim', pick: 0, words: 'please.' }),
  rest,
  act('sam-1', { kind: 'reschedule', pick: 0, toPick: 0, words: 'later, please.', reopenSlot: true }),
  rest,
  act('sam-1', { kind: 'cancel', pick: 0, words: 'busy.', reopenSlot: true }),
  rest,
  createSlot(6),
  rest,
  act('cara-1', { kind: 'reschedule', pick: 0, toPick: 0, words: 'moved.', reopenSlot: true }),
  rest,
  act('cara-1', { kind: 'unblock', pick: 0 }),
  rest,
  act('sam-1', { kind: 'claim', pick: 0, words: 'thank you.' }),
  rest
])

/** A slot is made and another one is left while two students wait; what they are told is not stored at first. */
export const openedUntold: Plan = plan([
  createSlot(3),
  rest,
  act('sam-1', { kind: 'claim', pick: 0 }),
  rest,
  weather('sam-1', 'cut'),
  act('sam-1', waitForAny),
  act('sue-1', waitForAny),
  weather('sam-1', 'clear'),
  rest,
  { kind: 'restart-server', fault: { kind: 'refuse', atWrite: 0, of: 'copies' } },
  createSlot(4),
  rest,
  { kind: 'restart-server', fault: undefined },
  rest,
  act('sam-1', { kind: 'cancel', pick: 0, words: 'busy.', reopenSlot: true }),
  rest,
  act('sue-1', { kind: 'stop-waiting', pick: 0 }),
  rest,
  createSlot(5),
  rest
])

/** A coach is ill without a network, while the other device has moved the session of that day to another one. */
export const illSinceMoved: Plan = plan([
  createSlot(3),
  createSlot(4),
  rest,
  act('sam-1', { kind: 'claim', pick: 0 }),
  rest,
  weather('cara-1', 'cut'),
  act('cara-2', {
    kind: 'move-anywhere',
    pick: 0,
    startsAt: worldStart + 6 * dayMs,
    words: 'elsewhere.',
    reopenSlot: false
  }),
  rest,
  act('cara-1', { kind: 'cancel-day', pick: 0, words: 'fever.' }),
  weather('cara-1', 'clear'),
  rest
])

/** A coach undoes a move without a network, while the other device has moved the session on. */
export const undoneSinceMoved: Plan = plan([
  createSlot(3),
  createSlot(4),
  rest,
  act('sam-1', { kind: 'claim', pick: 0 }),
  rest,
  act('cara-1', moveTo(5)),
  rest,
  weather('cara-1', 'cut'),
  act('cara-2', moveTo(6)),
  rest,
  act('cara-1', { kind: 'undo' }),
  weather('cara-1', 'clear'),
  rest
])

/** Hours have filled a Saturday, on whose first start the coach turns out to be busy elsewhere; the server fills once more. */
export const busyElsewhere: Plan = plan([
  rest,
  act('cara-1', { kind: 'save-hours', weekday: 6, starts: [600, 780, 960], weeksAhead: 2 }),
  rest,
  act('cara-2', { kind: 'be-busy', startsAt: worldStart + 2 * dayMs, hours: 4 }),
  rest,
  { kind: 'pass', ms: hourMs },
  { kind: 'fill' },
  rest
])

/** As before, until the coach takes the file away, and the hours fill what it kept free. */
export const busyNoLonger: Plan = plan([
  ...busyElsewhere.steps.slice(0, -3),
  act('cara-1', { kind: 'be-busy', startsAt: worldStart, hours: 0 }),
  rest,
  { kind: 'pass', ms: hourMs },
  { kind: 'fill' },
  rest
])
