import { useCallback, useMemo, useRef } from 'react'
import { type SlotId, slotLengthMs } from '#domain/model/primitives.ts'
import { type CalendarDate, instantToLocalText, type WallClock, wallClockToInstant } from '#domain/time/wall-clock.ts'
import type { Refused } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import type { DragTarget } from '../model/drag-target.ts'
import type { DayOff, GridBand } from '../model/grid-hours-bands.ts'
import type { GridEvent } from '../model/grid-event.ts'
import { useSlotBoard } from '../slot-board.ts'
import { useSlotText } from '../use-slot-text.ts'
import { DragGhost } from './drag-ghost.tsx'
import { SlotBlock } from './slot-block.tsx'
import { type BlockProps, TimeGrid } from './time-grid.tsx'
import { useGridDrag } from './use-grid-drag.ts'
import { useGridLabels } from './use-grid-labels.ts'

export interface CalendarGridProps {
  readonly dates: readonly CalendarDate[]
  readonly events: readonly GridEvent[]
  /** Weekly hours and days off, behind the slots. */
  readonly bands: readonly GridBand[]
  readonly daysOff: readonly DayOff[]
  readonly entryCell: WallClock
  readonly mayMove: (slotId: SlotId) => boolean
  readonly onCell: (cell: WallClock, via: 'keyboard' | 'pointer') => void
  readonly onDay: (date: CalendarDate) => void
  /** A slot was dragged to a time, or a new one was opened by dragging; refused ones too. */
  readonly onDrop: (target: DragTarget) => void
  readonly onDragged: (slotId: SlotId | undefined) => void
}

/** Days and hours with the coach's slots, to be dragged in with mouse or pen. */
export function CalendarGrid(props: CalendarGridProps) {
  const { dates, mayMove, onDrop } = props
  const rootRef = useRef<HTMLDivElement>(null)
  const format = useFormat()
  const text = useSlotText()
  const labels = useGridLabels(props.daysOff)
  const now = useWorkspace(state => state.now)
  const findSlotRefusal = useWorkspace(state => state.findSlotRefusal)
  const previewMove = useWorkspace(state => state.previewMove)
  const { viewById } = useSlotBoard()
  const { zone } = format

  const { target, handlers } = useGridDrag({
    rootRef,
    mayMove,
    findRefusal(subject, start): Refused | undefined {
      const { at } = wallClockToInstant(start, zone)
      const moved = subject.kind === 'move' ? viewById.get(subject.slotId) : undefined
      if (moved?.look !== 'booked') return findSlotRefusal(at, moved?.id)
      if (moved.startsAt === at) return undefined
      const preview = previewMove(moved.bookingId ?? '', at)
      return preview.ok ? undefined : preview
    },
    onDrop,
    onDragged: props.onDragged
  })

  const renderBlock = useCallback((id: string, place: BlockProps) => <SlotBlock slotId={id} place={place} />, [])
  const clock = useMemo(() => () => instantToLocalText(now(), zone), [now, zone])

  return (
    // The handlers only add dragging to the buttons inside, which have their own ways with the keyboard.
    <div ref={rootRef} {...handlers}>
      <TimeGrid
        // Where it is scrolled to belongs to the dates shown.
        key={dates.length}
        dates={dates}
        events={props.events}
        bands={props.bands}
        renderBlock={renderBlock}
        entryCell={props.entryCell}
        now={clock}
        labels={labels}
        onCell={props.onCell}
        onDay={props.onDay}
      />
      {target !== undefined && (
        <DragGhost
          rootRef={rootRef}
          target={target}
          time={format.timeRange(twoHoursFrom(target.start, zone))}
          refusalText={target.refused === undefined ? undefined : text.shortRefusal(target.refused)}
        />
      )}
    </div>
  )
}

function twoHoursFrom(start: WallClock, zone: string) {
  const { at } = wallClockToInstant(start, zone)
  return { startsAt: at, endsAt: at + slotLengthMs }
}
