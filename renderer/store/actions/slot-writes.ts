import { addSkip } from '#domain/hours/skips.ts'
import { type Instant, type SlotId, slotLengthMs } from '#domain/model/primitives.ts'
import { createMakingId, type Slot, slotSchema, toIndependentSlot } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { judgeSlot, toOpenSlot } from '#domain/rules/judge-slot.ts'
import type { Current } from '#domain/rules/verdict.ts'
import { dropUnknown } from '#domain/versions/unknown-fields.ts'
import type { Outcome, Refused, WorkspaceActions } from '#renderer/contract/screens.ts'
import { listOwnTakes } from './read-booking.ts'
import { type ActionContext, done, giving, refuse } from './action-context.ts'

/** The changes of a coach's calendar, without their place in the journal. */
export interface SlotWrites {
  readonly findSlotRefusal: WorkspaceActions['findSlotRefusal']
  readonly create: (startsAt: Instant) => Promise<Outcome<SlotId>>
  /** Each is judged upon those before it; they are stored together. One outcome for each. */
  readonly createAll: (starts: readonly Instant[]) => Promise<readonly Outcome<SlotId>[]>
  readonly move: (slotId: SlotId, startsAt: Instant) => Promise<Outcome<SlotId>>
  readonly remove: (slotId: SlotId) => Promise<Outcome>
  readonly reopen: (slotId: SlotId) => Promise<Outcome>
  /** Makes a slot that was made before, in the same making. */
  readonly makeAgain: (slot: Slot) => Promise<Outcome>
}

