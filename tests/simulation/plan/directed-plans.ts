import type { Plan } from './act.ts'
import { act, dayMs, hourMs, rest, weather, worldStart } from './steps.ts'

/** A slot is claimed, and the server dies before the first copy of the booking is stored. */
export const copiesInterrupted: Plan = {
  seed: 0,
  skewMsByDevice: new Map(),
  steps: [
    act('cara-1', { kind: 'create-slot', startsAt: worldStart + dayMs }),
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

/** Something is synced while the clock is an hour ahead; what is written after it is set right has to be sent all the same. */
export const clockSetBack: Plan = {
  seed: 0,
  skewMsByDevice: new Map([['cara-1', hourMs]]),
  steps: [
    rest,
    act('cara-1', { kind: 'create-slot', startsAt: worldStart + dayMs }),
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
