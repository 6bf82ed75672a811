import type { Page } from '@playwright/test'
import { call } from './bridge.ts'
import { test } from './fixture.ts'
import { target } from './target.ts'

/** A start on a computer without a key store. */
export const withoutKeyStore = { env: { SIM_KEYRING: 'none' }, args: ['--password-store=basic'] }

export const readKeyStore = async (page: Page) => (await call(page, 'app:describe')).keyStore

/**
 * Real Electron takes what the computer has, which may be no key store. The stand-in brings its own: that the application does not
 * find it there is a fault, and no reason to skip.
 */
export async function skipWithoutKeyStore(page: Page): Promise<void> {
  const { kind } = await readKeyStore(page)
  test.skip(target === 'electron' && kind !== 'protected', 'this computer has no key store')
}
