import { Stack } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { assertNever } from '#domain/assert-never.ts'
import type { SlotId } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { isReason } from '#domain/model/reasons.ts'
import type { BookingStep } from './booking-step.ts'
import { ConfirmStep } from './steps/confirm-step.tsx'
import { ConfirmedStep } from './steps/confirmed-step.tsx'
import { FailedStep } from './steps/failed-step.tsx'
import { LostStep } from './steps/lost-step.tsx'
import { WaitingStep } from './steps/waiting-step.tsx'
import { SlotSummary } from './slot-summary.tsx'
import type { OfferedSlots } from './use-offered-slots.ts'

interface BookingStepViewProps {
  readonly step: BookingStep
  readonly slot: Slot
  readonly offered: OfferedSlots
  readonly onBook: (slotId: SlotId) => void
  /** Another slot was chosen after this one was lost. */
  readonly onInstead: (slotId: SlotId) => void
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

function StepBody({ step, slot, offered, onBook, onInstead, onClose }: BookingStepViewProps) {
  const coach = offered.coachById.get(slot.coachId)
  const loss = { slot, offered, onBook: (next: Slot) => onInstead(next.id), onClose }
  switch (step.kind) {
    case 'confirm':
      return <ConfirmStep slot={slot} coach={coach} onConfirm={() => onBook(slot.id)} onClose={onClose} />
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
        <FailedStep refusal={step.refusal} onRetry={() => onBook(slot.id)} onClose={onClose} />
      )
    default:
      return assertNever(step)
  }
}
