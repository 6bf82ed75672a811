import { describe, expect, test } from 'vitest'
import {
  type CalendarDialog,
  findFocusAfter,
  reduceCalendar,
  startCalendar
} from '#renderer/features/calendar/model/calendar-state.ts'
import {
  type Drag,
  type DragEvent,
  draggedSlotOf,
  idle,
  type Press,
  pressOf,
  reduceDrag
} from '#renderer/features/calendar/model/drag-state.ts'
import type { SlotView } from '#renderer/features/calendar/model/slot-view.ts'

const slots = ['a', 'b', 'c'].map(id => ({ id }) as SlotView)
const [, slot] = slots as [SlotView, SlotView, SlotView]
const moving: CalendarDialog = { kind: 'move', slot }
const creating: CalendarDialog = { kind: 'new', initial: 0 }
const copying: CalendarDialog = { kind: 'copy-week', plan: { starts: [], skipped: [] } }

describe('what is open over the calendar', () => {
  test('a link opens the details of its slot, and they can be shut', () => {
    const linked = startCalendar('a')
    expect(linked).toMatchObject({ openId: 'a', dialog: undefined, draggedId: undefined })
    expect(reduceCalendar(linked, { kind: 'details', slotId: undefined }).openId).toBeUndefined()
  })

  test('one dialog is open, and the last one asked for', () => {
    const first = reduceCalendar(startCalendar(undefined), { kind: 'dialog', dialog: moving })
    const second = reduceCalendar(first, { kind: 'dialog', dialog: creating })
    expect(second.dialog).toBe(creating)
    // What the first one does when it ends concerns it alone.
    expect(reduceCalendar(second, { kind: 'closed', dialog: moving }).dialog).toBe(creating)
    expect(reduceCalendar(second, { kind: 'closed', dialog: creating }).dialog).toBeUndefined()
  })

  test('a press remembers whether it met open details, also once they are shut', () => {
    const pressed = reduceCalendar(startCalendar('a'), { kind: 'pressed' })
    const shut = reduceCalendar(pressed, { kind: 'details', slotId: undefined })
    expect(shut.wasOpenAtPress).toBe(true)
    expect(reduceCalendar(shut, { kind: 'pressed' }).wasOpenAtPress).toBe(false)
  })

  test('an event that changes nothing draws nothing', () => {
    const state = startCalendar(undefined)
    for (const kind of ['details', 'dragged'] as const) {
      expect(reduceCalendar(state, { kind, slotId: undefined })).toBe(state)
    }
    expect(reduceCalendar(state, { kind: 'pressed' })).toBe(state)
    expect(reduceCalendar(state, { kind: 'closed', dialog: moving })).toBe(state)
  })

  test('a closed dialog gives the focus to its slot, or to the neighbour of one that is gone', () => {
    expect(findFocusAfter(moving, undefined, slots)).toEqual({ kind: 'slot', slotId: 'b' })
    expect(findFocusAfter({ kind: 'remove', slot }, 'b', slots)).toEqual({ kind: 'slot', slotId: 'c' })
    expect(findFocusAfter({ kind: 'remove', slot }, 'b', [slot])).toEqual({ kind: 'slot', slotId: undefined })
    for (const dialog of [creating, copying, undefined]) {
      expect(findFocusAfter(dialog, undefined, slots)).toEqual({ kind: 'stays' })
    }
  })
})

describe('a drag', () => {
  const press: Press = {
    subject: { kind: 'move', slotId: 'b' },
    clientX: 10,
    clientY: 10,
    grabOffsetPx: 3,
    origin: undefined
  }
  const target = { subject: press.subject, start: { date: '2026-11-18', minutes: 600 }, refused: undefined }
  const moved = (clientX: number, clientY: number): DragEvent => ({
    kind: 'moved',
    place: { clientX, clientY },
    target
  })
  const run = (...events: readonly DragEvent[]): Drag => events.reduce(reduceDrag, idle)
  const pressed: DragEvent = { kind: 'pressed', press }
  const ended: DragEvent = { kind: 'ended' }

  test('begins when the pointer has gone five pixels, in any direction', () => {
    expect(run(pressed, moved(13, 13)).kind).toBe('pressed')
    expect(run(pressed, moved(13, 14))).toEqual({
      kind: 'dragging',
      press,
      place: { clientX: 13, clientY: 14 },
      target
    })
    // Once begun it goes on near its start.
    expect(run(pressed, moved(30, 30), moved(10, 10)).kind).toBe('dragging')
  })

  test('names its slot while it lasts', () => {
    expect(draggedSlotOf(run(pressed))).toBeUndefined()
    expect(draggedSlotOf(run(pressed, moved(30, 30)))).toBe('b')
    expect(draggedSlotOf(run(pressed, moved(30, 30), ended))).toBeUndefined()
    expect(pressOf(run(pressed))).toBe(press)
    expect(pressOf(run(pressed, ended))).toBeUndefined()
  })

  test('makes its click mean nothing, and only its click', () => {
    expect(run(pressed, moved(30, 30), ended).kind).toBe('over')
    expect(run(pressed, moved(30, 30), ended, { kind: 'clicked' })).toEqual(idle)
    // A press without a drag is a click like any other.
    expect(run(pressed, ended)).toEqual(idle)
    expect(run(pressed, moved(30, 30), ended, { kind: 'pressed', press: undefined })).toEqual(idle)
  })

  test('takes another place when the grid scrolls below it, and nothing else does', () => {
    const scrolled: DragEvent = { kind: 'scrolled', target: undefined }
    expect(run(pressed, moved(30, 30), scrolled)).toMatchObject({ kind: 'dragging', target: undefined })
    expect(run(pressed, scrolled).kind).toBe('pressed')
    expect(run(moved(30, 30), scrolled)).toEqual(idle)
  })
})
