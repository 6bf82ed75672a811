import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** Long enough to read it and to reach Undo. */
const undoMs = 10_000

/** Says that something was done, and offers to take it back. */
export function showDone(message: string, onUndo: (() => void) | undefined): void {
  const id = notifications.show({
    message: (
      <Done message={message} onUndo={onUndo === undefined ? undefined : () => (notifications.hide(id), onUndo())} />
    ),
    icon: <IconCheck size={18} aria-hidden />,
    color: 'teal',
    autoClose: undoMs
  })
}

/** Says why something was not done. */
export function showRefused(message: string): void {
  notifications.show({ message, icon: <IconAlertTriangle size={18} aria-hidden />, color: 'red', autoClose: undoMs })
}

function Done(props: { readonly message: string; readonly onUndo: (() => void) | undefined }) {
  const { t } = useTranslation('shared')
  return (
    <Group justify="space-between" gap="xs" wrap="nowrap">
      <Text size="sm">{props.message}</Text>
      {props.onUndo !== undefined && (
        <Button size="compact-sm" variant="default" onClick={props.onUndo} style={{ flex: 'none' }}>
          {t('action.undo')}
        </Button>
      )}
    </Group>
  )
}
