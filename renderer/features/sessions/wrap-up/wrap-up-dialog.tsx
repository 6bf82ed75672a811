import { Badge, Group, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { BookingId } from '#domain/model/primitives.ts'
import { otherNameOf } from '#renderer/shared/sessions/other-name.ts'
import type { WrapUpQueue } from '../use-session-dialogs.ts'
import { WrapUpForm } from './wrap-up-form-view.tsx'

interface WrapUpDialogProps {
  readonly call: SessionCopy
  readonly queue: WrapUpQueue | undefined
  readonly opened: boolean
  readonly onClose: () => void
  /** Saved or skipped: to the next of the queue, or done. */
  readonly onNext: () => void
  readonly onCancelLate: (bookingId: BookingId) => void
  readonly onExited: () => void
}

/** How a session went: one dialog, offline too; what was typed survives closing it. */
export function WrapUpDialog({ call, queue, opened, onClose, onNext, onCancelLate, onExited }: WrapUpDialogProps) {
  const { t } = useTranslation('sessions')
  const { t: shared } = useTranslation('shared')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      returnFocus={false}
      onExitTransitionEnd={onExited}
      title={
        <Group gap="xs" component="span">
          {t('wrapUp.title', { name: otherNameOf(call, t('erasedName')) })}
          {queue !== undefined && queue.ids.length > 1 && (
            <Badge variant="default">{t('wrapUp.queue', { position: queue.index + 1, total: queue.ids.length })}</Badge>
          )}
        </Group>
      }
      closeButtonProps={{ 'aria-label': shared('action.close') }}
    >
      <WrapUpForm
        key={call.id}
        call={call}
        hasNext={queue !== undefined && queue.index + 1 < queue.ids.length}
        isQueued={queue !== undefined && queue.ids.length > 1}
        onClose={onClose}
        onNext={onNext}
        onCancelLate={() => onCancelLate(call.id)}
      />
    </Modal>
  )
}
