import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'

/** Long enough to read it and to reach Undo. */
const shownMs = 10_000

export interface SlotToasts {
  /** Says that something was done, and offers to take it back. */
  readonly showDone: (message: string, onUndo?: () => void) => void
  /** Says why something was not done. */
  readonly showRefused: (message: string) => void
}

/** Toasts of the calendar, one at a time: the newest is the one that matters, and must not queue behind the others. */
export function useSlotToasts(): SlotToasts {
  const { t } = useTranslation('shared')
  const shownId = useRef<string>(undefined)
  return useMemo(() => {
    function show(toast: Parameters<typeof notifications.show>[0]) {
      if (shownId.current !== undefined) notifications.hide(shownId.current)
      shownId.current = notifications.show({
        ...toast,
        autoClose: shownMs,
        closeButtonProps: { 'aria-label': t('action.close') }
      })
    }
    function undoAndHide(onUndo: () => void) {
      if (shownId.current !== undefined) notifications.hide(shownId.current)
      onUndo()
    }
    return {
      showDone: (message, onUndo) =>
        show({
          message: <Done message={message} onUndo={onUndo && (() => undoAndHide(onUndo))} />,
          icon: <IconCheck size={18} aria-hidden />,
          color: 'teal'
        }),
      showRefused: message => show({ message, icon: <IconAlertTriangle size={18} aria-hidden />, color: 'red' })
    }
  }, [t])
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
