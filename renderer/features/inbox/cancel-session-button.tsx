import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BookingId } from '#domain/model/primitives.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { CancelDialog } from '#renderer/shared/sessions/cancel/cancel-dialog.tsx'

/** Calls off the session that stands in the way; nothing where it is over, cancelled or unknown. */
export function CancelSessionButton({ bookingId }: { readonly bookingId: BookingId | undefined }) {
  const { t } = useTranslation('inbox')
  const call = useWorkspace(state => state.calls.find(candidate => candidate.id === bookingId))
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  if (call?.status !== 'confirmed') return null
  return (
    <>
      <Button ref={button} size="xs" variant="default" onClick={() => setOpen(true)}>
        {t('action.cancelSession')}
      </Button>
      <CancelDialog
        call={call}
        isLate={false}
        opened={isOpen}
        onClose={() => setOpen(false)}
        onExited={() => button.current?.focus()}
      />
    </>
  )
}
