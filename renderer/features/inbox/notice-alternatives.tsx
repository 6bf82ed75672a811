import { useMemo } from 'react'
import type { Notice } from '#domain/model/notice.ts'
import { AlternativesList } from '../booking/alternatives-list.tsx'
import { useInboxBooking } from './inbox-booking.tsx'

/** After a lost claim: the nearest slots that are still open, each with its button. */
export function NoticeAlternatives({ notice }: { readonly notice: Notice }) {
  const { offered, ask } = useInboxBooking()
  const { slotId, coachId, startsAt } = notice
  const lost = useMemo(
    () =>
      slotId === undefined || coachId === undefined || startsAt === undefined
        ? undefined
        : { id: slotId, coachId, startsAt },
    [slotId, coachId, startsAt]
  )
  return lost === undefined || !offered.isStudent ? null : (
    <AlternativesList lost={lost} offered={offered} onBook={ask} />
  )
}
