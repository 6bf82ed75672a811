import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedAction } from '#domain/actions/list-actions.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { useUndo } from '../undo/use-undo.ts'

/** Ticks an action, or takes the tick away: says so with a way back, or why it was not done. */
export function useSetDone(): (action: ListedAction, isDone: boolean) => Promise<void> {
  const { t } = useTranslation('actions')
  const setActionDone = useWorkspace(state => state.setActionDone)
  const { offer } = useUndo()
  const toasts = useToasts()
  const refusalText = useRefusalText()
  return useCallback(
    async ({ bookingId, id, text }, isDone) => {
      const outcome = await setActionDone(bookingId, id, isDone)
      if (outcome.ok) offer(t(isDone ? 'ticked' : 'unticked', { text }))
      else toasts.showRefused(refusalText(outcome.refusal))
    },
    [setActionDone, offer, toasts, refusalText, t]
  )
}
