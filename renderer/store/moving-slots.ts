import type { SlotId } from '#domain/model/primitives.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { isReplacementOf, type Slot } from '#domain/model/slot.ts'

interface Hidden {
  readonly slot: Slot
  /** The slot that takes its place. */
  readonly by: SlotId
  /** Whether the server has not answered the move yet. */
  readonly isWaiting: boolean
}

/** Slots as the person sees them: while a move waits for the server, the old slot is out of sight. */
export interface MovingSlots {
  update(slots: readonly Slot[], isPending: (id: string) => boolean): readonly Slot[]
  /** The waiting slot that replaces this one. */
  findReplacement(slotId: SlotId): Slot | undefined
}

/** @param find the slot as it is stored here */
export function createMovingSlots(find: (id: string) => Slot | undefined): MovingSlots {
  let hiddenById: ReadonlyMap<SlotId, Hidden> = new Map()
  let last: { readonly of: readonly Slot[]; readonly hidden: readonly SlotId[]; readonly shown: readonly Slot[] } = {
    of: [],
    hidden: [],
    shown: []
  }

  function hide(slots: readonly Slot[], isPending: (id: string) => boolean): ReadonlyMap<SlotId, Hidden> {
    const next = new Map<SlotId, Hidden>()
    for (const replacement of slots) {
      if (replacement.movesFrom === undefined || replacement.status !== 'open' || !isPending(replacement.id)) continue
      const slot = find(replacement.movesFrom)
      // A slot that was booked meanwhile stays: the move will be declined.
      if (slot === undefined || slot.status === 'booked' || !isReplacementOf(replacement, slot)) continue
      next.set(slot.id, { slot, by: replacement.id, isWaiting: true })
    }
    for (const [id, known] of hiddenById)
      if (!next.has(id) && isStillLeaving(known)) next.set(id, { ...known, isWaiting: false })
    return next
  }

  /** The move is granted, and the server's removal of the old slot has not come in yet. */
  function isStillLeaving({ slot, by }: Hidden): boolean {
    const replacement = find(by)
    return find(slot.id) === slot && replacement?.movesFrom === slot.id && replacement.status !== 'declined'
  }

  return {
    update(slots, isPending) {
      hiddenById = hide(slots, isPending)
      if (hiddenById.size === 0) return slots
      // The same list for the same slots: the screens are drawn again for another one.
      const hidden = [...hiddenById.keys()].sort()
      if (last.of === slots && isSame(last.hidden, hidden)) return last.shown
      last = { of: slots, hidden, shown: slots.filter(slot => !hiddenById.has(slot.id)) }
      return last.shown
    },
    findReplacement(slotId) {
      const hidden = hiddenById.get(slotId)
      return hidden?.isWaiting === true ? find(hidden.by) : undefined
    }
  }
}
