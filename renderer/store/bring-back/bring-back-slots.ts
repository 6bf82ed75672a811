import { mergeSlot } from '#domain/merge/merge-slot.ts'
import { slotFromId, isOtherMaking, isReplacementOf, type Slot, toIndependentSlot } from '#domain/model/slot.ts'
import { createOutsideReader } from '#renderer/data/database/collections.ts'
import type { UnsyncedDocument } from '#renderer/data/recovery/recovery-contents.ts'
import type { ActionContext } from '../actions/action-context.ts'
import { createSlotWrites } from '../actions/slot-writes.ts'
import { back, type Fate, left, refusalOf, same } from './fate.ts'

const readSlotShape = createOutsideReader('slots')

/** Slots of a file (PW8, PW9): made, moved or removed again, by the rules of such a change now. */
export function createSlotsBringer(context: ActionContext) {
  const { account, repositories, now } = context
  const { slots, calls, users, notices } = repositories
  const writes = createSlotWrites(context)

  /** A booking is never made unasked, days later: its student books anew. What was written to the coach goes to the inbox. */
  async function tellClaim(claim: Slot): Promise<Fate> {
    const { id, bookingId, startsAt, coachId, message } = claim
    if (bookingId !== undefined && calls.find(bookingId) !== undefined) return same
    if (message !== undefined) {
      const current = slots.find(id)
      const server = current === undefined ? { deleted: true, value: claim } : { deleted: false, value: current }
      const local = { deleted: false, value: claim }
      const { notices: told } = mergeSlot({ server, local, reason: 'claim-expired', now: now() })
      await notices.addMissing(told)
    }
    return left('claim', 'claim-expired', { startsAt, otherName: users.find(coachId)?.displayName })
  }

  async function removeAgain(id: string, makingId: string | undefined): Promise<Fate> {
    const current = slots.find(id)
    // What was removed was an earlier one of that time.
    if (current === undefined || isOtherMaking(current, makingId === undefined ? {} : { makingId })) return same
    if (current.startsAt <= now()) return left('removal', 'slot-started', current)
    const refusal = refusalOf(await writes.remove(id))
    return refusal === undefined ? back('changes') : left('removal', refusal, current)
  }

  async function makeAgain(slot: Slot, base: Slot | undefined): Promise<Fate> {
    const current = slots.find(slot.id)
    if (current?.status === 'declined') {
      const isReopening = base?.status === 'declined'
      const refusal = isReopening ? refusalOf(await writes.reopen(slot.id)) : (current.decline?.reason ?? 'slot-gone')
      return refusal === undefined ? back('changes') : left('slot', refusal, slot)
    }
    if (current !== undefined || (await wasRemovedSince(slot))) return same
    const { movesFrom } = slot
    const replaced = movesFrom === undefined ? undefined : slots.find(movesFrom)
    const isMove = replaced !== undefined && isReplacementOf(slot, replaced)
    if (isMove && replaced.status === 'booked') return left('slot', 'slot-booked', slot)
    const refusal = refusalOf(await writes.makeAgain(isMove ? slot : toIndependentSlot(slot)))
    return refusal === undefined ? back('changes') : left('slot', refusal, slot)
  }

  /** Nothing that was removed comes back: the same making was here, and is gone. */
  async function wasRemovedSince({ id, makingId }: Slot): Promise<boolean> {
    const stored = await slots.findStored(id)
    return stored?.deleted === true && stored.value.makingId === makingId
  }

  return async function bringBackSlot({ local, base }: UnsyncedDocument): Promise<Fate> {
    const named = slotFromId(local.value.id)
    if (local.deleted) {
      if (named?.coachId !== account.userId) return same
      const { makingId } = local.value
      return removeAgain(named.id, typeof makingId === 'string' ? makingId : undefined)
    }
    // Where it is open, nothing is shown otherwise than it was written.
    const slot = readSlotShape(local.value)?.shown
    if (slot === undefined) return left('slot', 'item-unreadable', named)
    if (slot.status === 'requested') return tellClaim(slot)
    if (slot.coachId !== account.userId) return left('slot', 'not-yours', slot)
    // Only the server sets any other state.
    return slot.status === 'open'
      ? makeAgain(slot, base && !base.deleted ? readSlotShape(base.value)?.shown : undefined)
      : same
  }
}
