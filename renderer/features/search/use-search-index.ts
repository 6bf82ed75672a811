import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { labelOthers } from '#renderer/shared/sessions/other-name.ts'
import { useSignIn, useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { listSources } from './model/list-sources.ts'
import { createSearchIndex, type Progress, type SearchIndex } from './model/search-index.ts'

/**
 * What can be found of the account that is open. It is read when it is first needed and follows the data while it is; it is gone with the
 * component, and with that the account's window (FN3).
 */
export function useSearchIndex(isNeeded: boolean): {
  readonly index: SearchIndex
  readonly progress: Progress
} {
  const { t } = useTranslation('sessions')
  const erasedName = t('erasedName')
  const format = useFormat()
  const calls = useWorkspace(state => state.calls)
  const coaches = useWorkspace(state => state.coaches)
  const dossiers = useWorkspace(state => state.dossiers)
  const ownId = useSignIn(({ session }) => (session.kind === 'open' ? session.account.userId : undefined))
  const isCoach = useSignIn(({ session }) => session.kind === 'open' && session.account.role === 'coach')
  const [index] = useState(() => createSearchIndex(letOthersRun))
  useEffect(() => () => index.close(), [index])

  const data = useMemo(() => {
    if (!isNeeded || ownId === undefined) return undefined
    return { calls, coaches, dossiers, labels: labelOthers(calls), ownId, isCoach, erasedName, dayOf: format.day }
  }, [isNeeded, ownId, calls, coaches, dossiers, isCoach, erasedName, format])
  useEffect(() => {
    if (data !== undefined) void index.update(listSources(data))
  }, [index, data])

  const progress = useSyncExternalStore(index.subscribe, index.progress)
  return { index, progress }
}

/** Comes back before other work that is not urgent, where the browser can say so. */
function letOthersRun(): Promise<void> {
  const { scheduler } = globalThis as { readonly scheduler?: { readonly yield?: () => Promise<void> } }
  if (scheduler?.yield !== undefined) return scheduler.yield()
  return new Promise(resolve => {
    setTimeout(resolve)
  })
}
