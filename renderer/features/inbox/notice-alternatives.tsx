import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Group, Text, Title } from '@mantine/core'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Notice } from '#domain/model/notice.ts'
import { fieldsOf, readNotice } from '#domain/notices/notice-payload.ts'
import { listToldDates } from '#domain/notices/series-notice.ts'
import type { SlotId } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { AlternativesList } from '#renderer/shared/booking/alternatives-list.tsx'
import { OpenedSlots } from './opened-slots.tsx'
import { PencilStudentDialog } from '#renderer/shared/sessions/pencil/pencil-student-dialog.tsx'
import { findNearest } from '#renderer/shared/booking/nearest-slots.ts'
import { useTargetSlots } from '#renderer/shared/sessions/use-target-slots.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useLastDefined } from '#renderer/ui/use-last-defined.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { useInboxBooking } from './inbox-booking.tsx'
import { MoveSessionButton } from './move-session-button.tsx'
import { useNoticeCall } from './use-notice-call.ts'

/** The nearest slots that can be had instead of what was not granted, each with its button; nothing where none are wanted. */
export function NoticeAlternatives({ notice }: { readonly notice: Notice }) {
  const call = useNoticeCall(notice)
  const told = readNotice(notice)
  // Of several dates nobody knows which one is to be made up for.
  const isOfSeries = listToldDates(notice).length > 0
  switch (told.topic) {
    case 'slot-opened':
      return <OpenedSlots notice={notice} />
    case 'claim-lost':
      return <BookAlternatives notice={notice} />
    case 'pencil-lost':
      return call === undefined ? null : <PencilAlternatives call={call} />
    case 'session-cancelled':
      if (isOfSeries) return null
      // Nobody knows of a student what suits them; a coach has the calendar, and is offered the same student's next session.
      return call?.partyRole === 'coach' ? <PencilAlternatives call={call} /> : <BookAlternatives notice={notice} />
    case 'request-refused': {
      const isMove = !isOfSeries && fieldsOf(told.mine).kind === 'reschedule'
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
  const { slotId, startsAt, reason } = notice
  const call = useNoticeCall(notice)
  const coachId = notice.coachId ?? call?.otherId
  const lost = useMemo(
    () =>
      slotId === undefined || coachId === undefined || startsAt === undefined
        ? undefined
        : { id: slotId, coachId, startsAt, reason },
    [slotId, coachId, startsAt, reason]
  )
  return lost === undefined || !offered.isStudent ? null : (
    <AlternativesList lost={lost} offered={offered} onBook={ask} />
  )
}

/** The nearest slots that a session can still be moved to; nothing where it may not be moved at all. */
function MoveAlternatives({ call, near }: { readonly call: SessionCopy; readonly near: number }) {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const ownId = useOpenAccount()?.userId
  const findRefusal = useWorkspace(state => state.findRescheduleRefusal)
  const slots = useTargetSlots(call.partyRole === 'coach' ? ownId : call.otherId)
  if (call.status !== 'confirmed' || findRefusal(call.id) !== undefined) return null
  const nearest = findNearest(slots, near, slot => findRefusal(call.id, slot.id) === undefined)
  return (
    <NearestButtons
      title={t('nearest.move')}
      slots={nearest}
      render={slot => {
        const when = format.dayAndTimeRange(slot)
        return (
          <MoveSessionButton
            key={slot.id}
            call={call}
            toSlotId={slot.id}
            label={when}
            name={t('action.moveTo', { when })}
          />
        )
      }}
    />
  )
}

/** For a coach whose session with a student did not come about: the nearest own open slots for the same student. */
function PencilAlternatives({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const findRefusal = useWorkspace(state => state.findPencilRefusal)
  const slots = useTargetSlots(useOpenAccount()?.userId)
  const [chosenId, setChosenId] = useState<SlotId>()
  const shownId = useLastDefined(chosenId)
  const { otherId, otherName, otherZone, startsAt } = call
  if (call.partyRole !== 'coach' || otherName === '') return null
  const nearest = findNearest(slots, startsAt, slot => findRefusal(slot.id, otherId) === undefined)
  return (
    <>
      <NearestButtons
        title={t('nearest.pencil', { name: otherName })}
        slots={nearest}
        render={slot => {
          const when = format.dayAndTimeRange(slot)
          return (
            <Button
              key={slot.id}
              size="xs"
              variant="default"
              aria-label={t('action.pencilInto', { when })}
              onClick={() => setChosenId(slot.id)}
            >
              {when}
            </Button>
          )
        }}
      />
      <PencilStudentDialog
        key={shownId}
        student={{ id: otherId, name: otherName, zone: otherZone }}
        initialSlotId={shownId}
        opened={chosenId !== undefined}
        onClose={() => setChosenId(undefined)}
      />
    </>
  )
}

/** The three nearest slots, each with what can be done with it; a word where there is none. */
function NearestButtons(props: {
  readonly title: string
  readonly slots: readonly Slot[]
  readonly render: (slot: Slot) => ReactNode
}) {
  const { t } = useTranslation('inbox')
  return (
    <section>
      <Title order={4} size="sm" mb={6}>
        {props.title}
      </Title>
      {props.slots.length === 0 ? (
        <Text size="sm">{t('nearest.none')}</Text>
      ) : (
        <Group gap="xs">{props.slots.map(props.render)}</Group>
      )}
    </section>
  )
}
