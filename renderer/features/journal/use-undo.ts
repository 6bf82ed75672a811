import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { JournalEntry } from '../../store/contract.ts'
import { useWorkspace } from '../../store/hooks.ts'
import { paths } from '../../ui/paths.ts'
import { useRefusalText } from '../../ui/use-refusal-text.ts'
import { useToasts } from '../../ui/use-toasts.tsx'
import { useChangeText } from './use-change-text.ts'

/** What happens to the page once a change is undone, for example where the focus goes. */
export type OnUndone = (entry: JournalEntry) => void

export interface Undo {
  /** Says what was just done in this window, with a button that takes it back. */
  readonly offer: (message: string, onUndone?: OnUndone) => void
  /** Takes back one change, or the last one; says what was undone, or why it was not. */
  readonly run: (entryId?: string, onUndone?: OnUndone) => Promise<void>
}

/** The one way in which screens take changes back: a toast, a key, a button of the history. */
export function useUndo(): Undo {
  const { t } = useTranslation('history')
  const { t: shared } = useTranslation('shared')
  const undo = useWorkspace(state => state.undo)
  const findLastChange = useWorkspace(state => state.findLastChange)
  const toasts = useToasts()
  const changeText = useChangeText()
  const refusalText = useRefusalText()
  const navigate = useNavigate()
  return useMemo(() => {
    async function run(entryId?: string, onUndone?: OnUndone) {
      const outcome = await undo(entryId)
      if (outcome.ok) {
        const { entry, stands } = outcome.value
        const undone = t('undone', { change: changeText(entry) })
        toasts.showDone(stands === undefined ? undone : `${undone} ${t('outcomeStands')}`)
        onUndone?.(entry)
        return
      }
      const bookingId = outcome.refusal === 'undo-booking' ? findLastChange()?.bookingId : undefined
      // What is not undone can still be called off.
      const action =
        bookingId === undefined
          ? undefined
          : { label: t('openSession'), onClick: () => void navigate(paths.sessions({ bookingId })) }
      toasts.showRefused(refusalText(outcome.refusal), action)
    }
    return {
      run,
      offer(message, onUndone) {
        const entry = findLastChange()
        const action = { label: shared('action.undo'), onClick: () => void run(entry?.id, onUndone) }
        toasts.showDone(message, entry === undefined ? undefined : action)
      }
    }
  }, [changeText, findLastChange, navigate, refusalText, shared, t, toasts, undo])
}
