import { IconBan } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { createPortal } from 'react-dom'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { minuteMs } from '#domain/time/durations.ts'
import type { DragTarget } from '../model/drag-target.ts'
import { gridEndMinutes, gridStartMinutes } from '../model/grid-hours.ts'
import classes from './drag-ghost.module.css'
import { columnOf } from './grid-geometry.ts'

const shownMinutes = gridEndMinutes - gridStartMinutes
const slotMinutes = slotLengthMs / minuteMs

/** The two hours that a drag would take, drawn where they would be, with the reason where they may not. */
export function DragGhost(props: {
  readonly rootRef: RefObject<HTMLElement | null>
  readonly target: DragTarget
  readonly time: string
  readonly refusalText: string | undefined
}) {
  const { start } = props.target
  const column = props.rootRef.current === null ? undefined : columnOf(props.rootRef.current, start.date)
  if (column === undefined) return null
  const top = ((start.minutes - gridStartMinutes) / shownMinutes) * 100
  const height = (Math.min(slotMinutes, gridEndMinutes - start.minutes) / shownMinutes) * 100
  const { refusalText } = props
  return createPortal(
    <div
      className={classes.ghost}
      data-refused={refusalText !== undefined || undefined}
      data-testid="drag-ghost"
      style={{ top: `${top}%`, height: `${height}%` }}
    >
      <strong>{props.time}</strong>
      {refusalText !== undefined && (
        <span className={classes.why}>
          <IconBan size={13} stroke={2} aria-hidden /> {refusalText}
        </span>
      )}
    </div>,
    column
  )
}
