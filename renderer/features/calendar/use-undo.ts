import { useCallback, useMemo, useRef } from 'react'

/** How many steps are remembered. */
const depth = 20

export interface UndoStack {
  readonly remember: (step: () => void) => void
  /** Takes back the newest step. False where there is none. */
  readonly undo: () => boolean
  /** Takes back this step, if it was not taken back yet. */
  readonly undoStep: (step: () => void) => void
}

/** The steps of this visit to the page that can be taken back, newest last. */
export function useUndo(): UndoStack {
  const steps = useRef<readonly (() => void)[]>([])
  const remember = useCallback((step: () => void) => {
    steps.current = [...steps.current, step].slice(-depth)
  }, [])
  const undoStep = useCallback((step: () => void) => {
    if (!steps.current.includes(step)) return
    steps.current = steps.current.filter(known => known !== step)
    step()
  }, [])
  const undo = useCallback(() => {
    const step = steps.current.at(-1)
    if (step !== undefined) undoStep(step)
    return step !== undefined
  }, [undoStep])
  return useMemo(() => ({ remember, undo, undoStep }), [remember, undo, undoStep])
}
