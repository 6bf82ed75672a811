import { MantineThemeProvider, type NotificationProps } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

/** The toasts themselves. Each one's button to close it has a name. */
export function ToastList() {
  const { t } = useTranslation('shared')
  const theme = useMemo(() => {
    const defaultProps = { closeButtonProps: { 'aria-label': t('action.close') } } satisfies Partial<NotificationProps>
    return { components: { Notification: { defaultProps } } }
  }, [t])
  return (
    <MantineThemeProvider theme={theme}>
      <Notifications position="bottom-right" limit={3} />
    </MantineThemeProvider>
  )
}
