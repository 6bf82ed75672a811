import type { Plan } from './act.ts'
import { act, dayMs, rest, worldStart } from './steps.ts'

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
