import { Button } from '@mantine/core'
import { IconCalendarPlus, IconRepeat } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { findNextWeekly } from '#domain/series/find-next-weekly.ts'
import { LazySeriesDialog } from '#renderer/shared/series/lazy-series-dialog.tsx'
import type { SeriesSubject } from '#renderer/shared/series/series-subject.ts'
import { PencilStudentDialog } from '#renderer/shared/sessions/pencil/pencil-student-dialog.tsx'
import { useOffer, useWorkspace } from '#renderer/store/hooks.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'

/** Whom to book for: by a session, or by what came of an invitation, which has none yet. */
type Known = Pick<SessionCopy, 'partyRole' | 'otherId' | 'otherName' | 'otherZone'> &
  Partial<Pick<SessionCopy, 'status' | 'pencilled' | 'startsAt'>>

/** A coach's way from one session to the next with the same student, or to a series at the same weekday and time. */
export function BookNextButton({ call }: { readonly call: Known }) {
  const { t } = useTranslation('sessions')
  const [isOpen, setOpen] = useState(false)
  const [series, setSeries] = useState<SeriesSubject>()
  const button = useRef<HTMLButtonElement>(null)
  const weekly = useRef<HTMLButtonElement>(null)
  const offersSeries = useOffer('series') === 'offered'
  const coachId = useOpenAccount()?.userId ?? ''
  const zone = useWorkspace(state => state.coaches.find(({ id }) => id === coachId)?.zone)
  const now = useWorkspace(state => state.now)
  // Somebody whose own booking was never granted, or whose account was erased, cannot be booked.
  const isDeclinedClaim = call.status === 'declined' && call.pencilled === undefined
  const isKnown = !isDeclinedClaim && call.status !== 'pencilled' && call.otherName !== ''
  if (call.partyRole !== 'coach' || !isKnown) return null
  const { startsAt } = call
  const student = { id: call.otherId, name: call.otherName, zone: call.otherZone }
  return (
    <>
      <Button
        ref={button}
        size="xs"
        variant="default"
        leftSection={<IconCalendarPlus size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t(startsAt === undefined ? 'action.bookFirst' : 'action.bookNext')}
      </Button>
      {offersSeries && zone !== undefined && startsAt !== undefined && (
        <Button
          ref={weekly}
          size="xs"
          variant="default"
          leftSection={<IconRepeat size={14} aria-hidden />}
          onClick={() => setSeries({ coachId, firstStartsAt: findNextWeekly(startsAt, zone, now()), student })}
        >
          {t('action.bookWeekly')}
        </Button>
      )}
      <PencilStudentDialog
        student={student}
        opened={isOpen}
        onClose={() => setOpen(false)}
        onExited={() => button.current?.focus()}
      />
      <LazySeriesDialog
        subject={series}
        onClose={() => setSeries(undefined)}
        onExited={() => weekly.current?.focus()}
      />
    </>
  )
}
