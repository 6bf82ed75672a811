import { Button } from '@mantine/core'
import { IconCalendarPlus } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { PencilStudentDialog } from '#renderer/shared/sessions/pencil/pencil-student-dialog.tsx'

/** A coach's way from one session to the next with the same student. */
export function BookNextButton({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('sessions')
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  // Somebody whose own booking was never granted, or whose account was erased, cannot be booked.
  const isDeclinedClaim = call.status === 'declined' && call.pencilled === undefined
  const isKnown = !isDeclinedClaim && call.status !== 'pencilled' && call.otherName !== ''
  if (call.partyRole !== 'coach' || !isKnown) return null
  return (
    <>
      <Button
        ref={button}
        size="xs"
        variant="default"
        leftSection={<IconCalendarPlus size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('action.bookNext')}
      </Button>
      <PencilStudentDialog
        student={{ id: call.otherId, name: call.otherName, zone: call.otherZone }}
        opened={isOpen}
        onClose={() => setOpen(false)}
        onExited={() => button.current?.focus()}
      />
    </>
  )
}
