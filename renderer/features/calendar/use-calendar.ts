import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Instant, SlotId } from '#domain/model/primitives.ts'
import { dateAt, type WallClock, wallClockToInstant } from '#domain/time/wall-clock.ts'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { usePrintName } from '#renderer/ui/print/print-name.tsx'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { findFocusAfter, reduceCalendar, startCalendar } from './model/calendar-state.ts'
import type { DragTarget } from './model/drag-target.ts'
import { planWeekCopy, type WeekCopyPlan } from './model/plan-week-copy.ts'
import type { SlotView } from './model/slot-view.ts'
import { suggestStart } from './model/suggest-start.ts'
import { useAskedDialog } from './use-asked-dialog.ts'
import { useCalendarKeys } from './use-calendar-keys.ts'
import { useCalendarModel } from './use-calendar-model.ts'
import { useCalendarTitle } from './use-calendar-title.ts'
import { useIntents } from './use-intents.ts'
import { usePendingFocus } from './use-pending-focus.ts'
import { arriveAfterUndo, useSlotActions } from './use-slot-actions.ts'
import { useSlotText } from './use-slot-text.ts'

/** What the calendar shows and does: its state, and what happens on a click, a key, a drop or a chosen button. */
export function useCalendar() {
  const { t } = useTranslation('calendar')
  const rootRef = useRef<HTMLElement>(null)
  const model = useCalendarModel()
  const { place, goTo, dates, zone, viewById, linkedSlotId, slotsBefore } = model
  const text = useSlotText()
  const title = useCalendarTitle(dates)
  usePrintName(t(`printName.${place.view}`, { dates: title }))
  const findSlotRefusal = useWorkspace(state => state.findSlotRefusal)
  const [state, send] = useReducer(reduceCalendar, linkedSlotId, startCalendar)
  const { openId, draggedId, dialog, wasOpenAtPress } = state
  const removedId = useRef<SlotId>(undefined)
  const requestFocus = usePendingFocus(rootRef, dialog !== undefined)
  const { run: runUndo } = useUndo()
  const toasts = useToasts()

  const onArrive = useCallback(
    (slotId: SlotId, startsAt: Instant) => {
      const date = dateAt(startsAt, zone)
      if (!dates.includes(date)) goTo({ date })
      requestFocus(slotId)
    },
    [dates, goTo, requestFocus, zone]
  )
  const actions = useSlotActions({ onArrive })
  const onUndo = useCallback(() => {
    void runUndo(undefined, entry => arriveAfterUndo(entry, onArrive))
    return true
  }, [onArrive, runUndo])
  const intents = useIntents({ actions, toasts, send, onArrive })

  // A link to one slot (from the inbox, say) leads to it, not just to its day.
  useEffect(() => {
    if (linkedSlotId !== undefined) requestFocus(linkedSlotId)
  }, [linkedSlotId, requestFocus])

  const createAt = useCallback(
    (start: WallClock) => {
      void actions.create(wallClockToInstant(start, zone).at).then(outcome => {
        if (!outcome.ok) toasts.showRefused(text.refusal(outcome))
      })
    },
    [actions, text, toasts, zone]
  )

  const onCell = useCallback(
    (cell: WallClock, via: 'keyboard' | 'pointer') => {
      if (via === 'keyboard') createAt(cell)
      // A stray click must not open two hours to everybody, and one that closes a slot's details means nothing else.
      else if (!wasOpenAtPress)
        send({ kind: 'dialog', dialog: { kind: 'new', initial: wallClockToInstant(cell, zone).at } })
    },
    [createAt, wasOpenAtPress, zone]
  )

  const onDrop = useCallback(
    ({ subject, start, refused }: DragTarget) => {
      if (refused !== undefined) {
        toasts.showRefused(text.refusal(refused))
        return
      }
      if (subject.kind === 'create') {
        createAt(start)
        return
      }
      const slot = viewById.get(subject.slotId)
      const startsAt = wallClockToInstant(start, zone).at
      if (slot === undefined || slot.startsAt === startsAt) return
      if (text.holdsMovable(slot)) {
        intents.askMove(slot, startsAt)
        return
      }
      void actions.move(slot, startsAt).then(outcome => {
        if (outcome.ok) onArrive(outcome.value, startsAt)
        else toasts.showRefused(text.refusal(outcome))
      })
    },
    [actions, createAt, intents, onArrive, text, toasts, viewById, zone]
  )

  const mayMove = useCallback(
    (slotId: SlotId) => {
      const slot = viewById.get(slotId)
      return slot !== undefined && (text.isMovable(slot) || text.holdsMovable(slot))
    },
    [text, viewById]
  )

  const onNew = useCallback(() => {
    const isLawful = (startsAt: Instant) => findSlotRefusal(startsAt) === undefined
    send({ kind: 'dialog', dialog: { kind: 'new', initial: suggestStart(dates, zone, isLawful) } })
  }, [dates, findSlotRefusal, zone])
  const onAway = useCallback(() => send({ kind: 'dialog', dialog: { kind: 'away' } }), [])
  useAskedDialog('new', onNew)
  useAskedDialog('away', onAway)
  const onToday = useCallback(() => goTo({ date: model.today }), [goTo, model.today])
  const onKeyDown = useCalendarKeys({ onStep: model.step, onToday, onNew, onUndo })

  function closeDialog() {
    const focus = findFocusAfter(dialog, removedId.current, model.views)
    if (focus.kind === 'slot') requestFocus(focus.slotId)
    send({ kind: 'closed', dialog })
  }

  async function copyWeek(chosen: WeekCopyPlan) {
    const skipped = await actions.copyWeek(chosen)
    const [unforeseen] = skipped.slice(chosen.skipped.length)
    if (unforeseen !== undefined && unforeseen.why !== 'skipped-hour') {
      toasts.showRefused(text.refusal({ ...unforeseen, refusal: unforeseen.why }))
    }
  }

  const board = useMemo(() => ({ viewById, openId, draggedId, intents }), [viewById, openId, draggedId, intents])
  return {
    rootRef,
    model,
    title,
    board,
    dialog,
    actions,
    mayMove,
    onArrive,
    onCell,
    onDrop,
    onNew,
    onToday,
    onKeyDown,
    closeDialog,
    copyWeek,
    onPress: () => send({ kind: 'pressed' }),
    onDragged: (slotId: SlotId | undefined) => send({ kind: 'dragged', slotId }),
    onRemoved: ({ id }: Pick<SlotView, 'id'>) => {
      removedId.current = id
    },
    onAway,
    onCopyWeek: () =>
      send({ kind: 'dialog', dialog: { kind: 'copy-week', plan: planWeekCopy(slotsBefore, zone, findSlotRefusal) } })
  } as const
}
