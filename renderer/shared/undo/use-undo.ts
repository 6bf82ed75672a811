import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { SlotId } from '#domain/model/primitives.ts'
import { slotFromId } from '#domain/model/slot.ts'
import type { HistoryEntry } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { paths } from '#renderer/ui/paths.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { useChangeText } from './use-change-text.ts'

/** What happens to the page once a change is undone, for example where the focus goes. */
export type OnUndone = (entry: HistoryEntry) => void

export interface Undo {
  /** Says what was just done in this window, with a button that takes it back. */
  readonly offer: (message: string, onUndone?: OnUndone) => void
  /** Takes back one change, or the last one; says what was undone, or why it was not. */
  readonly run: (entryId?: string, onUndone?: OnUndone) => Promise<void>
}

/** What undo without a name is about: the newest change that can still be undone (JN4). */
function mayBeMeant({ outcome }: HistoryEntry): boolean {
  return outcome !== 'undone' && outcome !== 'declined'
}

/** The one way in which screens take changes back: a toast, a key, a button of the history. */
export function useUndo(): Undo {
  const { t } = useTranslation('history')
  const { t: shared } = useTranslation('shared')
  const undo = useWorkspace(state => state.undo)
  const findLastChange = useWorkspace(state => state.findLastChange)
  const journal = useWorkspace(state => state.journal)
  const toasts = useToasts()
  const changeText = useChangeText()
  const refusalText = useRefusalText()
  const navigate = useNavigate()
  const format = useFormat()
  return useMemo(() => {
    const whenOf = (slotId: SlotId) => {
      const slot = slotFromId(slotId)
      return slot === undefined ? '' : format.dayAndTimeRange(slot)
    }
    async function run(entryId?: string, onUndone?: OnUndone) {
      const outcome = await undo(entryId)
      if (outcome.ok) {
        const { entry, stands, told, booked = [], notRestored } = outcome.value
        const undone = [
          t('undone', { change: changeText(entry) }),
          ...(stands === undefined ? [] : [t('outcomeStands')]),
          ...(told === undefined ? [] : [t('told', { names: told.join(', ') })]),
          ...(booked.length === 0
            ? []
            : [t('bookedMeanwhile', { slots: booked.map(slot => format.dayAndTimeRange(slot)).join('; ') })]),
          ...(notRestored === undefined ? [] : [t('notRestored', { slots: notRestored.map(whenOf).join('; ') })])
        ]
        toasts.showDone(undone.join(' '))
        onUndone?.(entry)
        return
      }
      const { refusal } = outcome
      const meant = journal.find(entry => (entryId === undefined ? mayBeMeant(entry) : entry.id === entryId))
      const reason = refusalText(refusal)
      const named = meant === undefined || refusal === 'undo-nothing' ? undefined : changeText(meant)
      const bookingId = refusal === 'undo-booking' ? meant?.bookingId : undefined
      // What is not undone can still be called off.
      const action =
        bookingId === undefined
          ? undefined
          : { label: t('openSession'), onClick: () => void navigate(paths.sessions({ bookingId })) }
      toasts.showRefused(named === undefined ? reason : t('notUndone', { change: named, reason }), action)
    }
    return {
      run,
      offer(message, onUndone) {
        const entry = findLastChange()
        const action = { label: shared('action.undo'), onClick: () => void run(entry?.id, onUndone) }
        toasts.showDone(message, entry === undefined ? undefined : action)
      }
    }
  }, [changeText, findLastChange, format, journal, navigate, refusalText, shared, t, toasts, undo])
}
