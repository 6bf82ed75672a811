import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Instant, SlotId } from '#domain/model/primitives.ts'
import { dateAt, type WallClock, wallClockToInstant } from '#domain/time/wall-clock.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { usePrintName } from '#renderer/ui/print/print-name.tsx'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'
import { CalendarBody } from './calendar-body.tsx'
import { CalendarDialogs } from './calendar-dialogs.tsx'
import { CalendarLegend } from './calendar-legend.tsx'
import { CalendarToolbar } from './calendar-toolbar.tsx'
import type { DragTarget } from './model/drag-target.ts'
import { neighbourOf } from './model/neighbour.ts'
import { planWeekCopy, type WeekCopyPlan } from './model/plan-week-copy.ts'
import { suggestStart } from './model/suggest-start.ts'
import { SlotBoardContext } from './slot-board.ts'
import { useAskedForNew } from './use-asked-for-new.ts'
import { useCalendarKeys } from './use-calendar-keys.ts'
import { useCalendarModel } from './use-calendar-model.ts'
import { useCalendarTitle } from './use-calendar-title.ts'
import { type OpenDialog, useIntents } from './use-intents.ts'
import { usePendingFocus } from './use-pending-focus.ts'
import { arriveAfterUndo, useSlotActions } from './use-slot-actions.ts'
import { useSlotText } from './use-slot-text.ts'

/** The calendar of an account whose data is there. */
export function Calendar() {
  const { t } = useTranslation('calendar')
  const rootRef = useRef<HTMLElement>(null)
  const model = useCalendarModel()
  const { place, goTo, dates, zone, viewById, linkedSlotId, slotsBefore } = model
  const text = useSlotText()
  const title = useCalendarTitle(dates)
  usePrintName(t(`printName.${place.view}`, { dates: title }))
  const findSlotRefusal = useWorkspace(state => state.findSlotRefusal)
  const [openId, setOpenId] = useState<SlotId | undefined>(linkedSlotId)
  const [draggedId, setDraggedId] = useState<SlotId>()
  const [dialog, setDialog] = useState<OpenDialog>()
  const [plan, setPlan] = useState<WeekCopyPlan>()
  const removedId = useRef<SlotId>(undefined)
  const requestFocus = usePendingFocus(rootRef)
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
  const intents = useIntents({ actions, toasts, setOpenId, setDialog, onArrive })

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

  const wasOpenAtPress = useRef(false)
  const onCell = useCallback(
    (cell: WallClock, via: 'keyboard' | 'pointer') => {
      if (via === 'keyboard') createAt(cell)
      // A stray click must not open two hours to everybody, and one that closes a slot's details means nothing else.
      else if (!wasOpenAtPress.current) setDialog({ kind: 'new', initial: wallClockToInstant(cell, zone).at })
    },
    [createAt, zone]
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
      void actions.move(slot, startsAt).then(outcome => {
        if (outcome.ok) onArrive(outcome.value, startsAt)
        else toasts.showRefused(text.refusal(outcome))
      })
    },
    [actions, createAt, onArrive, text, toasts, viewById, zone]
  )

  const mayMove = useCallback(
    (slotId: SlotId) => {
      const slot = viewById.get(slotId)
      return slot !== undefined && text.isMovable(slot)
    },
    [text, viewById]
  )

  const onNew = useCallback(() => {
    const isLawful = (startsAt: Instant) => findSlotRefusal(startsAt) === undefined
    setDialog({ kind: 'new', initial: suggestStart(dates, zone, isLawful) })
  }, [dates, findSlotRefusal, zone])
  useAskedForNew(onNew)
  const onToday = useCallback(() => goTo({ date: model.today }), [goTo, model.today])
  const onKeyDown = useCalendarKeys({ onStep: model.step, onToday, onNew, onUndo })

  function closeDialog() {
    // Its details, from which it was opened, are gone; after a removal so is the slot, and its neighbour comes next.
    if (dialog !== undefined && dialog.kind !== 'new') {
      const { id } = dialog.slot
      requestFocus(removedId.current === id ? neighbourOf(id, model.views) : id)
    }
    setDialog(undefined)
  }

  async function copyWeek(chosen: WeekCopyPlan) {
    const skipped = await actions.copyWeek(chosen)
    const [unforeseen] = skipped.slice(chosen.skipped.length)
    if (unforeseen !== undefined && unforeseen.why !== 'skipped-hour') {
      toasts.showRefused(text.refusal({ ...unforeseen, refusal: unforeseen.why }))
    }
  }

  const board = useMemo(() => ({ viewById, openId, draggedId, intents }), [viewById, openId, draggedId, intents])
  return (
    <SlotBoardContext value={board}>
      {/* Keys that the buttons inside leave over; each has a button too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <section
        ref={rootRef}
        onKeyDown={onKeyDown}
        onPointerDownCapture={() => {
          wasOpenAtPress.current = openId !== undefined
        }}
        aria-label={title}
      >
        <CalendarToolbar
          place={place}
          title={title}
          ends={model.ends}
          onStep={model.step}
          onToday={onToday}
          onView={view => goTo({ view })}
          onNew={onNew}
          onCopyWeek={() => setPlan(planWeekCopy(slotsBefore, zone, findSlotRefusal))}
        />
        <CalendarBody
          model={model}
          mayMove={mayMove}
          onCell={onCell}
          onDrop={onDrop}
          onDragged={setDraggedId}
          onNew={onNew}
        />
        <CalendarLegend />
      </section>
      <CalendarDialogs
        dialog={dialog}
        onClose={closeDialog}
        onRemoved={({ id }) => {
          removedId.current = id
        }}
        plan={plan}
        onClosePlan={() => setPlan(undefined)}
        onCopyWeek={copyWeek}
        actions={actions}
        onArrive={onArrive}
      />
    </SlotBoardContext>
  )
}