/** A coach's own calendar. The rules are the gate's (SL), asked early; the gate's verdict comes with the sync. */
export function createSlotWrites(context: ActionContext): SlotWrites {
  const { account, repositories, now } = context
  const { slots } = repositories

  /** Whatever is on its way about an earlier slot of that time does not concern this one: it has an id of its making (SL16). */
  function createSlotAt(startsAt: Instant, movesFrom?: SlotId): Slot {
    const base = { coachId: account.userId, startsAt, endsAt: startsAt + slotLengthMs, status: 'open' as const }
    const replaced = movesFrom === undefined ? undefined : slots.find(movesFrom)
    const makingId = createMakingId(context.createId(), replaced)
    const slot = { id: createSlotId(account.userId, startsAt), ...base, makingId }
    if (movesFrom === undefined) return slot
    const movesMakingId = replaced?.makingId
    return { ...slot, movesFrom, ...(movesMakingId === undefined ? {} : { movesMakingId }) }
  }

  /** An early opinion on a slot that is to be made. */
  function judgeMaking(slot: Slot, own = readOwn()): Refused | undefined {
    const existing = own.find(({ id }) => id === slot.id)
    if (existing?.status === 'open') return refuse('slot-overlaps', { slotId: slot.id })
    // A session is about to come to hours that it would overlap.
    if (listOwnTakes(context).has(slot.id)) return refuse('slot-spoken-for')
    return judge(slot, own)
  }

  /** The coach's own slots, as the person sees them. */
  function readOwn(): readonly Slot[] {
    return context.readSlots().filter(({ coachId }) => coachId === account.userId)
  }

  /** What the domain says of a slot as it is to be written, given what the person sees. */
  function judge(slot: Slot, own = readOwn()): Refused | undefined {
    const existing = own.find(({ id }) => id === slot.id)
    const movedFrom = slot.movesFrom === undefined ? undefined : own.find(({ id }) => id === slot.movesFrom)
    const verdict = judgeSlot(account, slot, {
      current: toCurrent(existing),
      base: 'current',
      coachSlots: own,
      movedFrom: toCurrent(movedFrom),
      now: now()
    })
    switch (verdict.kind) {
      case 'accepted':
        return undefined
      case 'adjusted': {
        if (verdict.reason === undefined) return refuse('slot-overlaps', { slotId: slot.id })
        const met = verdict.effect.put?.decline?.slotId
        return refuse(verdict.reason, { field: 'startsAt', ...(met === undefined ? {} : { slotId: met }) })
      }
      case 'rejected':
        // A wrong shape meets no other slot; only a booked one is there already.
        return refuse(verdict.reason, { field: 'startsAt', ...(existing === undefined ? {} : { slotId: slot.id }) })
      default:
        return refuse('slot-gone', { slotId: slot.id })
    }
  }

  function findSlotRefusal(startsAt: Instant, movesFrom?: SlotId): Refused | undefined {
    const slot = createSlotAt(startsAt, movesFrom)
    return slot.id === movesFrom ? undefined : judgeMaking(slot)
  }

  /** The own slot, where it can still be changed by its coach. */
  function findChangeable(slotId: SlotId): Slot | Refused {
    const slot = slots.find(slotId)
    if (account.role !== 'coach') return refuse('coaches-only', { slotId })
    if (slot === undefined) return refuse('slot-gone', { slotId })
    if (slot.coachId !== account.userId) return refuse('not-yours', { slotId })
    if (slot.status === 'booked') return refuse('slot-booked', { slotId })
    if (slot.status === 'newer') return refuse('newer', { slotId })
    return listOwnTakes(context).has(slotId) ? refuse('slot-spoken-for', { slotId }) : slot
  }

  /** A slot that was to take another one's place is one of its own from now on. */
  function keepBoth(replacement: Slot): Promise<Outcome> {
    return slots.change(replacement.id, toIndependentSlot)
  }

  /** The slot that this one is to replace, as long as that waits. */
  function findReplaced({ id, movesFrom }: Slot): Slot | undefined {
    const replaced = movesFrom === undefined ? undefined : slots.find(movesFrom)
    return replaced !== undefined && context.findReplacement(replaced.id)?.id === id ? replaced : undefined
  }

  /** Whether a slot came from there, by moves that wait. */
  function cameFrom(slot: Slot, origin: SlotId): boolean {
    const replaced = findReplaced(slot)
    return replaced !== undefined && (replaced.id === origin || cameFrom(replaced, origin))
  }

  /** A slot and those that it was to replace: a removed slot must not bring the one back that was moved. */
  async function removeWithReplaced(slot: Slot): Promise<Outcome> {
    const replaced = findReplaced(slot)
    if (replaced !== undefined && replaced.status !== 'booked') {
      const outcome = await removeWithReplaced(replaced)
      if (!outcome.ok) return outcome
    }
    const skipped = slot.status === 'open' ? await skip(slot.startsAt) : done
    return skipped.ok ? slots.remove(slot.id) : skipped
  }

  /**
   * The gate writes this skip with the removal. But other hours may take the slot away before the removal arrives: then there is nothing to
   * remove any more, and only this says that it was not to come back with later hours (AV4).
   */
  async function skip(startsAt: Instant): Promise<Outcome> {
    const coach = repositories.users.find(account.userId)
    if (coach === undefined || addSkip(coach, startsAt, now()) === undefined) return done
    return repositories.users.change(coach.id, current => addSkip(current, startsAt, now()) ?? current)
  }

  /** Where a waiting move left from, that move is one of its own: it must not take the new slot along. */
  async function makeApart(slot: Slot, store = (made: Slot) => slots.save(made)): Promise<Outcome> {
    const replacement = context.findReplacement(slot.id)
    const kept = replacement === undefined ? done : await keepBoth(replacement)
    return kept.ok ? store(slot) : kept
  }

  async function create(startsAt: Instant): Promise<Outcome<SlotId>> {
    const slot = createSlotAt(startsAt)
    const refusal = judgeMaking(slot)
    return refusal ?? giving(await makeApart(slot), slot.id)
  }

  async function createAll(starts: readonly Instant[]): Promise<readonly Outcome<SlotId>[]> {
    const own = [...readOwn()]
    const judged = starts.map((startsAt): Slot | Refused => {
      const slot = createSlotAt(startsAt)
      const refusal = judgeMaking(slot, own)
      if (refusal !== undefined) return refusal
      own.push(slot)
      return slot
    })
    const toMake = judged.filter((one): one is Slot => !('ok' in one))
    const together = toMake.filter(({ id }) => context.findReplacement(id) === undefined)
    const outcomes = await slots.saveAll(together)
    const outcomeById = new Map(together.map(({ id }, at) => [id, outcomes[at] ?? done]))
    for (const slot of toMake) if (!outcomeById.has(slot.id)) outcomeById.set(slot.id, await makeApart(slot))
    return judged.map(one => ('ok' in one ? one : giving(outcomeById.get(one.id) ?? done, one.id)))
  }

  async function move(slotId: SlotId, startsAt: Instant): Promise<Outcome<SlotId>> {
    const old = findChangeable(slotId)
    if ('ok' in old) return old
    const slot = createSlotAt(startsAt, slotId)
    if (slot.id === slotId) return { ok: true, value: slotId }
    const refusal = judgeMaking(slot)
    if (refusal !== undefined) return refusal
    if (!cameFrom(old, slot.id)) return giving(await makeApart(slot), slot.id)
    // Back to where waiting moves came from. Nobody knows how much of them has reached the server: the slot is made again there
    // first, and then they are taken back.
    const made = await slots.save(toIndependentSlot(slot))
    return giving(made.ok ? await removeWithReplaced(old) : made, slot.id)
  }

  async function remove(slotId: SlotId): Promise<Outcome> {
    const slot = findChangeable(slotId)
    return 'ok' in slot ? slot : removeWithReplaced(slot)
  }

  async function reopen(slotId: SlotId): Promise<Outcome> {
    const slot = findChangeable(slotId)
    if ('ok' in slot) return slot
    if (slot.status === 'open') return done
    const open = toIndependentSlot(toOpenSlot(slot))
    return judge(open) ?? slots.save(open)
  }

  async function makeAgain(slot: Slot): Promise<Outcome> {
    // The rules of this version say nothing of the fields of a newer one.
    const refused = judgeMaking(dropUnknown(slotSchema, slot))
    return refused ?? makeApart(slot, made => slots.bringBack(made.id, () => made))
  }

  return { findSlotRefusal, create, createAll, move, remove, reopen, makeAgain }
}

function toCurrent(slot: Slot | undefined): Current<Slot> {
  return slot === undefined ? { kind: 'absent' } : { kind: 'live', value: slot }
}
