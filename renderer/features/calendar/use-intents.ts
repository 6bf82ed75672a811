import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Instant, SlotId } from '#domain/model/primitives.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import type { Toasts } from '#renderer/ui/use-toasts.tsx'
import type { CalendarDialog, CalendarEvent } from './model/calendar-state.ts'
import { nudgeInstant } from './model/nudge-slot.ts'
import type { SlotView } from './model/slot-view.ts'
import type { SlotIntents } from './slot-board.ts'
import type { SlotActions } from './use-slot-actions.ts'
import { useSlotText } from './use-slot-text.ts'

export interface IntentParts {
  readonly actions: SlotActions
  readonly toasts: Toasts
  readonly send: (event: CalendarEvent) => void
  readonly onArrive: (slotId: SlotId, startsAt: Instant) => void
}

/** Turns what the person wants done with a slot into dialogs and changes; says why where it may not be. */
export function useIntents({ actions, toasts, send, onArrive }: IntentParts): SlotIntents {
  const { t } = useTranslation('calendar')
  const { zone } = useFormat()
  const text = useSlotText()
  return useMemo(() => {
    const mayChange = (slot: SlotView, dialogKind?: CalendarDialog['kind']): boolean => {
      if (slot.look === 'pencilled') toasts.showRefused(text.refusal({ refusal: 'slot-spoken-for' }))
      else if (slot.isPlanned && dialogKind !== 'remove') toasts.showRefused(t('refused.planned'))
      else if (slot.look === 'newer') toasts.showRefused(text.refusal({ refusal: 'newer' }))
      else if (slot.look === 'booked') toasts.showRefused(t('refused.booked'))
      else if (slot.take === 'give-way') toasts.showRefused(text.refusal({ refusal: 'slot-spoken-for' }))
      else if (slot.look !== 'declined' && !slot.isPlanned && !text.isMovable(slot))
        toasts.showRefused(t('refused.begun'))
      else return true
      return false
    }
    const ask = (dialog: CalendarDialog & { readonly slot: SlotView }): void => {
      send({ kind: 'details', slotId: undefined })
      if (mayChange(dialog.slot, dialog.kind)) send({ kind: 'dialog', dialog })
    }
    const moveSession = (slot: SlotView, startsAt: Instant | undefined): void => {
      send({ kind: 'details', slotId: undefined })
      send({ kind: 'dialog', dialog: { kind: 'move-session', slot, startsAt } })
    }
    return {
      open: slotId => send({ kind: 'details', slotId }),
      nudge: (slot, nudge) => {
        const startsAt = nudgeInstant(slot.startsAt, nudge, zone)
        if (text.holdsMovable(slot)) moveSession(slot, startsAt)
        if (text.holdsMovable(slot) || !mayChange(slot)) return
        void actions.move(slot, startsAt).then(outcome => {
          if (outcome.ok) onArrive(outcome.value, startsAt)
          else toasts.showRefused(text.refusal(outcome))
        })
      },
      askMove: (slot, startsAt) => {
        if (text.holdsMovable(slot)) moveSession(slot, startsAt)
        else ask({ kind: 'move', slot })
      },
      askAway: from => {
        send({ kind: 'details', slotId: undefined })
        send({ kind: 'dialog', dialog: { kind: 'away', from } })
      },
      askCancelDay: date => {
        send({ kind: 'details', slotId: undefined })
        send({ kind: 'dialog', dialog: { kind: 'cancel-day', date } })
      },
      askRemove: slot => ask({ kind: 'remove', slot }),
      askPencil: slot => ask({ kind: 'pencil', slot }),
      reopen: slot => {
        send({ kind: 'details', slotId: undefined })
        void actions.reopen(slot).then(outcome => outcome.ok || toasts.showRefused(text.refusal(outcome)))
      }
    }
  }, [actions, onArrive, send, t, text, toasts, zone])
}
