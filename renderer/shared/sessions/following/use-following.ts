import { useEffect, useState } from 'react'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { FollowingSession, SeriesActions } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'

/** What "this and all following" would take in; nothing while that is being fetched, and for a session of no series. */
export function useFollowing(call: SessionCopy): {
  readonly actions: SeriesActions | undefined
  readonly sessions: readonly FollowingSession[]
} {
  const load = useWorkspace(state => state.loadSeriesActions)
  const [actions, setActions] = useState<SeriesActions>()
  const isOfSeries = call.series !== undefined
  useEffect(() => {
    // Where it cannot be fetched, the session can be called off by itself.
    if (isOfSeries)
      load().then(
        loaded => setActions(loaded),
        () => undefined
      )
  }, [isOfSeries, load])
  useWorkspace(state => state.calls)
  return { actions, sessions: actions?.listFollowing(call.id) ?? [] }
}
