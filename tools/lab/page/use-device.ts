import { useComputedColorScheme } from '@mantine/core'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { DeviceMessage, Network, SeatedDevice, WindowMessage } from '../contract.ts'
import { setDevice } from './lab-api.ts'

interface Switches {
  readonly network: Network
  readonly clockAheadMs: number
}

interface DeviceControl extends Switches {
  readonly frame: RefObject<HTMLIFrameElement | null>
  /** Whether the application stands in the frame. */
  readonly status: 'entering' | 'loaded' | 'failed'
  readonly problem: string | undefined
  /** Whether a switch was pressed that has no effect yet. */
  readonly isSwitching: boolean
  readonly set: (change: Partial<Switches>) => void
}

/** The switches of one window: first the way to the server changes, then the window is told, as its system would. */
export function useDevice({ seat, origin }: SeatedDevice): DeviceControl {
  const frame = useRef<HTMLIFrameElement>(null)
  const [status, setStatus] = useState<DeviceControl['status']>('entering')
  const [problem, setProblem] = useState<string>()
  const [switches, setSwitches] = useState<Switches>({ network: 'online', clockAheadMs: 0 })
  const [pending, setPending] = useState(0)
  // One change after the other: quick clicks arrive in their order.
  const queue = useRef<Promise<unknown>>(Promise.resolve())

  useEffect(() => {
    const listen = ({ origin: from, source, data }: MessageEvent<WindowMessage>) => {
      if (from !== origin || source !== frame.current?.contentWindow) return
      if (data.kind === 'coachdesk-lab-loaded') setStatus('loaded')
      if (data.kind === 'coachdesk-lab-failed') {
        setStatus('failed')
        setProblem(`Nobody could be signed in (${data.why}). Start afresh.`)
      }
    }
    window.addEventListener('message', listen)
    return () => window.removeEventListener('message', listen)
  }, [origin])

  const send = useCallback(
    (message: DeviceMessage) => frame.current?.contentWindow?.postMessage(message, origin),
    [origin]
  )
  const colorScheme = useComputedColorScheme('light')
  useEffect(() => {
    if (status === 'loaded') send({ kind: 'coachdesk-lab-look', colorScheme })
  }, [colorScheme, status, send])

  function set(change: Partial<Switches>): void {
    const next = { ...switches, ...change }
    setSwitches(next)
    setPending(count => count + 1)
    const task = queue.current.then(async () => {
      await setDevice({ seat, ...next })
      const state = { online: next.network !== 'cut', clockAheadMs: next.clockAheadMs }
      send({ kind: 'coachdesk-lab-device', state })
      setProblem(undefined)
    })
    queue.current = task
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)))
      .finally(() => setPending(count => count - 1))
  }
  return { frame, status, problem, isSwitching: pending > 0, ...switches, set }
}
