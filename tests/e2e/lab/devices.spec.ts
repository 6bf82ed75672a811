import { expect, test } from '@playwright/test'
import { createSceneCalendar } from '../../../tools/lab/stage/scene-calendar.ts'
import { type LabVisit, type LabWindow, visitLab } from '../support/lab.ts'

// Three clients at a time, each in a process of its own.
test.describe.configure({ timeout: 180_000 })

let lab: LabVisit
test.beforeAll(async ({ browser }) => {
  lab = await visitLab(browser)
})
test.afterAll(() => lab.leave())

/** @param date `YYYY-MM-DD` */
async function openSlot({ app }: LabWindow, time: string, date: string): Promise<void> {
  await app.getByRole('button', { name: 'New slot' }).click()
  const dialog = app.getByRole('dialog', { name: 'New slot' })
  await dialog.getByLabel('Date').fill(date)
  await dialog.getByLabel('Starts at').fill(time)
  await dialog.getByRole('button', { name: 'Create slot' }).click()
  await expect(dialog).toBeHidden()
}

/** `YYYY-MM-DD` in the lab's zone. */
const dateAhead = (days: number) => createSceneCalendar(Date.now()).dateOf(days)

test('MG4 in the lab: of overlapping slots of two devices the first to arrive stands, the other names it', {
  tag: '@lab'
}, async () => {
  await lab.openRecipe('MG4')
  const [laptop, phone, sam] = [lab.window('Anna’s laptop'), lab.window('Anna’s phone'), lab.window('Sam’s laptop')]
  for (const device of [laptop, phone]) await device.setNetwork('Cut')
  await openSlot(laptop, '09:00', dateAhead(3))
  await openSlot(phone, '10:00', dateAhead(3))
  await phone.setNetwork('Online')
  await expect(sam.app.getByRole('button', { name: /^Book .*10:00/ })).toBeVisible()
  await laptop.setNetwork('Online')

  for (const device of [laptop, phone]) {
    await expect(device.slotAt('09:00')).toContainText('Declined')
    await expect(device.slotAt('10:00')).toContainText('Open')
  }
  await laptop.goTo('Inbox')
  const kept = laptop.app.getByRole('article', { name: 'This slot was not accepted' })
  await expect(kept).toContainText(/overlaps your open slot on .*10:00/)
  await expect(sam.app.getByRole('button', { name: /^Book .*09:00/ })).toHaveCount(0)
})

test('MG8 in the lab: with a clock three days behind, deadlines are the server’s and the person is told', {
  tag: '@lab'
}, async () => {
  await lab.openRecipe('MG8')
  const [laptop, phone, sam] = [lab.window('Anna’s laptop'), lab.window('Anna’s phone'), lab.window('Sam’s phone')]
  await laptop.setNetwork('Cut')
  await laptop.setClock('3 days behind')
  await openSlot(laptop, '10:00', dateAhead(-1))
  await laptop.setNetwork('Online')
  await sam.setNetwork('Cut')
  await sam.setClock('3 days behind')
  await sam.setNetwork('Online')

  for (const device of [laptop, sam]) {
    const warning = device.app.getByRole('region', { name: 'Warnings' })
    await expect(warning).toContainText('This device’s clock is wrong')
    await expect(warning).toContainText('It is 3 days behind the server')
  }
  await expect(phone.app.getByRole('region', { name: 'Warnings' })).not.toContainText('clock')
  await laptop.goTo('Inbox')
  const kept = laptop.app.getByRole('article', { name: 'This slot was not accepted' })
  await expect(kept).toContainText('already begun when it reached the server')
  await sam.app.getByRole('button', { name: /^Cancel session: / }).click()
  const dialog = sam.app.getByRole('dialog')
  await expect(dialog).toContainText(/The time to cancel here ended .* settle it with Anna Bergström by phone/)
  await expect(dialog.locator('a[href="tel:+493023125001"]')).toBeVisible()
})

test('MG9 in the lab: a disabled account sends nothing and keeps its data readable; enabled again, it goes on', {
  tag: '@lab'
}, async () => {
  await lab.openRecipe('MG9')
  const [laptop, sam] = [lab.window('Anna’s laptop'), lab.window('Sam’s laptop')]
  await sam.setNetwork('Cut')
  await sam.app.getByRole('button', { name: /^Cancel session: / }).click()
  const cancel = sam.app.getByRole('dialog', { name: 'Cancel this session?' })
  await cancel.getByLabel('Reason').fill('I am ill')
  await cancel.getByRole('button', { name: 'Cancel session', exact: true }).click()
  await expect(cancel).toBeHidden()
  await lab.page.getByRole('button', { name: 'Disable Sam’s account' }).click()
  await expect(lab.page.getByText('Disabled.')).toBeVisible()
  await sam.setNetwork('Online')

  const warnings = sam.app.getByRole('region', { name: 'Warnings' })
  await expect(warnings).toContainText('This account has been disabled')
  await expect(warnings).toContainText('1 change made here has not been sent')
  await expect(sam.app.getByRole('listitem').filter({ hasText: 'Anna Bergström' })).toBeVisible()
  const session = laptop.app.getByRole('listitem').filter({ hasText: 'Sam Okafor' })
  await expect(session).toContainText('Confirmed')

  await lab.page.getByRole('button', { name: 'Enable Sam’s account' }).click()
  await expect(lab.page.getByText('Enabled.')).toBeVisible()
  // Asked again at once, the server says that the account may come back.
  for (const network of ['Cut', 'Online']) await sam.region.getByText(network, { exact: true }).click()
  await expect(warnings).toContainText('Sign in again to sync')
  await warnings.getByRole('button', { name: 'Sign in' }).click()
  await sam.app.getByLabel('Password', { exact: true }).fill('correct horse battery')
  await sam.app.getByRole('dialog').getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(session).toHaveCount(0)
  await laptop.goTo('Inbox')
  await expect(laptop.app.getByRole('article', { name: 'Sam Okafor cancelled a session' })).toContainText('I am ill')
})

test('MG10 in the lab: an edit of what was removed elsewhere becomes a notice, and nothing comes back by itself', {
  tag: '@lab'
}, async () => {
  await lab.openRecipe('MG10')
  const [laptop, phone, sam] = [lab.window('Anna’s laptop'), lab.window('Anna’s phone'), lab.window('Sam’s laptop')]
  await laptop.setNetwork('Cut')
  await laptop.slotAt('13:00').click()
  await laptop.app.getByRole('button', { name: 'Try again' }).click()
  await phone.slotAt('13:00').click()
  await phone.app.getByRole('button', { name: 'Remove', exact: true }).click()
  await phone.app.getByRole('button', { name: 'Remove slot' }).click()
  await expect(phone.slotAt('13:00')).toHaveCount(0)
  await phone.untilSynced()
  await laptop.setNetwork('Online')

  await expect(laptop.slotAt('13:00')).toHaveCount(0)
  await laptop.goTo('Inbox')
  const notice = laptop.app.getByRole('article', { name: 'You changed a slot that had been removed' })
  await expect(notice).toContainText('nothing comes back by itself')
  const again = sam.app.getByRole('button', { name: /^Book .*13:00/ })
  await expect(again).toHaveCount(0)
  await notice.getByRole('button', { name: /^Open .*13:00.* as a slot of its own/ }).click()
  await expect(again).toBeVisible()
  await expect(phone.slotAt('13:00')).toContainText('Open')
})
