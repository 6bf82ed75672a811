import { type Dispatch, type SetStateAction, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Instant, SlotId } from '#domain/model/primitives.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { nudgeInstant } from './model/nudge-slot.ts'
import type { SlotView } from './model/slot-view.ts'
import type { SlotIntents } from './slot-board.ts'
import type { SlotActions } from './use-slot-actions.ts'
import { useSlotText } from './use-slot-text.ts'
import type { Toasts } from '#renderer/ui/use-toasts.tsx'

/** What is open over the calendar. */
export type OpenDialog =
  | { readonly kind: 'new'; readonly initial: Instant }
  | { readonly kind: 'move'; readonly slot: SlotView }
  | { readonly kind: 'remove'; readonly slot: SlotView }
  | { readonly kind: 'pencil'; readonly slot: SlotView }

export interface IntentParts {
  readonly actions: SlotActions
  readonly toasts: Toasts
  readonly setOpenId: Dispatch<SetStateAction<SlotId | undefined>>
  readonly setDialog: Dispatch<SetStateAction<OpenDialog | undefined>>
  readonly onArrive: (slotId: SlotId, startsAt: Instant) => void
}

/** Turns what the person wants done with a slot into dialogs and changes; says why where it may not be. */
export function useIntents({ actions, toasts, setOpenId, setDialog, onArrive }: IntentParts): SlotIntents {
  const { t } = useTranslation('calendar')
  const { zone } = useFormat()
  const text = useSlotText()
  return useMemo(() => {
    const mayChange = (slot: SlotView): boolean => {
      if (slot.look === 'pencilled') toasts.showRefused(text.refusal({ refusal: 'slot-spoken-for' }))
      else if (slot.look === 'newer') toasts.showRefused(text.refusal({ refusal: 'newer' }))
      else if (slot.look === 'booked') toasts.showRefused(t('refused.booked'))
      else if (slot.look !== 'declined' && !text.isMovable(slot)) toasts.showRefused(t('refused.begun'))
      else return true
      return false
    }
    return {
      open: setOpenId,
      nudge: (slot, nudge) => {
        if (!mayChange(slot)) return
        const startsAt = nudgeInstant(slot.startsAt, nudge, zone)
        void actions.move(slot, startsAt).then(outcome => {
          if (outcome.ok) onArrive(outcome.value, startsAt)
          else toasts.showRefused(text.refusal(outcome))
        })
      },
      askMove: slot => {
        setOpenId(undefined)
        if (mayChange(slot)) setDialog({ kind: 'move', slot })
      },
      askRemove: slot => {
        setOpenId(undefined)
        if (mayChange(slot)) setDialog({ kind: 'remove', slot })
      },
      askPencil: slot => {
        setOpenId(undefined)
        if (mayChange(slot)) setDialog({ kind: 'pencil', slot })
      },
      reopen: slot => {
        setOpenId(undefined)
        void actions.reopen(slot).then(outcome => outcome.ok || toasts.showRefused(text.refusal(outcome)))
      }
    }
  }, [actions, onArrive, setDialog, setOpenId, t, text, toasts, zone])
}
