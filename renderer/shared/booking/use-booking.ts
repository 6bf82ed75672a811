import { useState } from 'react'
import type { SlotId, UserId } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { type BookingStep, toBookingStep } from './booking-step.ts'
import { useClaim } from './use-claim.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFocusHome } from '#renderer/ui/use-focus-home.ts'

export interface Written {
  readonly coachId: UserId
  readonly message: string
}

export interface BookingFlow {
  readonly step: BookingStep | undefined
  /** Opens the question. */
  readonly ask: (slot: Slot) => void
  /** Asks about another slot in the dialog that is open: a second click on what was there before must book nothing. */
  readonly askInstead: (slotId: SlotId) => void
  /** Books without asking again: from the question itself. */
  readonly book: (slot: Slot, message: string) => void
  /** The slot whose weekday and time are to be booked for several weeks. */
  readonly repeated: Slot | undefined
  /** From the question about one date to a series, and back. */
  readonly repeat: (slot: Slot) => void
  readonly endSeries: () => void
  /** What was written with the last attempt, and to whom: it goes along to another slot of that coach. */
  readonly written: Written | undefined
  readonly close: () => void
  /** For when the dialog has gone. */
  readonly returnFocus: () => void
}

/** The way from a click on a slot to the verdict, for every page that offers slots. */
export function useBooking(): BookingFlow {
  const { state, claim, clear } = useClaim()
  const [asked, setAsked] = useState<SlotId>()
  const [isAside, setAside] = useState(false)
  const [written, setWritten] = useState<Written>()
  const [repeated, setRepeated] = useState<Slot>()
  const flushDrafts = useWorkspace(state => state.flushDrafts)
  const discardDraft = useWorkspace(state => state.discardDraft)
  const focusHome = useFocusHome()
  const step = toBookingStep(asked, state, isAside)

  /** What was typed is stored before, and is a draft no more once the claim has it (DR2). */
  async function claimWith(slotId: SlotId, coachId: UserId, message: string): Promise<void> {
    if (message !== '') await flushDrafts()
    const outcome = await claim(slotId, message)
    if (outcome?.ok === true && message !== '') await discardDraft('claim', coachId)
  }

  return {
    step,
    ask: slot => {
      focusHome.remember()
      setAsked(slot.id)
    },
    askInstead: setAsked,
    written,
    repeated,
    repeat: slot => {
      setAsked(undefined)
      setRepeated(slot)
    },
    endSeries: () => {
      setRepeated(undefined)
      focusHome.restore()
    },
    book: ({ id, coachId }, message) => {
      setAsked(undefined)
      setAside(false)
      setWritten({ coachId, message })
      void claimWith(id, coachId, message)
    },
    close: () => {
      if (asked !== undefined) setAsked(undefined)
      else if (state.kind === 'waiting') setAside(true)
      else clear()
    },
    returnFocus: focusHome.restore
  }
}
