import { useEffect } from 'react'
import { useSearchParams } from 'react-router'

/** Opens the dialog for a new slot where the address asks for it (`?new=1`), once. */
export function useAskedForNew(onNew: () => void): void {
  const [params, setParams] = useSearchParams()
  const isAsked = params.has('new')
  useEffect(() => {
    if (!isAsked) return
    setParams(
      current => {
        const next = new URLSearchParams(current)
        next.delete('new')
        return next
      },
      { replace: true }
    )
    onNew()
  }, [isAsked, onNew, setParams])
}
