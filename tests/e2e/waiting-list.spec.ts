import { type Browser, expect, test } from '@playwright/test'
import { createSlots } from './support/create-slots.ts'
import { look } from './support/look.ts'
import { noon } from './support/noon.ts'
import { openPage } from './support/open-page.ts'
import { anna, sam, tina } from './support/people.ts'
import { password, type Person, startTestServer, type TestServer } from './support/server.ts'
import { goTo, railLink, syncState, waitUntilStored, waitUntilSynced } from './support/shell.ts'

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam, tina]) await server.addAccount(person)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, [noon])
})
test.afterAll(() => server.dispose())

const open = (browser: Browser, person: Person) => openPage(browser, server, person)

test('WL1 WL6 WL7 a student waits without a network, another one cancels, and the notice leads to the booking', async ({
  browser
}) => {
  const [waiting, leaving] = [await open(browser, sam), await open(browser, tina)]
  await waitUntilStored(waiting)
  await test.step('the only slot is taken by somebody else', async () => {
    await leaving.getByRole('button', { name: /^Book / }).click()
    await leaving.getByRole('button', { name: 'Book this slot' }).click()
    await leaving.getByRole('dialog', { name: 'You are booked' }).getByRole('button', { name: 'Done' }).click()
    await expect(waiting.getByText('No open slots right now')).toBeVisible()
    await look(waiting, 'no-slots')
  })
  await test.step('without a network', async () => {
    await waiting.context().setOffline(true)
    await expect(syncState(waiting)).toHaveAccessibleName(/^Offline/)
    await waiting.getByRole('button', { name: 'Tell me when…' }).click()
    const dialog = waiting.getByRole('dialog', { name: 'Tell me when a slot opens' })
    await dialog.getByRole('combobox', { name: 'Coach' }).click()
    await waiting.getByRole('option', { name: anna.displayName }).click()
    await expect(dialog).toContainText('you are told of slots from then on')
    await look(waiting, 'tell-me-when')
    await dialog.getByRole('button', { name: 'Wait for it' }).click()
    await expect(waiting.getByText('You are told of slots once it has been sent.')).toBeVisible()
    await waiting.getByRole('button', { name: 'You wait for 1 thing' }).click()
    const list = waiting.getByRole('dialog', { name: 'What you wait for' })
    await expect(list).toContainText(anna.displayName)
    await expect(list).toContainText('Saved here')
    await look(waiting, 'what-you-wait-for')
    await list.getByRole('button', { name: 'Close' }).click()
    await waiting.context().setOffline(false)
    await waitUntilSynced(waiting)
  })
  await test.step('the other student cancels', async () => {
    await goTo(leaving, 'My sessions')
    await leaving
      .getByRole('button', { name: /^Cancel session:/ })
      .first()
      .click()
    const dialog = leaving.getByRole('dialog', { name: /^Cancel this session/ })
    await dialog.getByRole('textbox').fill('I am ill.')
    await dialog.getByRole('button', { name: 'Cancel session' }).click()
    await expect(dialog).toBeHidden()
    await waitUntilSynced(leaving)
  })
  await test.step('the notice, and the booking from it', async () => {
    await expect(railLink(waiting, 'Inbox')).toHaveAccessibleName(/1/)
    await goTo(waiting, 'Inbox')
    const card = waiting.getByRole('article', { name: `${anna.displayName} has a slot that you wait for` })
    await expect(card).toBeVisible()
    await look(waiting, 'notice')
    await card.getByRole('button', { name: /^Book / }).click()
    await waiting.getByRole('button', { name: 'Book this slot' }).click()
    const dialog = waiting.getByRole('dialog', { name: 'You are booked' })
    await expect(dialog).toBeVisible()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(card).toHaveCount(0)
  })
  await test.step('what is waited for stays, until it is ended; that can be undone', async () => {
    await goTo(waiting, 'Find a slot')
    await waiting.getByRole('button', { name: 'You wait for 1 thing' }).click()
    const list = waiting.getByRole('dialog', { name: 'What you wait for' })
    await list.getByRole('button', { name: /^Stop waiting/ }).click()
    await expect(list).toContainText('You wait for nothing.')
    await list.getByRole('button', { name: 'Close' }).click()
    await expect(list).toHaveCount(0)
    // The toast that offers it goes after a while; the key does not.
    await waiting.keyboard.press('ControlOrMeta+z')
    await expect(waiting.getByRole('button', { name: 'You wait for 1 thing' })).toBeVisible()
    await waitUntilSynced(waiting)
  })
})
