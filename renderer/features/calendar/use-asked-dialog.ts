import { useEffect } from 'react'
import { useSearchParams } from 'react-router'

/** Opens a dialog where the address asks for it (`?new=1`, `?away=1`), once. */
export function useAskedDialog(name: 'new' | 'away', onAsked: () => void): void {
  const [params, setParams] = useSearchParams()
  const isAsked = params.has(name)
  useEffect(() => {
    if (!isAsked) return
    setParams(
      current => {
        const next = new URLSearchParams(current)
        next.delete(name)
        return next
      },
      { replace: true }
    )
    onAsked()
  }, [isAsked, name, onAsked, setParams])
}
