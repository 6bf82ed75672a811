import { type Browser, expect, type Page, test } from '@playwright/test'
import { createSlots } from './support/create-slots.ts'
import { noon } from './support/noon.ts'
import { openPage } from './support/open-page.ts'
import { findAccessibilityFaults, findOverflows } from './support/page-checks.ts'
import { anna, sam } from './support/people.ts'
import { password, type Person, startTestServer, type TestServer } from './support/server.ts'
import { goTo, waitUntilStored, waitUntilSynced } from './support/shell.ts'

let server: TestServer

test.beforeAll(async () => {
  server = await startTestServer()
  for (const person of [anna, sam]) await server.addAccount(person)
  await createSlots({ serverUrl: server.url, name: anna.name, password }, [noon])
})
test.afterAll(() => server.dispose())

const open = (browser: Browser, person: Person) => openPage(browser, server, person)

const palette = (page: Page) => page.getByRole('dialog', { name: 'Search' })

/** By keys alone. */
async function search(page: Page, words: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await expect(palette(page).getByRole('combobox')).toBeFocused()
  await page.keyboard.type(words)
}

test('FN1 FN2 FN5 a coach finds words, people and commands by keys alone, without a network', async ({ browser }) => {
  const student = await open(browser, sam)
  await student
    .getByRole('button', { name: /^Book / })
    .first()
    .click()
  await student.getByRole('textbox', { name: /message/i }).fill('My résumé needs a rehearsal.')
  await student.getByRole('button', { name: 'Book this slot' }).click()
  await expect(student.getByRole('dialog', { name: 'You are booked' })).toBeVisible()

  const page = await open(browser, anna)
  await goTo(page, 'Students')
  await page.getByRole('link', { name: sam.displayName }).click()
  const dossier = page.getByRole('region', { name: 'Dossier' })
  await dossier.getByRole('button', { name: 'Edit' }).click()
  await dossier.getByLabel('Goals').fill(`${'To speak before many people. '.repeat(20)}The **keynote** in May.`)
  await waitUntilStored(page)
  await page.context().setOffline(true)
  await dossier.getByRole('button', { name: 'Save' }).click()
  await expect(dossier.getByRole('button', { name: 'Edit' })).toBeVisible()

  await search(page, 'resume rehears')
  const session = palette(page).getByRole('option', { name: /rehearsal/ })
  await expect(session).toHaveAttribute('aria-selected', 'true')
  await expect(session.locator('mark')).toHaveText(['résumé', 'rehearsal'])
  await page.keyboard.press('Enter')
  await expect(palette(page)).toBeHidden()
  await expect(page.getByRole('dialog').getByText('My résumé needs a rehearsal.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()

  await search(page, 'keyn')
  await expect(palette(page).getByRole('group', { name: /^Dossiers/ })).toContainText('The keynote in May.')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: sam.displayName })).toBeVisible()

  // Commands, also with a dialog that comes after, which gives the focus back.
  await page.getByRole('link', { name: 'Settings' }).focus()
  await search(page, 'keyboard')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Search, or run a command')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('link', { name: 'Settings' })).toBeFocused()
  await search(page, 'holiday')
  await expect(palette(page).getByRole('option')).toHaveText(['Away…'])
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: /away/i })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await search(page, 'new slot')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'New slot' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()

  for (const theme of ['light', 'dark'] as const) {
    await search(page, 's')
    await expect(palette(page).getByRole('group', { name: /^People/ })).toBeVisible()
    expect(await findAccessibilityFaults(page)).toEqual([])
    await page.screenshot({ path: test.info().outputPath(`search-${theme}.png`) })
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await findOverflows(page)).toEqual([])
    await page.screenshot({ path: test.info().outputPath(`search-${theme}-390.png`) })
    await page.setViewportSize({ width: 1_280, height: 720 })
    await page.keyboard.press('ControlOrMeta+k')
    await expect(palette(page)).toBeHidden()
    await search(page, 'switch to')
    await page.keyboard.press('Enter')
    await expect(palette(page)).toBeHidden()
  }

  // Its student finds the own words, and none of the coach's.
  await student.keyboard.press('Escape')
  await student.reload()
  await waitUntilSynced(student)
  await search(student, 'rehearsal')
  await expect(palette(student).getByRole('option')).toHaveCount(1)
  await palette(student).getByRole('combobox').fill('keynote')
  await expect(palette(student).getByText(/^Nothing found/)).toBeVisible()
})
