import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outcome, Refusal } from '../contract/screens.ts'
import { RefusalAlert } from './refusal-alert.tsx'

interface ConfirmDialogProps {
  readonly opened: boolean
  readonly title: string
  /** What will happen and whom it affects. */
  readonly children: ReactNode
  readonly confirmLabel: string
  readonly isDangerous?: boolean
  /** Closes on success; a refusal is shown in place and the dialog stays open. */
  readonly onConfirm: () => Promise<Outcome<unknown>>
  readonly onClose: () => void
}

/** Asks before something that affects others or cannot be undone. Focus starts on Cancel. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation('shared')
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()

  function close() {
    setRefusal(undefined)
    props.onClose()
  }

  async function confirm() {
    setBusy(true)
    const outcome = await props.onConfirm()
    setBusy(false)
    if (outcome.ok) close()
    else setRefusal(outcome.refusal)
  }

  return (
    <Modal
      opened={props.opened}
      onClose={close}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Stack gap="md">
        <Text component="div" size="sm">
          {props.children}
        </Text>
        <RefusalAlert refusal={refusal} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close} data-autofocus>
            {t('action.cancel')}
          </Button>
          <Button
            // White text misses AA on any lighter red.
            color={props.isDangerous === true ? 'red.9' : 'indigo'}
            loading={isBusy}
            onClick={() => void confirm()}
          >
            {props.confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
