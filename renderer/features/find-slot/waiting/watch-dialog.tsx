import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OfferedSlots } from '#renderer/shared/booking/use-offered-slots.ts'
import { WatchForm } from './watch-form.tsx'
import type { WatchRequest } from './watch-values.ts'

/** Says what to wait for: "Tell me when ...". */
export function WatchDialog(props: {
  readonly request: WatchRequest | undefined
  readonly offered: OfferedSlots
  readonly onShowAll: () => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('booking')
  const { t: shared } = useTranslation('shared')
  const { request, offered, onShowAll, onClose } = props
  return (
    <Modal
      opened={request !== undefined}
      onClose={onClose}
      title={t(request?.changed === undefined ? 'waiting.title' : 'waiting.changeTitle')}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
      transitionProps={{ exitDuration: 0 }}
    >
      {request !== undefined && (
        <WatchForm request={request} offered={offered} onShowAll={onShowAll} onClose={onClose} />
      )}
    </Modal>
  )
}
