import { Modal, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { useSignIn, useWorkspace } from '#renderer/store/hooks.ts'
import { useNow } from '#renderer/ui/use-now.ts'
import { CancelByPhone } from './cancel-by-phone.tsx'
import { CancelForm } from './cancel-form.tsx'
import { findCancelTerms } from './cancel-terms.ts'
import { DialogHeading } from '../dialog-heading.tsx'

interface CancelDialogProps {
  readonly call: SessionCopy
  /** Opened from a wrap-up: the student called it off at the last moment. */
  readonly isLate: boolean
  readonly opened: boolean
  readonly onClose: () => void
  readonly onExited: () => void
}

/** Says what the terms are before the click; past the cut-off a student is given the phone number instead. */
export function CancelDialog({ call, isLate, opened, onClose, onExited }: CancelDialogProps) {
  const { t } = useTranslation('sessions')
  const { t: shared } = useTranslation('shared')
  const ownId = useSignIn(state => (state.session.kind === 'open' ? state.session.account.userId : undefined))
  const coachId = call.partyRole === 'coach' ? ownId : call.otherId
  const policy = useWorkspace(state => state.coaches.find(coach => coach.id === coachId)?.policy)
  const terms = findCancelTerms(call, policy, useNow())
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={isLate ? t('cancel.lateTitle') : t('cancel.title')}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
      returnFocus={false}
      onExitTransitionEnd={onExited}
    >
      <Stack gap="md">
        <DialogHeading call={call} />
        {terms.kind === 'phone' ? (
          <CancelByPhone call={call} terms={terms} onClose={onClose} />
        ) : (
          <CancelForm key={call.id} call={call} terms={terms} isLate={isLate} onClose={onClose} />
        )}
      </Stack>
    </Modal>
  )
}
