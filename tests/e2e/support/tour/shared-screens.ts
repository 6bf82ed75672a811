import { expect, type Page } from '@playwright/test'
import { goTo, syncState } from '../shell.ts'
import { type Screen, seeDialog } from './screen.ts'

/** What both roles have, each with its own content. */
export const ownScreens: readonly Screen[] = [
  { name: 'today', open: page => goTo(page, 'Today') },
  { name: 'actions', open: page => goTo(page, 'Actions') },
  { name: 'inbox', open: page => goTo(page, 'Inbox') },
  {
    name: 'settings',
    open: async page => {
      await goTo(page, 'Settings')
      await expect(page.getByLabel('Phone', { exact: true })).toBeVisible()
    }
  },
  {
    name: 'history',
    async open(page) {
      await syncState(page).click()
      await (await seeDialog(page, 'Sync')).getByRole('link', { name: 'History of this device' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible()
    }
  },
  {
    name: 'account menu',
    isOverlay: true,
    isAnchored: true,
    open: async page => {
      await openAccountMenu(page)
    }
  }
]

/** What is the same for everybody. */
export const commonScreens: readonly Screen[] = [
  {
    name: 'sync panel',
    isOverlay: true,
    open: async page => {
      await syncState(page).click()
      await seeDialog(page, 'Sync')
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
    name: 'search',
    isOverlay: true,
    open: async page => {
      await page.keyboard.press('ControlOrMeta+k')
      const dialog = await seeDialog(page, 'Search')
      await dialog.getByRole('combobox').fill('s')
      await expect(dialog.getByRole('group', { name: 'Commands' })).toBeVisible()
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
