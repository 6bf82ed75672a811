import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Instant, SlotId } from '#domain/model/primitives.ts'
import type { Outcome } from '../../store/contract.ts'
import { useWorkspace } from '../../store/hooks.ts'
import type { SkippedCopy, WeekCopyPlan } from './model/plan-week-copy.ts'
import type { SlotView } from './model/slot-view.ts'
import { instantToWallClock } from '#domain/time/wall-clock.ts'
import { useFormat } from '../../ui/format/display-zone.tsx'
import { useSlotText } from './use-slot-text.ts'
import type { SlotToasts } from './use-slot-toasts.tsx'
import type { UndoStack } from './use-undo.ts'

/** Changes to slots. Each tells of its success in a toast with Undo and answers with its outcome; refusals are the caller's to show. */
export interface SlotActions {
  readonly create: (startsAt: Instant) => Promise<Outcome<SlotId>>
  readonly move: (slot: Pick<SlotView, 'id' | 'startsAt'>, startsAt: Instant) => Promise<Outcome<SlotId>>
  readonly remove: (slot: Pick<SlotView, 'id' | 'startsAt'>) => Promise<Outcome>
  readonly reopen: (slot: Pick<SlotView, 'id' | 'startsAt'>) => Promise<Outcome>
  /** Creates what was planned and answers with what was left out after all. */
  readonly copyWeek: (plan: WeekCopyPlan) => Promise<readonly SkippedCopy[]>
}

export interface SlotActionParts {
  /** Where the way back of each change is kept. */
  readonly undoStack: UndoStack
  readonly toasts: SlotToasts
  /** Called with the id of a slot that should have the focus now. */
  readonly onArrive: (slotId: SlotId, startsAt: Instant) => void
}

export function useSlotActions({ undoStack, toasts, onArrive }: SlotActionParts): SlotActions {
  const { t } = useTranslation('calendar')
  const text = useSlotText()
  const { zone } = useFormat()
  const createSlot = useWorkspace(state => state.createSlot)
  const moveSlot = useWorkspace(state => state.moveSlot)
  const removeSlot = useWorkspace(state => state.removeSlot)
  const reopenSlot = useWorkspace(state => state.reopenSlot)

  return useMemo(() => {
    /** @param takeBack answers where the focus belongs afterwards, if anywhere */
    function tell(message: string, takeBack: () => Promise<Outcome<SlotId | undefined>>, startsAt: Instant) {
      const step = () =>
        void takeBack().then(outcome => {
          if (!outcome.ok) toasts.showRefused(text.refusal(outcome))
          else if (outcome.value !== undefined) onArrive(outcome.value, startsAt)
        })
      undoStack.remember(step)
      toasts.showDone(message, () => undoStack.undoStep(step))
    }

    return {
      async create(startsAt) {
        const outcome = await createSlot(startsAt)
        if (outcome.ok)
          tell(t('done.created', { slot: text.when(startsAt) }), () => removeSlot(outcome.value), startsAt)
        return outcome
      },
      async move(slot, startsAt) {
        const outcome = await moveSlot(slot.id, startsAt)
        if (outcome.ok) {
          const { value: movedId } = outcome
          tell(t('done.moved', { slot: text.when(startsAt) }), () => moveSlot(movedId, slot.startsAt), slot.startsAt)
        }
        return outcome
      },
      async remove(slot) {
        const outcome = await removeSlot(slot.id)
        if (outcome.ok) {
          tell(t('done.removed', { slot: text.when(slot.startsAt) }), () => createSlot(slot.startsAt), slot.startsAt)
        }
        return outcome
      },
      async reopen(slot) {
        const outcome = await reopenSlot(slot.id)
        if (outcome.ok) toasts.showDone(t('done.reopened', { slot: text.when(slot.startsAt) }))
        return outcome
      },
      async copyWeek(plan) {
        const created: SlotId[] = []
        const skipped: SkippedCopy[] = [...plan.skipped]
        for (const startsAt of plan.starts) {
          // One after the other: each is judged with the ones before it in place.
          const outcome = await createSlot(startsAt)
          if (outcome.ok) created.push(outcome.value)
          else {
            const { refusal, slotId } = outcome
            const wanted = instantToWallClock(startsAt, zone)
            skipped.push(slotId === undefined ? { wanted, why: refusal } : { wanted, why: refusal, slotId })
          }
        }
        const [first] = plan.starts
        if (created.length > 0 && first !== undefined) {
          const message = [
            t('copy.done', { count: created.length }),
            ...(skipped.length > 0 ? [t('copy.doneSkipped', { count: skipped.length })] : [])
          ].join(' ')
          tell(message, () => removeAll(created), first)
        }
        return skipped
      }
    }

    async function removeAll(slotIds: readonly SlotId[]): Promise<Outcome> {
      const outcomes = await Promise.all(slotIds.map(removeSlot))
      return outcomes.find(outcome => !outcome.ok) ?? { ok: true, value: undefined }
    }
  }, [createSlot, moveSlot, onArrive, removeSlot, reopenSlot, t, text, toasts, undoStack, zone])
}
