import { expect, type Locator, type Page } from '@playwright/test'
import { goTo } from '../shell.ts'
import { type Screen, seeDialog, type Tour } from './screen.ts'
import { commonScreens, ownScreens } from './shared-screens.ts'

const calendarScreens: readonly Screen[] = [
  { name: 'calendar, this week', open: page => goTo(page, 'Calendar') },
  { name: 'calendar, week', open: page => openNextWeek(page) },
  { name: 'calendar, day', open: page => openView(page, 'Day') },
  { name: 'calendar, agenda', open: page => openView(page, 'Agenda') },
  { name: 'calendar, keys', open: openKeys }
]

const slotScreens: readonly Screen[] = [
  { name: 'new slot', isOverlay: true, open: page => openFromToolbar(page, 'New slot') },
  { name: 'copy last week', isOverlay: true, open: page => openFromToolbar(page, 'Copy last week') },
  {
    name: 'slot details, open',
    isOverlay: true,
    isAnchored: true,
    open: async page => void (await openSlot(page, 'open'))
  },
  {
    name: 'slot details, booked',
    isOverlay: true,
    isAnchored: true,
    open: async page => void (await openSlot(page, 'booked'))
  },
  {
    name: 'slot details, declined',
    isOverlay: true,
    isAnchored: true,
    open: async page => void (await openSlot(page, 'declined'))
  },
  {
    name: 'move a slot',
    isOverlay: true,
    open: async page => {
      await (await openSlot(page, 'open')).getByRole('button', { name: 'Move to…' }).click()
      await seeDialog(page, 'Move slot')
    }
  },
  {
    name: 'remove a slot',
    isOverlay: true,
    open: async page => {
      await (await openSlot(page, 'open')).getByRole('button', { name: 'Remove' }).click()
      await seeDialog(page, 'Remove this slot?')
    }
  },
  {
    name: 'pencil in a student',
    isOverlay: true,
    open: async page => {
      await (await openSlot(page, 'open')).getByRole('button', { name: 'Pencil in…' }).click()
      await seeDialog(page, 'Pencil in a student')
    }
  }
]

const sessionScreens: readonly Screen[] = [
  { name: 'sessions, upcoming', open: page => openSessions(page, 'Upcoming') },
  { name: 'sessions, past', open: page => openSessions(page, 'Past') },
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
    name: 'wrap-up',
    isOverlay: true,
    open: async page => {
      await goTo(page, 'Sessions')
      await page.getByRole('button', { name: 'Start', exact: true }).click()
      const dialog = await seeDialog(page, /^Wrap up/)
      await dialog.getByText('Happened', { exact: true }).click()
    }
  },
  {
    name: 'book weekly',
    isOverlay: true,
    open: async page => {
      await openSessions(page, 'Upcoming')
      await page.getByRole('tabpanel').getByRole('listitem').first().getByRole('button').first().click()
      await page.getByRole('dialog').getByRole('button', { name: 'Book weekly…' }).click()
      const dialog = await seeDialog(page, /^Book weekly for /)
      await expect(dialog.getByRole('checkbox').first()).toBeVisible()
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

const studentScreens: readonly Screen[] = [
  { name: 'students', open: page => goTo(page, 'Students') },
  {
    name: 'student',
    open: async page => {
      await goTo(page, 'Students')
      await page.getByRole('main').getByRole('listitem').first().getByRole('link').click()
      await expect(page.getByRole('heading', { name: 'Dossier' })).toBeVisible()
    }
  }
]

const insightScreens: readonly Screen[] = [
  {
    name: 'insights',
    open: async page => {
      await goTo(page, 'Insights')
      await expect(page.getByRole('region', { name: 'Fill rate' }).getByRole('table')).toBeVisible()
    }
  }
]

const pageScreens: readonly Screen[] = [
  {
    name: 'own page',
    open: async page => {
      await goTo(page, 'Settings')
      await page.getByRole('link', { name: 'See your page' }).click()
      await expect(page.getByRole('heading', { name: 'Booking terms' })).toBeVisible()
    }
  },
  ...ownScreens
]

/** Every screen of a coach of the demo who has open, booked and declined slots next week. */
export const coachTours: readonly Tour[] = [
  { name: 'calendar', screens: calendarScreens },
  { name: 'slots', screens: slotScreens },
  { name: 'sessions', screens: sessionScreens },
  { name: 'today and students', screens: studentScreens },
  { name: 'own pages and frame', screens: [...insightScreens, ...pageScreens, ...commonScreens] }
]

type View = 'Day' | 'Week' | 'Agenda'

/** Next week holds slots of every look, whatever day of the week it is. */
async function openNextWeek(page: Page): Promise<void> {
  if (await isNextWeekOpen(page)) return
  await goTo(page, 'Calendar')
  // The link leads back to this week a moment later: a step before that would lead one week too far.
  await expect(page).toHaveURL(/\/calendar$/)
  await expect(page.getByRole('radio', { name: 'Week' })).toBeChecked()
  await expect(page.locator('button[aria-current="date"]')).toBeVisible()
  await page.getByRole('button', { name: 'Next week' }).click()
  for (const look of ['open', 'booked', 'declined'] as const) await expect(slots(page, look).first()).toBeVisible()
}

/** A week whose slots have every look and that is not this one: to come to it anew would draw two weeks more. */
async function isNextWeekOpen(page: Page): Promise<boolean> {
  if ((await slots(page, 'declined').count()) === 0) return false
  const isThisWeek = (await page.locator('button[aria-current="date"]').count()) > 0
  return !isThisWeek && page.getByRole('radio', { name: 'Week' }).isChecked()
}

async function openView(page: Page, view: View): Promise<void> {
  await openNextWeek(page)
  await page.getByRole('radiogroup', { name: 'View' }).getByText(view).click()
  await expect(page.getByRole('radio', { name: view })).toBeChecked()
}

async function openKeys(page: Page): Promise<void> {
  await goTo(page, 'Calendar')
  await page.getByText('Keys', { exact: true }).click()
  await expect(page.getByText('walk the grid')).toBeVisible()
}

async function openFromToolbar(page: Page, name: 'New slot' | 'Copy last week'): Promise<void> {
  await openNextWeek(page)
  await page.getByRole('button', { name, exact: true }).click()
  await seeDialog(page, name)
}

async function openSlot(page: Page, look: 'open' | 'booked' | 'declined'): Promise<Locator> {
  await openNextWeek(page)
  await slots(page, look).first().click()
  const details = page.getByTestId('slot-details')
  await expect(details).toBeVisible()
  return details
}

const slots = (page: Page, look: string): Locator => page.locator(`[data-event-id][data-look="${look}"]`)

async function openSessions(page: Page, tab: 'Upcoming' | 'Past'): Promise<void> {
  await goTo(page, 'Sessions')
  await page.getByRole('tab', { name: tab }).click()
  const panel = page.getByRole('tabpanel', { name: new RegExp(`^${tab}`) })
  await expect(panel.getByRole('listitem').first()).toBeVisible()
}
