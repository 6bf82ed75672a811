import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Instant, SlotId } from '#domain/model/primitives.ts'
import type { HistoryEntry, Outcome } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import type { SkippedCopy, WeekCopyPlan } from './model/plan-week-copy.ts'
import type { SlotView } from './model/slot-view.ts'
import { instantToWallClock } from '#domain/time/wall-clock.ts'
import { parseSlotId } from '#domain/model/slot-id.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'
import { useSlotText } from './use-slot-text.ts'

/** Changes to slots. Each tells of its success in a toast with Undo and answers with its outcome; refusals are the caller's to show. */
export interface SlotActions {
  readonly create: (startsAt: Instant) => Promise<Outcome<SlotId>>
  readonly move: (slot: Pick<SlotView, 'id' | 'startsAt'>, startsAt: Instant) => Promise<Outcome<SlotId>>
  readonly remove: (slot: Pick<SlotView, 'id' | 'startsAt' | 'isPlanned'>) => Promise<Outcome>
  readonly reopen: (slot: Pick<SlotView, 'id' | 'startsAt'>) => Promise<Outcome>
  /** Creates what was planned and answers with what was left out after all. */
  readonly copyWeek: (plan: WeekCopyPlan) => Promise<readonly SkippedCopy[]>
}

export interface SlotActionParts {
  /** Called with the id of a slot that should have the focus now. */
  readonly onArrive: (slotId: SlotId, startsAt: Instant) => void
}

/** Where the focus goes once a change is undone: to the slot that is there again. */
export function arriveAfterUndo({ kind, slotIds }: HistoryEntry, onArrive: SlotActionParts['onArrive']): void {
  const [slotId = ''] = slotIds
  const back = kind === 'slot-moved' || kind === 'slot-removed' ? parseSlotId(slotId) : undefined
  if (back !== undefined) onArrive(slotId, back.startsAt)
}

export function useSlotActions({ onArrive }: SlotActionParts): SlotActions {
  const { t } = useTranslation('calendar')
  const text = useSlotText()
  const { zone } = useFormat()
  const { offer } = useUndo()
  const createSlot = useWorkspace(state => state.createSlot)
  const createSlots = useWorkspace(state => state.createSlots)
  const moveSlot = useWorkspace(state => state.moveSlot)
  const removeSlot = useWorkspace(state => state.removeSlot)
  const reopenSlot = useWorkspace(state => state.reopenSlot)
  const skipPlanned = useWorkspace(state => state.skipPlanned)

  return useMemo(() => {
    function tell(message: string) {
      offer(message, entry => arriveAfterUndo(entry, onArrive))
    }

    return {
      async create(startsAt) {
        const outcome = await createSlot(startsAt)
        if (outcome.ok) tell(t('done.created', { slot: text.when(startsAt) }))
        return outcome
      },
      async move(slot, startsAt) {
        const outcome = await moveSlot(slot.id, startsAt)
        if (outcome.ok) tell(t('done.moved', { slot: text.when(startsAt) }))
        return outcome
      },
      async remove(slot) {
        const outcome = slot.isPlanned ? await skipPlanned(slot.startsAt) : await removeSlot(slot.id)
        if (outcome.ok) tell(t('done.removed', { slot: text.when(slot.startsAt) }))
        return outcome
      },
      async reopen(slot) {
        const outcome = await reopenSlot(slot.id)
        if (outcome.ok) tell(t('done.reopened', { slot: text.when(slot.startsAt) }))
        return outcome
      },
      async copyWeek(plan) {
        const { created, refused } = await createSlots(plan.starts)
        const unforeseen = refused.map(({ startsAt, refusal, slotId }): SkippedCopy => {
          const wanted = instantToWallClock(startsAt, zone)
          return slotId === undefined ? { wanted, why: refusal } : { wanted, why: refusal, slotId }
        })
        const skipped = [...plan.skipped, ...unforeseen]
        if (created.length > 0) {
          const left = skipped.length > 0 ? [t('copy.doneSkipped', { count: skipped.length })] : []
          tell([t('copy.done', { count: created.length }), ...left].join(' '))
        }
        return skipped
      }
    }
  }, [createSlot, createSlots, moveSlot, offer, onArrive, removeSlot, reopenSlot, skipPlanned, t, text, zone])
}
