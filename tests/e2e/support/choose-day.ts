import { expect, type Page } from '@playwright/test'

/** Chooses a day in a picker of some months that is open. @param date not before the first of them */
export async function chooseDay(page: Page, date: string): Promise<void> {
  const day = page.getByRole('button', { name: dayOf(date), exact: true })
  const next = page.getByRole('button', { name: 'Next month' })
  await expect(next).toBeVisible()
  // A month shows the last days of the one before, too: it is turned at most twice.
  for (let turned = 0; turned < 2 && (await day.count()) === 0; turned += 1) await next.click()
  await day.first().click()
}

const dayOf = (date: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(
    Date.parse(`${date}T00:00:00Z`)
  )
