import { notifications } from '@mantine/notifications'
import { createRoot } from 'react-dom/client'
import { expect, onTestFinished, test } from 'vitest'
import { AppProviders } from '#renderer/app/app-providers.tsx'
import { createI18n } from '#renderer/i18n/i18n.ts'

test('a toast’s button to close it has a name, whoever shows the toast', async () => {
  const container = document.createElement('div')
  document.body.append(container)
  const root = createRoot(container)
  onTestFinished(() => {
    root.unmount()
    container.remove()
  })
  root.render(
    <AppProviders i18n={createI18n()} env="test">
      {null}
    </AppProviders>
  )
  notifications.show({ message: 'Saved' })
  const button = () => document.querySelector('.mantine-Notification-closeButton')
  await expect.poll(() => button()?.getAttribute('aria-label')).toBe('Close')
})
