import { Stack, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#domain/assert-never.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { SlotId } from '#domain/model/primitives.ts'
import { isReason } from '#domain/model/reasons.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Interval } from '#domain/time/interval.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { ZoneNote } from '#renderer/ui/zone-note.tsx'
import type { BookingStep } from './booking-step.ts'
import type { Written } from './use-booking.ts'
import classes from './slot-summary.module.css'
import { ConfirmStep } from './steps/confirm-step.tsx'
import { ConfirmedStep } from './steps/confirmed-step.tsx'
import { FailedStep } from './steps/failed-step.tsx'
import { LostStep } from './steps/lost-step.tsx'
import { WaitingStep } from './steps/waiting-step.tsx'
import type { OfferedSlots } from './use-offered-slots.ts'

interface BookingStepViewProps {
  readonly step: BookingStep
  readonly slot: Slot
  readonly offered: OfferedSlots
  readonly written: Written | undefined
  readonly onBook: (slot: Slot, message: string) => void
  /** Another slot was chosen after this one was lost. */
  readonly onInstead: (slotId: SlotId) => void
  /** Several weeks of it instead of this date alone. */
  readonly onRepeat: (slot: Slot) => void
  readonly onClose: () => void
}

/** The slot in question, and below it what the step has to say. */
export function BookingStepView(props: BookingStepViewProps) {
  const container = useRef<HTMLDivElement>(null)
  const { kind } = props.step
  // The button that was pressed is gone with its step: the focus goes to what has come of it, and reads it out.
  useEffect(() => {
    if (kind !== 'confirm') container.current?.focus()
  }, [kind])
  return (
    <Stack gap="md" ref={container} tabIndex={-1} style={{ outline: 'none' }}>
      <SlotSummary slot={props.slot} coach={props.offered.coachById.get(props.slot.coachId)} />
      <StepBody {...props} />
    </Stack>
  )
}

function StepBody({ step, slot, offered, written, onBook, onInstead, onRepeat, onClose }: BookingStepViewProps) {
  const coach = offered.coachById.get(slot.coachId)
  const message = written?.coachId === slot.coachId ? written.message : ''
  const loss = { slot, offered, onBook: (next: Slot) => onInstead(next.id), onClose }
  switch (step.kind) {
    case 'confirm':
      return (
        <ConfirmStep
          slot={slot}
          coach={coach}
          written={message}
          onConfirm={typed => onBook(slot, typed)}
          onRepeat={() => onRepeat(slot)}
          onClose={onClose}
        />
      )
    case 'waiting':
      return <WaitingStep validUntil={step.validUntil} onClose={onClose} />
    case 'confirmed':
      return <ConfirmedStep bookingId={step.bookingId} call={step.call} coach={coach} onClose={onClose} />
    case 'lost':
      return <LostStep {...loss} reason={step.reason} />
    case 'failed':
      // A refusal by the rules is as final as the server's; anything else is worth another try.
      return isReason(step.refusal) ? (
        <LostStep {...loss} reason={step.refusal} />
      ) : (
        <FailedStep refusal={step.refusal} onRetry={() => onBook(slot, message)} onClose={onClose} />
      )
    default:
      return assertNever(step)
  }
}

/** Who, which day, which hours: what a person checks before they say yes. */
function SlotSummary(props: { readonly slot: Interval; readonly coach: CoachProfile | undefined }) {
  const { t } = useTranslation('booking')
  const format = useFormat()
  const { slot, coach } = props
  return (
    <dl className={classes.facts}>
      <dt>{t('dialog.coach')}</dt>
      <dd>
        <Text fw={600} size="sm">
          {coach?.displayName ?? t('unknownCoach')}
        </Text>
        <Text size="xs" c="dimmed">
          {coach?.headline}
        </Text>
      </dd>
      <dt>{t('dialog.date')}</dt>
      <dd>{format.day(slot.startsAt)}</dd>
      <dt>{t('dialog.time')}</dt>
      <dd>
        <Stack gap={0}>
          {format.timeRange(slot)}
          <ZoneNote
            interval={slot}
            otherZone={coach?.zone}
            {...(coach === undefined ? {} : { person: coach.displayName })}
          />
        </Stack>
      </dd>
    </dl>
  )
}
