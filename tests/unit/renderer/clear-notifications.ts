// Toasts live in a store of Mantine's own, which outlives a test's page.
import { notifications } from '@mantine/notifications'
import { afterEach } from 'vitest'

afterEach(() => notifications.clean())
