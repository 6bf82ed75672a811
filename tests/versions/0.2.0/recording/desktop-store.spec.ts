// Runs among the desktop specs of 0.2.0 itself: what that version's desktop application keeps of a coach who has worked offline.
import { goTo, syncState, waitUntilSynced } from '../../e2e/support/shell.ts'
import { call } from '../support/bridge.ts'
import { expect, test } from '../support/fixture.ts'
import { closeApp, firstPage } from '../support/launch.ts'
import { setNetwork } from '../support/network.ts'
import { signInOnDesktop } from '../support/sign-in-desktop.ts'

const profile = process.env['RECORD_PROFILE'] ?? ''
const serverUrl = process.env['RECORD_SERVER'] ?? ''
const date = process.env['RECORD_SLOT_DATE'] ?? ''

test('keeps settings, sign-in, what is remembered and what has not been sent', async ({ launch }) => {
  const app = await launch({ userData: profile, env: { TZ: 'Europe/Berlin' } })
  const page = await firstPage(app)
  await signInOnDesktop(page, { serverUrl, name: 'mara', password: 'coachdesk-demo' })
  await waitUntilSynced(page)
  await call(page, 'settings:change', { theme: 'dark', reminders: { beforeMin: [30], afterSession: true } })
  await setNetwork(app, 'cut')
  await goTo(page, 'Calendar')
  await page.getByRole('button', { name: 'New slot' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'New slot' })
  await dialog.getByLabel('Date').fill(date)
  await dialog.getByLabel('Starts at').fill('06:00')
  await dialog.getByRole('button', { name: 'Create slot' }).click()
  await expect(dialog).toBeHidden()
  await expect(syncState(page)).toHaveAccessibleName(/1 change waiting/)
  await closeApp(app)
})
