import { Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { SlotId } from '#domain/model/primitives.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useNow } from '#renderer/ui/use-now.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { DialogHeading } from '../dialog-heading.tsx'
import { SettleByPhone } from '../settle-by-phone.tsx'
import { RescheduleForm } from './reschedule-form.tsx'
import { findRescheduleProgress } from './reschedule-progress.ts'
import { RescheduleResult } from './reschedule-result.tsx'
import { findRescheduleTerms } from './reschedule-terms.ts'

export interface RescheduleDialogProps {
  readonly call: SessionCopy
  /** Chosen already, for example in the inbox. */
  readonly initialSlotId?: SlotId | undefined
  readonly opened: boolean
  readonly onClose: () => void
  readonly onExited: () => void
}

/** From the choice of another slot to the server's answer; past the cut-off a student is given the phone number instead. */
export function RescheduleDialog({ call, initialSlotId, opened, onClose, onExited }: RescheduleDialogProps) {
  const { t } = useTranslation('sessions')
  const { t: shared } = useTranslation('shared')
  const [askedId, setAskedId] = useState<string>()
  const progress = askedId === undefined ? undefined : findRescheduleProgress(call, askedId)
  const isAsked = progress !== undefined && progress.kind !== 'gone'
  function exit() {
    setAskedId(undefined)
    onExited()
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t(isAsked ? `move.title.${progress.kind}` : 'move.title.ask')}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
      returnFocus={false}
      onExitTransitionEnd={exit}
    >
      <Stack gap="md">
        <DialogHeading call={call} />
        {isAsked ? (
          <RescheduleResult call={call} progress={progress} onAgain={() => setAskedId(undefined)} onClose={onClose} />
        ) : (
          <AskStep call={call} initialSlotId={initialSlotId} onClose={onClose} onAsked={setAskedId} />
        )}
      </Stack>
    </Modal>
  )
}

function AskStep(props: {
  readonly call: SessionCopy
  readonly initialSlotId: SlotId | undefined
  readonly onClose: () => void
  readonly onAsked: (requestId: string | undefined) => void
}) {
  const { t } = useTranslation('sessions')
  const { call, onClose } = props
  const ownId = useOpenAccount()?.userId
  const coachId = call.partyRole === 'coach' ? ownId : call.otherId
  const policy = useWorkspace(state => state.coaches.find(coach => coach.id === coachId)?.policy)
  const terms = findRescheduleTerms(call, policy, useNow())
  if (terms.kind === 'phone') {
    const key = terms.hasStarted ? 'move.phoneStarted' : 'move.phone'
    return (
      <SettleByPhone
        call={call}
        deadline={terms.deadline}
        text={(name, deadline) => t(key, { name, deadline })}
        onClose={onClose}
      />
    )
  }
  return <RescheduleForm key={call.id} {...props} terms={terms} coachId={coachId} />
}
