import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { SlotId } from '#domain/model/primitives.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { RescheduleDialog } from '#renderer/shared/sessions/reschedule/reschedule-dialog.tsx'

/** Moves the session, to a slot that is chosen already or to any; nothing where it may not be moved. */
export function MoveSessionButton(props: {
  readonly call: SessionCopy | undefined
  readonly toSlotId?: SlotId
  /** What is said of the button where its text is only a time. */
  readonly name?: string
  readonly label?: string
}) {
  const { call } = props
  const isMovable = useWorkspace(
    state => call?.status === 'confirmed' && state.findRescheduleRefusal(call.id) === undefined
  )
  const [isOpen, setOpen] = useState(false)
  if (call === undefined || (!isMovable && !isOpen)) return null
  return <MoveButton {...props} call={call} isOpen={isOpen} onOpen={setOpen} />
}

function MoveButton(props: {
  readonly call: SessionCopy
  readonly toSlotId?: SlotId
  readonly name?: string
  readonly label?: string
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
}) {
  const { t } = useTranslation('inbox')
  const button = useRef<HTMLButtonElement>(null)
  const [isShown, setShown] = useState(false)
  const { call, toSlotId, name, label, isOpen, onOpen } = props
  return (
    <>
      <Button
        ref={button}
        size="xs"
        variant="default"
        {...(name === undefined ? {} : { 'aria-label': name })}
        onClick={() => {
          setShown(true)
          onOpen(true)
        }}
      >
        {label ?? t('action.moveSession')}
      </Button>
      <RescheduleDialog
        call={call}
        initialSlotId={toSlotId}
        opened={isShown && isOpen}
        onClose={() => setShown(false)}
        onExited={() => {
          button.current?.focus()
          onOpen(false)
        }}
      />
    </>
  )
}
