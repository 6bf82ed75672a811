import { CalendarBody } from './calendar-body.tsx'
import { CalendarDialogs } from './calendar-dialogs.tsx'
import { CalendarLegend } from './calendar-legend.tsx'
import { CalendarToolbar } from './calendar-toolbar.tsx'
import { SlotBoardContext } from './slot-board.ts'
import { useCalendar } from './use-calendar.ts'

/** The calendar of an account whose data is there. */
export function Calendar() {
  const { rootRef, model, title, board, dialog, actions, ...on } = useCalendar()
  return (
    <SlotBoardContext value={board}>
      {/* Keys that the buttons inside leave over; each has a button too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <section ref={rootRef} onKeyDown={on.onKeyDown} onPointerDownCapture={on.onPress} aria-label={title}>
        <CalendarToolbar
          place={model.place}
          title={title}
          ends={model.ends}
          onStep={model.step}
          onToday={on.onToday}
          onView={view => model.goTo({ view })}
          onNew={on.onNew}
          onCopyWeek={on.onCopyWeek}
          onAway={on.onAway}
        />
        <CalendarBody
          model={model}
          mayMove={on.mayMove}
          onCell={on.onCell}
          onDrop={on.onDrop}
          onDragged={on.onDragged}
          onNew={on.onNew}
        />
        <CalendarLegend />
      </section>
      <CalendarDialogs
        dialog={dialog}
        onClose={on.closeDialog}
        onRemoved={on.onRemoved}
        onCopyWeek={on.copyWeek}
        actions={actions}
        onArrive={on.onArrive}
      />
    </SlotBoardContext>
  )
}
