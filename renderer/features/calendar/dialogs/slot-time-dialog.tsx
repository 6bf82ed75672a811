import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Instant, SlotId } from '#domain/model/primitives.ts'
import type { Outcome } from '#renderer/contract/screens.ts'
import { SlotTimeForm } from './slot-time-form.tsx'

/** What the dialog is opened for. */
export interface SlotTimeRequest {
  readonly title: string
  readonly submitLabel: string
  readonly initial: Instant
  /** The slot that is moved: it does not stand in its own way. */
  readonly movesFrom?: SlotId
  /** What the change affects. */
  readonly note?: ReactNode
  /** Closes the dialog on success; a refusal is shown in it. */
  readonly onSubmit: (startsAt: Instant) => Promise<Outcome<unknown>>
}

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
