import type { Instant } from '#domain/model/primitives.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { decideSettlement } from '../../../sync-server/gate/decide-settlement.ts'
import { planFreeSlot } from '../../../sync-server/gate/plan-call.ts'
import { createIndex, dropBooking, makeHash, putBookings, putSlots, runStages, type Stages } from './server.ts'
import type { ServerState } from './state.ts'

/**
 * Every state that storage may be in when the server dies while it carries out a request: before a stage, or with any part of
 * the writes done that go side by side; and with everything stored, and nobody told.
 */
export function listCrashStates(server: ServerState, stages: Stages): readonly ServerState[] {
  return [...listPartial(server, stages), runStages(server, stages)]
}

/** What a server does before it listens: unfinished entries of the journal are ended by the real decision. */
export function settle(server: ServerState, now: Instant): ServerState {
  return runStages(server, planSettlement(server, now))
}

/** Dying once more in the middle of that must lead to the same end; says where it does not. */
export function findUnsettled(server: ServerState, now: Instant): string | undefined {
  const settled = settle(server, now)
  const isEnd = (state: ServerState): boolean => isSame(toContents(settle(state, now)), toContents(settled))
  const isSound = [...listPartial(server, planSettlement(server, now)), settled].every(isEnd)
  return isSound ? undefined : 'a server that dies at its start ends otherwise'
}

function toContents({ slots, journal }: ServerState): object {
  return { slots: Object.values(slots).map(({ value }) => value ?? 'gone'), journal }
}

function listPartial(server: ServerState, stages: Stages): readonly ServerState[] {
  const states: ServerState[] = []
  let before = server
  for (const stage of stages) {
    const everything = 2 ** stage.length - 1
    for (let done = 0; done < everything; done += 1) {
      states.push(stage.reduce((state, write, n) => ((done >> n) & 1 ? write(state) : state), before))
    }
    before = runStages(before, [stage])
  }
  return states
}

/** Journal and calendar are written side by side. */
function planSettlement(server: ServerState, now: Instant): Stages {
  const index = createIndex(server)
  const journal = []
  const calendar = []
  for (const booking of Object.values(server.journal)) {
    const { entry, free } = decideSettlement(booking, id => index.findSlot(id))
    if (entry === 'dropped') journal.push(dropBooking(booking.id))
    else if (entry !== booking) journal.push(putBookings([entry]))
    for (const { slotId, reopen } of free) {
      const isAhead = (index.findSlot(slotId)?.startsAt ?? 0) > now
      const plan = planFreeSlot(booking.id, { slotId, reopen: reopen && isAhead }, { view: index, index, makeHash })
      if (plan !== undefined) calendar.push(putSlots(plan.docs))
    }
  }
  return [[...journal, ...calendar]]
}
