import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { SlotTimeForm, type SlotTimeRequest } from './slot-time-form.tsx'

/** Asks for the start of a slot; undefined: closed. */
export function SlotTimeDialog(props: { readonly request: SlotTimeRequest | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation('shared')
  const { request, onClose } = props
  return (
    <Modal
      opened={request !== undefined}
      onClose={onClose}
      title={request?.title}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      // The content goes with the request, so there is nothing to fade out.
      transitionProps={{ exitDuration: 0 }}
    >
      {request !== undefined && <SlotTimeForm request={request} onClose={onClose} />}
    </Modal>
  )
}
