// Before each file of DOM tests: what React's act and Mantine expect of a browser, and an end to what outlives a test's page.
import { notifications } from '@mantine/notifications'
import { act } from 'react'
import { afterEach } from 'vitest'
import { setActEnvironment } from './act-environment.ts'

setActEnvironment(true)
// Growing text areas listen to it, and happy-dom has none.
if (!('fonts' in document)) Object.assign(document, { fonts: new EventTarget() })

// Toasts live in a store of Mantine's own.
afterEach(() => act(async () => notifications.clean()))
