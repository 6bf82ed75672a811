import { useState } from 'react'
import type { SlotId } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { type BookingStep, toBookingStep } from './booking-step.ts'
import { useClaim } from './use-claim.ts'
import { useFocusHome } from '#renderer/ui/use-focus-home.ts'

export interface BookingFlow {
  readonly step: BookingStep | undefined
  /** Opens the question. */
  readonly ask: (slot: Slot) => void
  /** Asks about another slot in the dialog that is open: a second click on what was there before must book nothing. */
  readonly askInstead: (slotId: SlotId) => void
  /** Books without asking again: from the question itself. */
  readonly book: (slotId: SlotId) => void
  readonly close: () => void
  /** For when the dialog has gone. */
  readonly returnFocus: () => void
}

/** The way from a click on a slot to the verdict, for every page that offers slots. */
export function useBooking(): BookingFlow {
  const { state, claim, clear } = useClaim()
  const [asked, setAsked] = useState<SlotId>()
  const [isAside, setAside] = useState(false)
  const focusHome = useFocusHome()
  const step = toBookingStep(asked, state, isAside)
  return {
    step,
    ask: slot => {
      focusHome.remember()
      setAsked(slot.id)
    },
    askInstead: setAsked,
    book: slotId => {
      setAsked(undefined)
      setAside(false)
      void claim(slotId)
    },
    close: () => {
      if (asked !== undefined) setAsked(undefined)
      else if (state.kind === 'waiting') setAside(true)
      else clear()
    },
    returnFocus: focusHome.restore
  }
}
