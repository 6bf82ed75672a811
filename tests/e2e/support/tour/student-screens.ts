import { expect, type Page } from '@playwright/test'
import { goTo } from '../shell.ts'
import { type Screen, seeDialog, type Tour } from './screen.ts'
import { ownScreens } from './shared-screens.ts'

const findScreens: readonly Screen[] = [
  { name: 'find a slot', open: openFindSlot },
  {
    name: 'find a slot, nothing fits',
    open: async page => {
      await openFindSlot(page)
      await page.goto(`${page.url()}?day=2031-01-01`)
      await expect(page.getByRole('heading', { name: 'No slot fits these filters' })).toBeVisible()
    }
  },
  {
    name: 'choose a day',
    isOverlay: true,
    isAnchored: true,
    open: async page => {
      await openFindSlot(page)
      await page.getByLabel('Day', { exact: true }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
    }
  },
  {
    name: 'choose a coach',
    isOverlay: true,
    isAnchored: true,
    open: async page => {
      await openFindSlot(page)
      await page.getByRole('combobox', { name: 'Coach' }).click()
      await expect(page.getByRole('option').first()).toBeVisible()
    }
  },
  {
    name: 'book a slot',
    isOverlay: true,
    open: async page => {
      await openFindSlot(page)
      await page
        .getByRole('button', { name: /^Book / })
        .first()
        .click()
      await seeDialog(page, 'Book this slot?')
    }
  },
  {
    name: 'book weekly',
    isOverlay: true,
    open: async page => {
      await openFindSlot(page)
      await page
        .getByRole('button', { name: /^Book / })
        .first()
        .click()
      await page.getByRole('button', { name: 'Repeat weekly…' }).click()
      await seeDialog(page, 'Book weekly')
      await expect(page.getByRole('checkbox').first()).toBeVisible()
    }
  },
  {
    name: 'tell me when a slot opens',
    isOverlay: true,
    open: async page => {
      await openFindSlot(page)
      await page.getByRole('button', { name: 'Tell me when…' }).click()
      await seeDialog(page, 'Tell me when a slot opens')
    }
  },
  {
    name: 'coach page',
    open: async page => {
      await openFindSlot(page)
      await page.getByRole('link', { name: 'Mara Lindqvist' }).first().click()
      await expect(page.getByRole('heading', { level: 1, name: 'Mara Lindqvist' })).toBeVisible()
    }
  }
]

const sessionScreens: readonly Screen[] = [
  { name: 'my sessions, upcoming', open: page => openSessions(page, 'Upcoming') },
  { name: 'my sessions, past', open: page => openSessions(page, 'Past') },
  {
    name: 'session card',
    isOverlay: true,
    open: async page => {
      await openSessions(page, 'Upcoming')
      await page.getByRole('tabpanel').getByRole('listitem').first().getByRole('button').first().click()
      await expect(page.getByRole('dialog').getByText('Phone', { exact: true })).toBeVisible()
    }
  },
  {
    name: 'review',
    isOverlay: true,
    open: async page => {
      await openSessions(page, 'Past')
      await page
        .getByRole('button', { name: /^(Review|Edit review):/ })
        .first()
        .click()
      await seeDialog(page, /^Review · /)
    }
  },
  {
    name: 'move a session',
    isOverlay: true,
    open: async page => {
      await openSessions(page, 'Upcoming')
      await page
        .getByRole('button', { name: /^Move session:/ })
        .first()
        .click()
      await seeDialog(page, 'Move this session?')
    }
  },
  {
    name: 'cancel a session',
    isOverlay: true,
    open: async page => {
      await openSessions(page, 'Upcoming')
      await page
        .getByRole('button', { name: /^Cancel session:/ })
        .first()
        .click()
      await seeDialog(page, /^Cancel this session/)
    }
  }
]

/** Every screen of a student of the demo who has sessions ahead and behind, and a booking that came too late. */
export const studentTours: readonly Tour[] = [
  { name: 'finding a slot', screens: findScreens },
  { name: 'sessions', screens: [...sessionScreens, ...ownScreens] }
]

async function openFindSlot(page: Page): Promise<void> {
  await goTo(page, 'Find a slot')
  await expect(page.getByRole('button', { name: /^Book / }).first()).toBeVisible()
}

async function openSessions(page: Page, tab: 'Upcoming' | 'Past'): Promise<void> {
  await goTo(page, 'My sessions')
  await page.getByRole('tab', { name: tab }).click()
  const panel = page.getByRole('tabpanel', { name: new RegExp(`^${tab}`) })
  await expect(panel.getByRole('listitem').first()).toBeVisible()
}
