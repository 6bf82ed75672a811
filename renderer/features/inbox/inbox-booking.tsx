import { type ReactNode, createContext, useContext, useMemo } from 'react'
import type { Slot } from '#domain/model/slot.ts'
import { BookingDialog } from '#renderer/shared/booking/booking-dialog.tsx'
import { useBooking } from '#renderer/shared/booking/use-booking.ts'
import { type OfferedSlots, useOfferedSlots } from '#renderer/shared/booking/use-offered-slots.ts'

interface InboxBooking {
  readonly offered: OfferedSlots
  readonly ask: (slot: Slot) => void
}

const InboxBookingContext = createContext<InboxBooking | undefined>(undefined)

/** What can be booked instead, and the way to book it. Throws outside InboxBookingProvider. */
export function useInboxBooking(): InboxBooking {
  const value = useContext(InboxBookingContext)
  if (value === undefined) throw new Error('useInboxBooking needs InboxBookingProvider')
  return value
}

/** One booking dialog for the whole inbox: a claim is followed even when its notice is put aside meanwhile. */
export function InboxBookingProvider({ children }: { readonly children: ReactNode }) {
  const offered = useOfferedSlots()
  const booking = useBooking()
  const { ask } = booking
  const value = useMemo(() => ({ offered, ask }), [offered, ask])
  return (
    <InboxBookingContext value={value}>
      {children}
      <BookingDialog booking={booking} offered={offered} />
    </InboxBookingContext>
  )
}
