import { type MouseEvent, type PointerEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { WallClock } from '#domain/time/wall-clock.ts'
import type { Refused } from '#renderer/contract/screens.ts'
import { shortcutKeyOf } from '#renderer/ui/shortcut-key.ts'
import {
  type Drag,
  type DragEvent,
  draggedSlotOf,
  idle,
  type PointerPlace,
  type Press,
  pressOf,
  reduceDrag
} from '../model/drag-state.ts'
import type { DragSubject, DragTarget } from '../model/drag-target.ts'
import { cellAt, columnOf, findColumn, pointToClock, scrollAtEdge } from './grid-geometry.ts'

/** How often the grid scrolls on while the pointer rests at its edge, ms. */
const scrollEveryMs = 40

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
  /** Events come faster than the page is drawn: the ref holds what is, the state what is shown. */
  const drag = useRef<Drag>(idle)
  const [shown, setShown] = useState<Drag>(idle)
  const press = pressOf(shown)

  function send(event: DragEvent) {
    const before = draggedSlotOf(drag.current)
    drag.current = reduceDrag(drag.current, event)
    setShown(drag.current)
    const dragged = draggedSlotOf(drag.current)
    if (dragged !== before) onDragged(dragged)
  }

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

  const giveUp = useEffectEvent(() => send({ kind: 'ended' }))

  const follow = useEffectEvent((at: Press, { clientX, clientY }: PointerPlace) => {
    send({ kind: 'moved', place: { clientX, clientY }, target: locate(at, clientX, clientY) })
  })

  const scrollOn = useEffectEvent((at: Press) => {
    if (drag.current.kind !== 'dragging' || rootRef.current === null) return
    const { clientX, clientY } = drag.current.place
    if (scrollAtEdge(rootRef.current, clientY)) send({ kind: 'scrolled', target: locate(at, clientX, clientY) })
  })

  const release = useEffectEvent((at: Press, { clientX, clientY }: PointerPlace) => {
    const drop = drag.current.kind === 'dragging' ? locate(at, clientX, clientY) : undefined
    send({ kind: 'ended' })
    if (drop !== undefined) onDrop(drop)
  })

  useEffect(() => {
    if (press === undefined) return
    const controller = new AbortController()
    const { signal } = controller
    window.addEventListener('pointermove', event => follow(press, event), { signal })
    window.addEventListener('pointerup', event => release(press, event), { signal })
    window.addEventListener('pointercancel', () => giveUp(), { signal })
    window.addEventListener('blur', () => giveUp(), { signal })
    window.addEventListener('keydown', event => shortcutKeyOf(event) === 'Escape' && giveUp(), { signal })
    const timer = setInterval(() => scrollOn(press), scrollEveryMs)
    return () => {
      clearInterval(timer)
      controller.abort()
    }
  }, [press])

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    send({ kind: 'pressed', press: readPress(event) })
  }

  /** Undefined where nothing can be dragged. */
  function readPress(event: PointerEvent<HTMLElement>): Press | undefined {
    if (event.button !== 0 || event.pointerType === 'touch' || !(event.target instanceof Element)) return undefined
    const { clientX, clientY } = event
    const block = event.target.closest<HTMLElement>('[data-event-id]')
    const slotId = block?.dataset.eventId
    if (block !== null && slotId !== undefined) {
      if (!mayMove(slotId)) return undefined
      const grabOffsetPx = clientY - block.getBoundingClientRect().top
      return { subject: { kind: 'move', slotId }, clientX, clientY, grabOffsetPx, origin: undefined }
    }
    const origin = cellAt(event.target)
    if (origin === undefined) return undefined
    return { subject: { kind: 'create' }, clientX, clientY, grabOffsetPx: 0, origin }
  }

  /** The click that the browser makes of a finished drag means nothing. */
  function onClickCapture(event: MouseEvent<HTMLElement>) {
    // One that a key made counts no presses of a button, and is meant.
    if (drag.current.kind === 'over' && event.detail > 0) event.stopPropagation()
    send({ kind: 'clicked' })
  }

  const target = shown.kind === 'dragging' ? shown.target : undefined
  return { target, handlers: { onPointerDown, onClickCapture } } as const
}
