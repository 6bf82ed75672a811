import '@mantine/schedule/styles.css'
import { DayView, type ScheduleEventData, WeekView } from '@mantine/schedule'
import {
  type ComponentPropsWithoutRef,
  type CSSProperties,
  memo,
  type ReactElement,
  useLayoutEffect,
  useRef
} from 'react'
import type { CalendarDate, WallClock } from '#domain/time/wall-clock.ts'
import type { GridBand } from '../model/grid-hours-bands.ts'
import type { GridEvent } from '../model/grid-event.ts'
import { toLocalText } from '../model/grid-event.ts'
import { gridCellMinutes, gridEndMinutes, gridStartMinutes } from '../model/grid-hours.ts'
import classes from './time-grid.module.css'

export type BlockProps = ComponentPropsWithoutRef<'button'>

/** What the grid says, ready for the person's locale. */
export interface TimeGridLabels {
  readonly cell: (cell: WallClock) => string
  readonly hour: (minutes: number) => string
  readonly weekday: (date: CalendarDate) => string
  /** Of the button at the head of a day's column. */
  readonly day: (date: CalendarDate) => string
}

export interface TimeGridProps {
  /** The days shown, one or seven, ascending. */
  readonly dates: readonly CalendarDate[]
  readonly events: readonly GridEvent[]
  /** Behind the events, to be seen alone. */
  readonly bands: readonly GridBand[]
  /** Draws an event into the place that the given props describe. The element must pass them on to a button. */
  readonly renderBlock: (id: string, props: BlockProps) => ReactElement
  /** The cell that Tab reaches; the arrow keys go on from there. */
  readonly entryCell: WallClock
  /** The coach's clock, `YYYY-MM-DDTHH:mm:ss`. */
  readonly now: () => string
  readonly labels: TimeGridLabels
  readonly onCell: (cell: WallClock, via: 'keyboard' | 'pointer') => void
  readonly onDay: (date: CalendarDate) => void
}

/**
 * The only file that knows @mantine/schedule: days side by side, hours downwards, a cell for each half hour that the
 * arrow keys walk. All times in it are wall-clock times of the coach. The library reads them in the machine's zone,
 * which does no harm because no zone changes its clock in the hours shown.
 *
 * Dragging is ours (use-grid-drag.ts): the library's moves by HTML drag and drop forget where a block was grabbed,
 * cannot say before the drop that a time is refused, and keep elapsed time.
 */
export const TimeGrid = memo(function TimeGrid(props: TimeGridProps) {
  const { dates, labels, entryCell, renderBlock } = props
  const [firstDate = ''] = dates
  const rootRef = useRef<HTMLDivElement>(null)
  const entry = toLocalText(entryCell.date, entryCell.minutes)

  // The library names these buttons "weekday 2026-11-16" and offers no way to change that; it also says nowhere that a
  // day is today but by colour.
  useLayoutEffect(() => {
    for (const [index, button] of (rootRef.current?.querySelectorAll('[data-day-label]') ?? []).entries()) {
      button.setAttribute('aria-label', labels.day(dates[index] ?? ''))
      if (button.hasAttribute('data-today')) button.setAttribute('aria-current', 'date')
      else button.removeAttribute('aria-current')
    }
  })

  const shared = {
    date: firstDate,
    events: [...props.bands.map(toLibraryBand), ...props.events.map(toLibraryEvent)] as ScheduleEventData[],
    startTime: toClockText(gridStartMinutes),
    endTime: toClockText(gridEndMinutes),
    intervalMinutes: gridCellMinutes,
    slotHeight: 48,
    radius: 'md',
    // The names of the days cover more than an hour: the first label that is seen is that of eight, whole.
    startScrollTime: '06:30:00',
    getCurrentTime: props.now,
    withHeader: false,
    withCurrentTimeBubble: false,
    slotLabelFormat: (text: string) => labels.hour(toCell(text).minutes),
    scrollAreaProps: { mah: 'var(--calendar-grid-height)', type: 'auto', scrollbarSize: 8 },
    renderEvent: (event: ScheduleEventData, blockProps: BlockProps) =>
      // The library's dragging and look stay behind: only the place is wanted.
      event.display === 'background' ? (
        <div key={event.id} aria-hidden className={classes.band} data-band={event.title} style={blockProps.style} />
      ) : (
        renderBlock(String(event.id), { style: withGap(blockProps.style), tabIndex: 0 })
      ),
    getTimeSlotProps: ({ start }: { readonly start: string }) => {
      const cell = toCell(start)
      return {
        'aria-label': labels.cell(cell),
        'data-cell-date': cell.date,
        'data-cell-minutes': cell.minutes,
        tabIndex: toLocalText(cell.date, cell.minutes) === entry ? 0 : -1
      }
    },
    onTimeSlotClick: ({ slotStart, nativeEvent }: { slotStart: string; nativeEvent: { readonly detail: number } }) =>
      // A click that a key made counts no presses of a button.
      props.onCell(toCell(slotStart), nativeEvent.detail === 0 ? 'keyboard' : 'pointer')
  } as const

  return (
    <div ref={rootRef} className={classes.grid}>
      {dates.length === 1 ? (
        <DayView {...shared} withAllDaySlot={false} classNames={{ dayViewSlot: classes.cell }} />
      ) : (
        <WeekView
          {...shared}
          // The first of the dates is where the week begins, whatever the library thinks.
          firstDayOfWeek={toLibraryWeekday(firstDate)}
          highlightToday
          withAllDaySlots={false}
          withWeekNumber={false}
          weekendDays={[]}
          weekdayFormat={text => labels.weekday(text.slice(0, 10))}
          attributes={{ weekViewDayLabel: { 'data-day-label': '' } }}
          classNames={{ weekViewDaySlot: classes.cell, weekViewDayWeekday: classes.weekday }}
          onDateChange={props.onDay}
        />
      )}
    </div>
  )
})

/** Neighbours do not touch each other. */
function withGap({ width, height, ...place }: CSSProperties = {}): CSSProperties {
  return { ...place, width: `calc(${width} - 3px)`, height: `calc(${height} - 2px)` }
}

function toLibraryEvent({ id, start, end }: Pick<GridEvent, 'id' | 'start' | 'end'>): ScheduleEventData {
  return { id, title: '', start: start.replace('T', ' '), end: end.replace('T', ' '), color: 'gray' }
}

function toLibraryBand({ id, kind, start, end }: GridBand): ScheduleEventData {
  return { ...toLibraryEvent({ id, start, end }), title: kind, display: 'background' }
}

/** 0 (Sunday) to 6. */
function toLibraryWeekday(date: CalendarDate): 0 | 1 | 2 | 3 | 4 | 5 | 6 {
  return new Date(`${date}T12:00:00Z`).getUTCDay() as 0 | 1 | 2 | 3 | 4 | 5 | 6
}

/** `HH:mm:ss` */
function toClockText(minutes: number): string {
  return toLocalText('', minutes).slice(1)
}

/** Reads `YYYY-MM-DD HH:mm:ss`. */
function toCell(text: string): WallClock {
  return { date: text.slice(0, 10), minutes: Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)) }
}
