import { useEffect, useRef } from 'react'
import { useSearchParams } from 'react-router'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { SessionAction } from '#renderer/shared/sessions/session-actions.ts'

const parameters = { 'wrap-up': 'wrapUp', move: 'move' } as const satisfies Record<string, SessionAction>

/** Opens the dialog that the address asks for (`?wrap-up=<id>` or `?move=<id>`), once. */
export function useAskedAction(
  calls: readonly SessionCopy[],
  onAct: (action: SessionAction, call: SessionCopy) => void
): void {
  const [params, setParams] = useSearchParams()
  const name = params.has('move') ? 'move' : 'wrap-up'
  const asked = params.get(name)
  const doneFor = useRef<string>(null)
  useEffect(() => {
    // The address changes a moment after it was asked to: until then it is the same request.
    const isNew = asked !== null && asked !== doneFor.current
    doneFor.current = asked
    if (!isNew) return
    setParams(
      current => {
        const next = new URLSearchParams(current)
        next.delete(name)
        return next
      },
      { replace: true }
    )
    const call = calls.find(({ id }) => id === asked)
    if (call !== undefined) onAct(parameters[name], call)
  }, [asked, calls, name, onAct, setParams])
}
