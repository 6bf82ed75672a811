import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useMemo } from 'react'

/** Long enough to read it and to reach its button. */
const shownMs = 10_000
/** One at a time: the newest is the one that matters, and must not queue behind the others. */
const toastId = 'last-change'

/** A button in a toast. */
export interface ToastAction {
  readonly label: string
  readonly onClick: () => void
}

export interface Toasts {
  /** Says that something was done, and offers what can be done about it. */
  readonly showDone: (message: string, action?: ToastAction) => void
  /** Says why something was not done. */
  readonly showRefused: (message: string, action?: ToastAction) => void
}

/** Toasts about what the person has just done. */
export function useToasts(): Toasts {
  return useMemo(() => {
    function show(message: string, action: ToastAction | undefined, look: { icon: React.ReactNode; color: string }) {
      notifications.hide(toastId)
      notifications.show({
        ...look,
        id: toastId,
        message: <ToastText message={message} action={action} />,
        autoClose: shownMs
      })
    }
    return {
      showDone: (message, action) =>
        show(message, action, { icon: <IconCheck size={18} aria-hidden />, color: 'teal' }),
      showRefused: (message, action) =>
        show(message, action, { icon: <IconAlertTriangle size={18} aria-hidden />, color: 'red' })
    }
  }, [])
}

function ToastText({ message, action }: { readonly message: string; readonly action: ToastAction | undefined }) {
  return (
    <Group justify="space-between" gap="xs" wrap="nowrap">
      <Text size="sm">{message}</Text>
      {action !== undefined && (
        <Button
          size="compact-sm"
          variant="default"
          style={{ flex: 'none' }}
          onClick={() => {
            notifications.hide(toastId)
            action.onClick()
          }}
        >
          {action.label}
        </Button>
      )}
    </Group>
  )
}
