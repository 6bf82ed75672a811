import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { toWire } from '#domain/model/wire.ts'
import type { Plan, PlannedWrite } from '#server/gate/kinds/plan.ts'
import { planCalendarOf } from '#server/gate/kinds/shared/filling.ts'
import { coachId } from './people.ts'
import { createIndex, makeHash, put, toRev } from './server.ts'
import type { ServerState, World } from './state.ts'
import type { Step } from './steps.ts'

/**
 * Who makes the slots of a coach's hours, and what tells that one was taken away. `sound`: the gate, and skips, which the gate and the removing
 * device write. The others are broken on purpose: `both-sides`: the device that saves hours makes their slots as well; `tombstones`: no
 * skips, and what was removed once is not filled; `gate-skips`: the device that removes a slot leaves the skip to the gate.
 */
export type Filling = 'sound' | 'both-sides' | 'tombstones' | 'gate-skips'

/** The daily work, whenever there is something to do. */
export function listFillSteps(world: World, filling: Filling): readonly Step[] {
  const coach = world.server.pages[coachId]?.value
  if (coach === undefined) return []
  const server = fill(coach, world.server, world.now, filling)
  return server === undefined ? [] : [{ name: 'the calendar is filled', world: { ...world, server }, isFree: false }]
}

function fill(coach: CoachProfile, server: ServerState, now: Instant, filling: Filling): ServerState | undefined {
  const isActive = !server.disabled.includes(coachId)
  const view = createIndex(server)
  const { add, remove } = planCalendarOf({ coach, isActive, busy: [] }, { view, now, makeHash })
  const docs = [
    ...remove.map(({ id }) => ({ _id: id, _rev: toRev(server.slots[id]?.rev ?? 0), _deleted: true })),
    ...add.map(toWire)
  ]
  const wanted = withoutTombstones({ database: 'slots', newEdits: true, docs }, server, filling)
  return wanted.docs.length === 0 ? undefined : put(wanted)(server)
}

/** What the gate stores of a plan, where its filling is broken. */
export function breakFilling(plan: Plan, pushedId: string, server: ServerState, filling: Filling): Plan {
  if (filling !== 'tombstones') return plan
  const { hours: _, slots, ...others } = plan
  if (slots === undefined || pushedId !== coachId) return slots === undefined ? others : { ...others, slots }
  const kept = withoutTombstones(slots, server, filling)
  const ids = new Set(kept.docs.map(({ _id }) => _id))
  return { ...others, slots: { ...kept, changes: slots.changes.filter(({ id }) => ids.has(id)) } }
}

function withoutTombstones<W extends PlannedWrite>(write: W, { slots }: ServerState, filling: Filling): W {
  if (filling !== 'tombstones') return write
  const isTombstone = (id: string): boolean => slots[id] !== undefined && slots[id].value === undefined
  return { ...write, docs: write.docs.filter(doc => doc._deleted === true || !isTombstone(doc._id)) }
}
