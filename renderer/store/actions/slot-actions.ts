import type { Instant, SlotId } from '#domain/model/primitives.ts'
import type { Outcome, Refused, WorkspaceActions } from '#renderer/contract/screens.ts'
import type { HistoryChange } from '../history/history.ts'
import type { ActionContext } from './action-context.ts'
import { createSlotWrites } from './slot-writes.ts'

type SlotActions = Pick<
  WorkspaceActions,
  'createSlot' | 'createSlots' | 'moveSlot' | 'removeSlot' | 'reopenSlot' | 'findSlotRefusal'
>

/** What a coach does to the own calendar, each with its place in the journal of this device (JN1). */
export function createSlotActions(context: ActionContext): SlotActions {
  const { journal } = context
  const writes = createSlotWrites(context)

  async function noting<T>(outcome: Outcome<T>, change: (value: T) => HistoryChange): Promise<Outcome<T>> {
    if (outcome.ok) await journal.record(change(outcome.value))
    return outcome
  }

  return {
    findSlotRefusal: writes.findSlotRefusal,
    createSlot: async startsAt =>
      noting(await writes.create(startsAt), slotId => ({ kind: 'slots-created', slotIds: [slotId] })),
    async createSlots(starts) {
      const created: SlotId[] = []
      const refused: (Refused & { readonly startsAt: Instant })[] = []
      const outcomes = await writes.createAll(starts)
      for (const [at, startsAt] of starts.entries()) {
        const outcome = outcomes[at]
        if (outcome === undefined) continue
        if (outcome.ok) created.push(outcome.value)
        else refused.push({ ...outcome, startsAt })
      }
      if (created.length > 0) await journal.record({ kind: 'slots-created', slotIds: created })
      return { created, refused }
    },
    async moveSlot(slotId, startsAt) {
      const outcome = await writes.move(slotId, startsAt)
      if (!outcome.ok || outcome.value === slotId) return outcome
      return noting(outcome, movedId => ({ kind: 'slot-moved', slotIds: [slotId, movedId] }))
    },
    removeSlot: async slotId =>
      noting(await writes.remove(slotId), () => ({ kind: 'slot-removed', slotIds: [slotId] })),
    reopenSlot: async slotId =>
      noting(await writes.reopen(slotId), () => ({ kind: 'slot-reopened', slotIds: [slotId] }))
  }
}
