import { useEffect, useLayoutEffect, useRef } from 'react'
import { useFocusHome } from '#renderer/ui/use-focus-home.ts'

/**
 * Once a dialog without a transition has closed, gives the focus back to where it was, and only then does what was chosen: a dialog that opens
 * then takes the focus back there, too.
 */
export function useAfterClosing(opened: boolean, act: () => void): void {
  const home = useFocusHome()
  const latest = useRef({ home, act })
  const wasOpened = useRef(false)
  useLayoutEffect(() => {
    latest.current = { home, act }
  })
  // Before the dialog takes the focus.
  useLayoutEffect(() => {
    if (opened) latest.current.home.remember()
  }, [opened])
  useEffect(() => {
    if (wasOpened.current && !opened) {
      latest.current.home.restore()
      latest.current.act()
    }
    wasOpened.current = opened
  }, [opened])
}
