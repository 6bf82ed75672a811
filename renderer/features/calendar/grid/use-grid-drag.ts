import { type MouseEvent, type PointerEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { WallClock } from '#domain/time/wall-clock.ts'
import type { Refused } from '#renderer/contract/screens.ts'
import { shortcutKeyOf } from '#renderer/ui/shortcut-key.ts'
import type { DragSubject, DragTarget } from '../model/drag-target.ts'
import { cellAt, columnOf, findColumn, pointToClock, scrollAtEdge } from './grid-geometry.ts'

/** How often the grid scrolls on while the pointer rests at its edge, ms. */
const scrollEveryMs = 40
/** How far the pointer must go before a press becomes a drag, px. */
const thresholdPx = 5

interface Press {
  readonly subject: DragSubject
  readonly clientX: number
  readonly clientY: number
  /** How far below the upper edge of the block it was grabbed, px. */
  readonly grabOffsetPx: number
  /** Where a new slot begins, whatever the length of the drag. */
  readonly origin: WallClock | undefined
}

export interface GridDragOptions {
  readonly rootRef: RefObject<HTMLElement | null>
  readonly mayMove: (slotId: string) => boolean
  readonly findRefusal: (subject: DragSubject, start: WallClock) => Refused | undefined
  readonly onDrop: (target: DragTarget) => void
  /** Which slot is being moved right now. */
  readonly onDragged: (slotId: string | undefined) => void
}

/**
 * Dragging with mouse or pen: on empty time it opens a slot, on a block it moves that slot. Nothing changes before the
 * pointer is released; Escape gives up. A finger scrolls instead; it has the dialogs.
 */
export function useGridDrag({ rootRef, mayMove, findRefusal, onDrop, onDragged }: GridDragOptions) {
  const [press, setPress] = useState<Press>()
  const [target, setTarget] = useState<DragTarget>()
  const hasDragged = useRef(false)
  const lastPoint = useRef({ clientX: 0, clientY: 0 })

  function locate(at: Press, clientX: number, clientY: number): DragTarget | undefined {
    const root = rootRef.current
    if (root === null) return undefined
    const { subject, origin } = at
    const column = origin === undefined ? findColumn(root, clientX) : columnOf(root, origin.date)
    const pointed = column === undefined ? undefined : pointToClock(column, clientY - at.grabOffsetPx)
    if (pointed === undefined) return undefined
    const start =
      origin === undefined || pointed.minutes >= origin.minutes
        ? (origin ?? pointed)
        : { date: origin.date, minutes: pointed.minutes }
    return { subject, start, refused: findRefusal(subject, start) }
  }

  const finish = useEffectEvent((drop: DragTarget | undefined) => {
    setPress(undefined)
    setTarget(undefined)
    onDragged(undefined)
    if (drop !== undefined) onDrop(drop)
  })

  const follow = useEffectEvent((at: Press, clientX: number, clientY: number) => {
    if (!hasDragged.current && Math.hypot(clientX - at.clientX, clientY - at.clientY) < thresholdPx) return
    hasDragged.current = true
    lastPoint.current = { clientX, clientY }
    onDragged(at.subject.kind === 'move' ? at.subject.slotId : undefined)
    setTarget(locate(at, clientX, clientY))
  })

  const scrollOn = useEffectEvent((at: Press) => {
    const { clientX, clientY } = lastPoint.current
    if (!hasDragged.current || rootRef.current === null) return
    if (scrollAtEdge(rootRef.current, clientY)) setTarget(locate(at, clientX, clientY))
  })

  const release = useEffectEvent((at: Press, clientX: number, clientY: number) => {
    finish(hasDragged.current ? locate(at, clientX, clientY) : undefined)
  })

  useEffect(() => {
    if (press === undefined) return
    const controller = new AbortController()
    const { signal } = controller
    window.addEventListener('pointermove', event => follow(press, event.clientX, event.clientY), { signal })
    window.addEventListener('pointerup', event => release(press, event.clientX, event.clientY), { signal })
    window.addEventListener('pointercancel', () => finish(undefined), { signal })
    window.addEventListener('blur', () => finish(undefined), { signal })
    window.addEventListener('keydown', event => shortcutKeyOf(event) === 'Escape' && finish(undefined), { signal })
    const timer = setInterval(() => scrollOn(press), scrollEveryMs)
    return () => {
      clearInterval(timer)
      controller.abort()
    }
  }, [press])

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    hasDragged.current = false
    if (event.button !== 0 || event.pointerType === 'touch' || !(event.target instanceof Element)) return
    const { clientX, clientY } = event
    const block = event.target.closest<HTMLElement>('[data-event-id]')
    const slotId = block?.dataset.eventId
    if (block !== null && slotId !== undefined) {
      if (!mayMove(slotId)) return
      const grabOffsetPx = clientY - block.getBoundingClientRect().top
      setPress({ subject: { kind: 'move', slotId }, clientX, clientY, grabOffsetPx, origin: undefined })
      return
    }
    const origin = cellAt(event.target)
    if (origin !== undefined) setPress({ subject: { kind: 'create' }, clientX, clientY, grabOffsetPx: 0, origin })
  }

  /** The click that the browser makes of a finished drag means nothing. */
  function onClickCapture(event: MouseEvent<HTMLElement>) {
    // One that a key made counts no presses of a button, and is meant.
    if (hasDragged.current && event.detail > 0) event.stopPropagation()
    hasDragged.current = false
  }

  return { target, handlers: { onPointerDown, onClickCapture } } as const
}
