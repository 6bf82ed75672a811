import { useMemo } from 'react'
import type { Notice } from '#domain/model/notice.ts'
import { AlternativesList } from '#renderer/shared/booking/alternatives-list.tsx'
import { useInboxBooking } from './inbox-booking.tsx'
import { MoveAlternatives } from './move-alternatives.tsx'
import { PencilAlternatives } from './pencil-alternatives.tsx'
import { readMine } from './read-version.ts'
import { useNoticeCall } from './use-notice-call.ts'

/** The nearest slots that can be had instead of what was not granted, each with its button; nothing where none are wanted. */
export function NoticeAlternatives({ notice }: { readonly notice: Notice }) {
  const call = useNoticeCall(notice)
  switch (notice.topic) {
    case 'claim-lost':
      return <BookAlternatives notice={notice} />
    case 'pencil-lost':
      return call === undefined ? null : <PencilAlternatives call={call} />
    case 'session-cancelled':
      // Nobody knows of a student what suits them; a coach has the calendar, and is offered the same student's next session.
      return call?.partyRole === 'coach' ? <PencilAlternatives call={call} /> : <BookAlternatives notice={notice} />
    case 'request-refused': {
      const asked = readMine(notice)
      const isMove = asked?.kind === 'fields' && asked.fields.kind === 'reschedule'
      return isMove && call !== undefined ? <MoveAlternatives call={call} near={call.startsAt} /> : null
    }
    case 'withdrawn-late':
      // Of a cancellation that could not be taken back: the way to another session.
      if (call?.status !== 'cancelled') return null
      return call.partyRole === 'coach' ? <PencilAlternatives call={call} /> : <BookAlternatives notice={notice} />
    case 'slot-booked-meanwhile':
      return call === undefined ? null : <MoveAlternatives call={call} near={call.startsAt} />
    default:
      return null
  }
}

function BookAlternatives({ notice }: { readonly notice: Notice }) {
  const { offered, ask } = useInboxBooking()
  const { slotId, startsAt } = notice
  const call = useNoticeCall(notice)
  const coachId = notice.coachId ?? call?.otherId
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
