import { expect, type Page } from '@playwright/test'
import { goTo, syncState } from '../shell.ts'
import { type Screen, seeDialog } from './screen.ts'

/** The screens that both roles have. */
export const sharedScreens: readonly Screen[] = [
  { name: 'inbox', open: page => goTo(page, 'Inbox') },
  {
    name: 'settings',
    open: async page => {
      await goTo(page, 'Settings')
      await expect(page.getByLabel('Phone', { exact: true })).toBeVisible()
    }
  },
  {
    name: 'sync panel',
    isOverlay: true,
    open: async page => {
      await syncState(page).click()
      await seeDialog(page, 'Sync')
    }
  },
  {
    name: 'account menu',
    isOverlay: true,
    open: async page => {
      await openAccountMenu(page)
    }
  },
  {
    name: 'another account',
    isOverlay: true,
    open: async page => {
      await openAccountMenu(page)
      await page.getByRole('menuitem', { name: 'Use another account' }).click()
      await seeDialog(page, 'Sign in')
    }
  },
  {
    name: 'shortcuts',
    isOverlay: true,
    open: async page => {
      await page.keyboard.press('?')
      await seeDialog(page, 'Keyboard shortcuts')
    }
  },
  {
    name: 'page not found',
    open: async page => {
      await page.goto(new URL('/app/no-such-page', page.url()).href)
      await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
    }
  }
]

async function openAccountMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account: / }).click()
  await expect(page.getByRole('menu')).toBeVisible()
}
