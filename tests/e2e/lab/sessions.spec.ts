import { expect, test } from '@playwright/test'
import { type LabVisit, type LabWindow, visitLab } from '../support/lab.ts'

// Three clients at a time, each in a process of its own.
test.describe.configure({ timeout: 180_000 })

let lab: LabVisit
test.beforeAll(async ({ browser }) => {
  lab = await visitLab(browser)
})
test.afterAll(() => lab.leave())

async function cancel({ app }: LabWindow, reason: string, options: { readonly reopen?: boolean } = {}): Promise<void> {
  await app.getByRole('button', { name: /^Cancel session: / }).click()
  const dialog = app.getByRole('dialog', { name: 'Cancel this session?' })
  await dialog.getByLabel('Reason').fill(reason)
  if (options.reopen === true) await dialog.getByRole('radio', { name: 'Open the slot again' }).check()
  await dialog.getByRole('button', { name: 'Cancel session', exact: true }).click()
  await expect(dialog).toBeHidden()
}

test('MG5 in the lab: cancelled by the student while the coach moved it: cancelled, and the coach is told', {
  tag: '@lab'
}, async () => {
  await lab.openRecipe('MG5')
  const [laptop, phone, sam] = [lab.window('Anna’s laptop'), lab.window('Anna’s phone'), lab.window('Sam’s laptop')]
  await laptop.setNetwork('Cut')
  await laptop.app.getByRole('button', { name: /^Move session: / }).click()
  const move = laptop.app.getByRole('dialog')
  await move.getByRole('radio', { name: /15:00/ }).check()
  await move.getByRole('button', { name: 'Move session', exact: true }).click()
  await expect(laptop.app.getByText('Moving – waiting to be sent')).toHaveCount(1)
  // The dialog's: a toast has one, too.
  await move.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(move).toBeHidden()
  await cancel(sam, 'A cold')
  await sam.untilSynced()
  await laptop.setNetwork('Online')

  await expect(phone.slotAt('15:00')).toContainText('Open')
  for (const device of [laptop, phone]) {
    await device.goTo('Inbox')
    const told = device.app.getByRole('article', { name: 'Sam Okafor cancelled a session' })
    await expect(told).toContainText('A cold')
    const refused = device.app.getByRole('article', { name: 'The session was not moved' })
    await expect(refused).toContainText('This session is cancelled already')
  }
  await sam.app.getByRole('main').getByText('Past', { exact: true }).click()
  await expect(sam.app.getByText(/Cancelled by you/)).toBeVisible()
})

test('MG6 in the lab: notes written on two devices are both kept, newest first, on both', {
  tag: '@lab'
}, async () => {
  await lab.openRecipe('MG6')
  const [laptop, phone, sam] = [lab.window('Anna’s laptop'), lab.window('Anna’s phone'), lab.window('Sam’s laptop')]
  const [older, newer] = ['Good progress with the opening.', 'Forgot the homework again.']
  for (const device of [laptop, phone]) await device.setNetwork('Cut')
  await wrapUp(laptop, 4, older)
  await wrapUp(phone, 2, newer)
  await laptop.setNetwork('Online')
  await phone.setNetwork('Online')

  for (const device of [laptop, phone]) {
    await device.app.getByRole('main').getByText('Past', { exact: true }).click()
    // A form that was opened before the other text came would show what was there then.
    for (const text of [older, newer]) await expect(device.app.getByRole('main').getByText(text)).toBeVisible()
    await device.app.getByRole('button', { name: /^Edit feedback: / }).click()
    const form = device.app.getByRole('dialog')
    const notes = form.getByRole('textbox', { name: 'Notes' })
    await expect(notes).toHaveValue(new RegExp(`${newer}[^]*${older}`))
    await expect(form.getByRole('combobox', { name: 'Satisfaction' })).toHaveValue('2')
  }
  await phone.app.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click()
  await phone.goTo('Inbox')
  const notice = phone.app.getByRole('article', { name: 'Two devices wrote different things about one session' })
  await expect(notice).toContainText('4')
  for (const text of [older, newer]) await expect(sam.app.getByText(text)).toHaveCount(0)
})

async function wrapUp({ app }: LabWindow, score: number, notes: string): Promise<void> {
  await app.getByRole('button', { name: /^Wrap up: / }).click()
  const form = app.getByRole('dialog', { name: /^Wrap up/ })
  await form.getByText('Happened', { exact: true }).click()
  await form.getByRole('combobox', { name: 'Satisfaction' }).selectOption(String(score))
  await form.getByRole('textbox', { name: 'Notes' }).fill(notes)
  await form.getByRole('button', { name: /^Save/ }).click()
  await expect(form).toBeHidden()
}

test('MG7 in the lab: a late wish about a slot that was booked again touches nobody but its author', {
  tag: '@lab'
}, async () => {
  await lab.openRecipe('MG7')
  const [coach, tina, sam] = [lab.window('Anna’s laptop'), lab.window('Tina’s phone'), lab.window('Sam’s laptop')]
  await sam.setNetwork('Cut')
  await cancel(sam, 'I am ill')
  await cancel(coach, 'A dentist', { reopen: true })
  await tina.app.getByRole('button', { name: /^Book .*09:00/ }).click()
  await tina.app.getByRole('button', { name: 'Book this slot' }).click()
  await expect(tina.app.getByRole('dialog', { name: 'You are booked' })).toBeVisible()
  await sam.setNetwork('Online')

  await sam.goTo('Inbox')
  await expect(sam.app.getByRole('article', { name: 'Anna Bergström cancelled a session' })).toContainText('A dentist')
  const refused = sam.app.getByRole('article', { name: 'Your cancellation was not accepted' })
  await expect(refused).toContainText('I am ill')
  await expect(sam.app.getByText('Tina Rossi')).toHaveCount(0)
  const row = coach.app.getByRole('listitem').filter({ hasText: 'Tina Rossi' })
  await expect(row).toContainText('Confirmed')
  await tina.app.getByRole('button', { name: 'Done' }).click()
  await tina.goTo('My sessions')
  await expect(tina.app.getByRole('listitem').filter({ hasText: 'Anna Bergström' })).toContainText('Confirmed')
})
