import { expect, type FrameLocator, test } from '@playwright/test'
import { type LabVisit, visitLab } from '../support/lab.ts'

// Three clients at a time, each in a process of its own.
test.describe.configure({ timeout: 180_000 })

let lab: LabVisit
test.beforeAll(async ({ browser }) => {
  lab = await visitLab(browser)
})
test.afterAll(() => lab.leave())

const bookButton = (app: FrameLocator, time: string) => app.getByRole('button', { name: new RegExp(`^Book .*${time}`) })
const confirm = (app: FrameLocator) => app.getByRole('button', { name: 'Book this slot' }).click()

async function book(app: FrameLocator, time: string): Promise<void> {
  await bookButton(app, time).click()
  await confirm(app)
  await expect(app.getByRole('dialog', { name: 'You are booked' })).toBeVisible()
}

test('MG1 in the lab: two students want one slot, the first to arrive is booked, the other is offered three', {
  tag: '@lab'
}, async () => {
  await lab.openRecipe('MG1')
  const [coach, tina, sam] = [lab.window('Anna’s laptop'), lab.window('Tina’s phone'), lab.window('Sam’s laptop')]
  for (const student of [tina, sam]) await bookButton(student.app, '09:00').click()
  await tina.setNetwork('Stalled')
  await confirm(tina.app)
  await expect(tina.app.getByRole('dialog', { name: 'Booking…' })).toBeVisible()
  await confirm(sam.app)
  await expect(sam.app.getByRole('dialog', { name: 'You are booked' })).toContainText('+49 30 23125001')
  await tina.setNetwork('Online')

  const lost = tina.app.getByRole('dialog', { name: 'Not booked' })
  await expect(lost.getByRole('button', { name: /^Book .*Anna/ })).toHaveCount(3)
  await expect(coach.slotAt('09:00')).toContainText('Sam Okafor')
  await lost.getByRole('button', { name: 'Back to the list' }).click()
  await tina.goTo('Inbox')
  await expect(tina.app.getByRole('article')).toHaveCount(1)
  await expect(tina.app.getByRole('article', { name: 'You were not booked' })).toBeVisible()
})

test('MG2 in the lab: a slot removed offline had been booked, the booking stands and the coach is asked', async () => {
  await lab.openRecipe('MG2')
  const [laptop, phone, sam] = [lab.window('Anna’s laptop'), lab.window('Anna’s phone'), lab.window('Sam’s laptop')]
  await laptop.setNetwork('Cut')
  await laptop.slotAt('12:00').click()
  await laptop.app.getByRole('button', { name: 'Remove', exact: true }).click()
  await laptop.app.getByRole('button', { name: 'Remove slot' }).click()
  await expect(laptop.slotAt('12:00')).toHaveCount(0)
  await laptop.restart()
  const sync = laptop.app.getByRole('button', { name: /Open the sync panel$/ })
  await expect(sync).toHaveAccessibleName(/^Offline since .*1 change waiting/)
  await expect(laptop.slotAt('12:00')).toHaveCount(0)
  await book(sam.app, '12:00')
  await laptop.setNetwork('Online')

  for (const device of [laptop, phone]) await expect(device.slotAt('12:00')).toContainText('Sam Okafor')
  await laptop.goTo('Inbox')
  const notice = laptop.app.getByRole('article', { name: 'A slot that you removed had been booked' })
  await expect(notice).toContainText('The booking came first, so it stands')
  for (const name of [/Move session/, /Cancel session/])
    await expect(notice.getByRole('button', { name })).toBeVisible()
  await expect(sam.app.getByRole('dialog', { name: 'You are booked' })).toBeVisible()
})

test('MG3 in the lab: a caller is pencilled in offline, another student booked online and has the slot', {
  tag: '@lab'
}, async () => {
  await lab.openRecipe('MG3')
  const [laptop, phone, tina] = [lab.window('Anna’s laptop'), lab.window('Anna’s phone'), lab.window('Tina’s laptop')]
  await laptop.setNetwork('Cut')
  await laptop.slotAt('12:00').click()
  await laptop.app.getByRole('button', { name: 'Pencil in…' }).click()
  const dialog = laptop.app.getByRole('dialog', { name: 'Pencil in a student' })
  await dialog.getByRole('combobox', { name: 'Student' }).click()
  await laptop.app.getByRole('option', { name: 'Sam Okafor' }).click()
  await dialog.getByRole('button', { name: 'Pencil in', exact: true }).click()
  await expect(laptop.slotAt('12:00')).toContainText('Pencilled in')
  await book(tina.app, '12:00')
  await laptop.setNetwork('Online')

  for (const device of [laptop, phone]) {
    await expect(device.slotAt('12:00')).toContainText('Tina Rossi')
    await device.goTo('Inbox')
    const notice = device.app.getByRole('article', { name: 'Sam Okafor could not be booked' })
    await expect(notice).toContainText('Tina Rossi has this slot now.')
    await expect(notice.locator('a[href="tel:+493023125011"]')).toBeVisible()
    await expect(notice.getByRole('button', { name: /^Pencil in .*15:00/ })).toBeVisible()
  }
})
