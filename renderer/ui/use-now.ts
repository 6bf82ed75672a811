import { useEffect, useState } from 'react'
import type { Instant } from '#domain/model/primitives.ts'
import { useWorkspace } from '../store/hooks.ts'

/**
 * The time by the server's clock, epoch ms, renewed while the component is shown.
 * @param everyMs how often; half a minute unless told
 */
export function useNow(everyMs = 30_000): Instant {
  const now = useWorkspace(state => state.now)
  const [at, setAt] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), everyMs)
    return () => clearInterval(timer)
  }, [now, everyMs])
  return at
}
