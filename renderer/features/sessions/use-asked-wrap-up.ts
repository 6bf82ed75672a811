import { useEffect } from 'react'
import { useSearchParams } from 'react-router'
import type { Call } from '#domain/model/call.ts'

/** Opens the wrap-up of the session that the address asks for (`?wrap-up=<id>`), once. */
export function useAskedWrapUp(calls: readonly Call[], onWrapUp: (call: Call) => void): void {
  const [params, setParams] = useSearchParams()
  const asked = params.get('wrap-up')
  useEffect(() => {
    if (asked === null) return
    setParams(
      current => {
        const next = new URLSearchParams(current)
        next.delete('wrap-up')
        return next
      },
      { replace: true }
    )
    const call = calls.find(({ id }) => id === asked)
    if (call !== undefined) onWrapUp(call)
  }, [asked, calls, onWrapUp, setParams])
}
