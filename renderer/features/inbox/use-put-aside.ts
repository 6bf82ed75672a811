import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Refusal } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'

export interface PutAside {
  /** Puts notices aside, says where they are now, and offers to move them back. */
  readonly putAside: (ids: readonly string[]) => Promise<void>
  readonly moveBack: (ids: readonly string[]) => Promise<void>
  /** Why the last of them was not done. */
  readonly refusal: Refusal | undefined
}

/** Putting notices aside and moving them back: nothing that the journal knows, so the way back is offered at once. */
export function usePutAside(): PutAside {
  const { t } = useTranslation('inbox')
  const { t: shared } = useTranslation('shared')
  const setDismissed = useWorkspace(state => state.setNoticeDismissed)
  const toasts = useToasts()
  const refusalText = useRefusalText()
  const [refusal, setRefusal] = useState<Refusal>()

  /** Stops at the first that is refused, and returns why. */
  async function setAll(ids: readonly string[], isAside: boolean): Promise<Refusal | undefined> {
    for (const id of ids) {
      const outcome = await setDismissed(id, isAside)
      if (!outcome.ok) return outcome.refusal
    }
    return undefined
  }

  async function moveBack(ids: readonly string[]) {
    setRefusal(await setAll(ids, false))
  }

  /** The button that put them aside has gone with its card by then, so the toast tells what is refused. */
  async function undo(ids: readonly string[]) {
    const refused = await setAll(ids, false)
    if (refused !== undefined) toasts.showRefused(refusalText(refused))
  }

  async function putAside(ids: readonly string[]) {
    const refused = await setAll(ids, true)
    setRefusal(refused)
    if (refused !== undefined) return
    const action = { label: shared('action.undo'), onClick: () => void undo(ids) }
    toasts.showDone(t('done.putAside', { count: ids.length }), action)
  }

  return { putAside, moveBack, refusal }
}
