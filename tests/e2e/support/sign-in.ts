import { expect, type Page } from '@playwright/test'

export interface Credentials {
  /** Where the web edition is opened; the same address stands in the form. */
  readonly serverUrl: string
  /** Sign-in name. */
  readonly name: string
  readonly password: string
}

/** Opens the web edition and signs in with the form; returns when the person's first page stands. */
export async function signIn(page: Page, { serverUrl, name, password }: Credentials): Promise<void> {
  await page.goto(`${serverUrl}/app/`)
  await submitSignIn(page, { name, password })
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

/** Fills in the sign-in form that is on screen and sends it; leaves the server's address as it is unless one is given. */
export async function submitSignIn(
  page: Page,
  values: { readonly serverUrl?: string; readonly name: string; readonly password: string }
): Promise<void> {
  if (values.serverUrl !== undefined) await page.getByLabel('Server address').fill(values.serverUrl)
  await page.getByLabel('Name', { exact: true }).fill(values.name)
  await page.getByLabel('Password', { exact: true }).fill(values.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
