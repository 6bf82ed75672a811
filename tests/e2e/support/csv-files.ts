import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import Papa from 'papaparse'

/** Hands a list of people to the dialog that imports it. */
export async function chooseFile(dialog: Locator, csv: string): Promise<void> {
  const page = dialog.page()
  const choosing = page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Choose a file' }).click()
  await (await choosing).setFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
}

/** Presses a button that saves a table. @returns its lines, the headings first */
export async function saveCsv(page: Page, button: Locator): Promise<readonly (readonly string[])[]> {
  const downloading = page.waitForEvent('download')
  await button.click()
  const text = await readFile(await (await downloading).path(), 'utf8')
  return Papa.parse<string[]>(text, { skipEmptyLines: true }).data
}
