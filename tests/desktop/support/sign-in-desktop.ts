import { expect, type Page } from '@playwright/test'
import { submitSignIn } from '../../e2e/support/sign-in.ts'

interface DesktopCredentials {
  readonly serverUrl: string
  readonly name: string
  readonly password: string
}

/** Names the server, which loads the page again, and signs in; returns when the person's first page stands. */
export async function signInOnDesktop(page: Page, { serverUrl, name, password }: DesktopCredentials): Promise<void> {
  await connectToServer(page, serverUrl)
  await submitSignIn(page, { name, password })
  await expectSignedIn(page)
}

/** The first step of a fresh application: the server's address. Returns when name and password are asked for. */
export async function connectToServer(page: Page, serverUrl: string): Promise<void> {
  await page.getByLabel('Server address').fill(serverUrl)
  await page.getByRole('button', { name: 'Connect' }).click()
  await expect(page.getByLabel('Password', { exact: true })).toBeVisible()
}

/** The frame around every page of an open account. */
export async function expectSignedIn(page: Page): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}
