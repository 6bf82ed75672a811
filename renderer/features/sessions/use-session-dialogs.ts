import { useState } from 'react'
import { assertNever } from '#domain/assert-never.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { BookingId } from '#domain/model/primitives.ts'
import { type FocusHome, useFocusHome } from '#renderer/ui/use-focus-home.ts'
import type { SessionAction } from '#renderer/shared/sessions/session-actions.ts'

/** Sessions that are wrapped up one after another. */
export interface WrapUpQueue {
  readonly ids: readonly BookingId[]
  readonly index: number
}

/** The dialog that is open over the page; one at a time. */
export type OpenDialog =
  | { readonly kind: 'wrap-up'; readonly bookingId: BookingId; readonly queue?: WrapUpQueue }
  | { readonly kind: 'cancel'; readonly bookingId: BookingId; readonly isLate: boolean }
  | { readonly kind: 'review'; readonly bookingId: BookingId }
  | { readonly kind: 'move'; readonly bookingId: BookingId }

export interface SessionDialogs {
  readonly dialog: OpenDialog | undefined
  readonly act: (action: SessionAction, call: SessionCopy) => void
  readonly startQueue: (calls: readonly SessionCopy[]) => void
  /** To the next of the queue; closes after the last and where there is none. */
  readonly next: () => void
  readonly cancelLate: (bookingId: BookingId) => void
  readonly close: () => void
  /** For when the last dialog has gone. */
  readonly returnFocus: FocusHome['restore']
}

/** Which dialog is open, and where the focus goes afterwards. */
export function useSessionDialogs(): SessionDialogs {
  const [dialog, setDialog] = useState<OpenDialog>()
  const focusHome = useFocusHome()

  function open(next: OpenDialog) {
    // One dialog may lead to another; what counts is where the person came from.
    if (dialog === undefined) focusHome.remember()
    setDialog(next)
  }

  function openQueued(ids: readonly BookingId[], index: number) {
    const bookingId = ids[index]
    if (bookingId === undefined) setDialog(undefined)
    else open({ kind: 'wrap-up', bookingId, queue: { ids, index } })
  }

  return {
    dialog,
    act: (action, { id }) => open(toDialog(action, id)),
    startQueue: calls =>
      openQueued(
        calls.map(call => call.id),
        0
      ),
    next: () => {
      const queue = dialog?.kind === 'wrap-up' ? dialog.queue : undefined
      if (queue === undefined) setDialog(undefined)
      else openQueued(queue.ids, queue.index + 1)
    },
    cancelLate: bookingId => open({ kind: 'cancel', bookingId, isLate: true }),
    close: () => setDialog(undefined),
    returnFocus: focusHome.restore
  }
}

function toDialog(action: SessionAction, bookingId: BookingId): OpenDialog {
  switch (action) {
    case 'wrapUp':
    case 'editWrapUp':
      return { kind: 'wrap-up', bookingId }
    case 'review':
    case 'editReview':
      return { kind: 'review', bookingId }
    case 'move':
      return { kind: 'move', bookingId }
    case 'cancel':
      return { kind: 'cancel', bookingId, isLate: false }
    default:
      return assertNever(action)
  }
}
