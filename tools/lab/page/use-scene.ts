import { useCallback, useRef, useState } from 'react'
import type { OpenScene } from '../contract.ts'
import { openScene } from './lab-api.ts'

export type SceneState =
  | { readonly kind: 'none' }
  | { readonly kind: 'opening'; readonly recipeId: string }
  | { readonly kind: 'open'; readonly scene: OpenScene }
  | { readonly kind: 'failed'; readonly why: string }

/** The scene on stage. Of several wishes the last counts. */
export function useScene(): { readonly state: SceneState; readonly open: (recipeId: string) => void } {
  const [state, setState] = useState<SceneState>({ kind: 'none' })
  const latest = useRef(0)
  const open = useCallback((recipeId: string) => {
    latest.current += 1
    const mine = latest.current
    const show = (next: SceneState) => (mine === latest.current ? setState(next) : undefined)
    show({ kind: 'opening', recipeId })
    openScene({ recipeId }).then(
      scene => show({ kind: 'open', scene }),
      (error: unknown) => show({ kind: 'failed', why: error instanceof Error ? error.message : String(error) })
    )
  }, [])
  return { state, open }
}
