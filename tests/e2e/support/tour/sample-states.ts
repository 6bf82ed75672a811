import { expect, type Locator, type Page } from '@playwright/test'
import { seeDialog } from './screen.ts'

/** A state of the application with sample data, and how to come to it from the page that the query opens. */
export interface SampleState {
  readonly name: string
  /** The gallery's parameters, without the theme. */
  readonly query: string
  /** A dialog over the page, which alone is looked at. */
  readonly isOverlay?: boolean
  readonly reach: (page: Page) => Promise<void>
  /** What it is about, where the page is longer than the window. */
  readonly subject?: (page: Page) => Locator
}

const seeText = (text: string | RegExp) => (page: Page) => expect(page.getByText(text).first()).toBeVisible()
const press = async (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()

/** What is rare, or would take a second device and a broken network: the inbox, wishes under way, banners. */
export const sampleStates: readonly SampleState[] = [
  {
    name: 'inbox of a coach, every topic',
    query: 'page=inbox&role=coach&state=every-notice',
    async reach(page) {
      await press(page, /^Put aside \(/)
      await expect(page.getByRole('article')).toHaveCount(16)
    }
  },
  {
    name: 'inbox of a student, every topic',
    query: 'page=inbox&role=student&state=every-notice',
    reach: page => expect(page.getByRole('article')).toHaveCount(9)
  },
  { name: 'inbox, news alone', query: 'page=inbox&role=coach&state=news', reach: seeText(/3 new in the inbox$/) },
  { name: 'weekly hours', query: 'page=/hours&role=coach&state=hours', reach: seeText('Other hours: ') },
  {
    name: 'weekly hours, a change of them',
    query: 'page=/hours&role=coach&state=hours',
    async reach(page) {
      await press(page, 'Add a start on Friday')
      await press(page, 'Add days off')
      await expect(page.getByText(/^Adds \d+ slots$/)).toBeVisible()
    }
  },
  {
    name: 'away',
    isOverlay: true,
    query: 'page=calendar&role=coach&state=hours',
    async reach(page) {
      await press(page, 'Hours')
      await page.getByRole('menuitem', { name: 'Away' }).click()
      const dialog = await seeDialog(page, 'When are you away?')
      await dialog.getByRole('button', { name: '19 November 2026' }).click()
      await expect(dialog.getByText('What saving does').first()).toBeVisible()
    }
  },
  {
    name: 'settings, another zone for weekly hours',
    isOverlay: true,
    query: 'page=settings&role=coach&state=hours',
    async reach(page) {
      await page.getByRole('combobox', { name: 'Time zone of your calendar' }).fill('Tokyo')
      await page.getByRole('option', { name: /Tokyo/ }).first().click()
      await press(page, 'Save changes')
      const dialog = await seeDialog(page, 'Your hours in the new zone')
      await expect(dialog.getByText(/^Adds \d+ slots$/)).toBeVisible()
    }
  },
  {
    name: 'calendar, hours on their way',
    query: 'page=calendar&role=coach&state=hours-waiting',
    reach: seeText('Waiting')
  },
  { name: 'find a slot, a coach is away', query: 'page=find&role=student&state=hours', reach: seeText(/is away on/) },
  {
    name: 'what a student waits for',
    isOverlay: true,
    query: 'page=find&role=student&state=waiting-list',
    async reach(page) {
      await press(page, 'You wait for 4 things')
      await seeDialog(page, 'What you wait for')
    }
  },
  {
    name: 'find a slot, the server tells of none',
    query: 'page=find&role=student&state=older-server',
    reach: seeText('Once the server has been updated, it can tell you')
  },
  { name: 'today of a coach', query: 'page=/today&role=coach&state=students', reach: seeText('Last notes') },
  { name: 'today of a student', query: 'page=/today&role=student', reach: seeText('Today') },
  { name: 'students', query: 'page=/students&role=coach&state=students', reach: seeText('people you have met') },
  {
    name: 'a student',
    query: 'page=/students/omarhaddad&role=coach&state=students',
    async reach(page) {
      await page.getByText('The same as a table').click()
      await expect(page.getByRole('table')).toBeVisible()
    }
  },
  {
    name: 'a student, the dossier being written',
    query: 'page=/students/omarhaddad&role=coach&state=students',
    async reach(page) {
      await press(page, 'Edit')
      await page.getByLabel('Background').fill('Came from industry.')
    }
  },
  {
    name: 'a student, to be blocked',
    isOverlay: true,
    query: 'page=/students/omarhaddad&role=coach&state=students',
    async reach(page) {
      await press(page, /^Block Omar Haddad/)
      await seeDialog(page, /^Block Omar Haddad/)
    }
  },
  {
    name: 'actions of a coach',
    query: 'page=/actions&role=coach&state=agreed',
    reach: seeText('Call the group in Basel')
  },
  {
    name: 'actions of a student',
    query: 'page=/actions&role=student&state=agreed',
    reach: seeText('Call the group in Basel')
  },
  {
    name: 'past sessions of a coach, with summary and actions',
    subject: page => page.getByText('Call the group in Basel').first(),
    query: 'page=sessions&role=coach&state=agreed',
    async reach(page) {
      await page.getByRole('tab', { name: /^Past/ }).click()
      await seeText('Call the group in Basel')(page)
    }
  },
  {
    name: 'past sessions of a student, with summary and actions',
    subject: page => page.getByText('Call the group in Basel').first(),
    query: 'page=sessions&role=student&state=agreed',
    async reach(page) {
      await page.getByRole('tab', { name: /^Past/ }).click()
      await seeText('Call the group in Basel')(page)
    }
  },
  {
    name: 'wrap-up, with summary and actions',
    isOverlay: true,
    query: 'page=sessions&role=coach&state=agreed',
    async reach(page) {
      await page.getByRole('tab', { name: /^Past/ }).click()
      await press(page, /^Edit feedback: Maya Chen/)
      await seeDialog(page, /^Wrap up/)
    },
    subject: page => page.getByRole('button', { name: 'Add action' })
  },
  {
    name: 'settings, how you meet',
    subject: page => page.getByLabel('Web address', { exact: true }),
    query: 'page=settings&role=coach&state=agreed',
    async reach(page) {
      await page.getByRole('radio', { name: 'At a web address' }).check()
    }
  },
  {
    name: 'settings, whom you blocked',
    subject: page => page.getByRole('button', { name: /^Unblock Omar Haddad/ }),
    query: 'page=settings&role=coach&state=agreed',
    reach: page => expect(page.getByRole('button', { name: /^Unblock Omar Haddad/ })).toBeVisible()
  },
  {
    name: 'settings, a private calendar link',
    subject: page => page.getByRole('button', { name: 'End the link' }),
    query: 'page=settings&role=coach&state=agreed',
    async reach(page) {
      await press(page, 'Make a private link')
      await expect(page.getByRole('group', { name: 'Private link' })).toBeVisible()
    }
  },
  {
    name: 'cancel a day',
    isOverlay: true,
    query: 'page=calendar&role=coach&state=agreed&query=view%3Dagenda',
    async reach(page) {
      await press(page, /^Cancel this day: .*19/)
      await seeDialog(page, /^Cancel /)
    }
  },
  { name: 'insights', query: 'page=/insights&role=coach&state=students', reach: seeText('By student') },
  {
    name: 'insights, the fill rate',
    query: 'page=/insights&role=coach&state=students',
    reach: seeText('not recorded'),
    subject: page => page.getByRole('region', { name: 'Fill rate' }).first()
  },
  {
    name: 'insights, days of one’s own',
    query: 'page=/insights&role=coach&state=newer&query=from%3D2026-11-01%26to%3D2026-11-30',
    reach: seeText(/need a newer version of CoachDesk/)
  },
  {
    name: 'insights, coaching log',
    query: 'page=/insights&role=coach&state=students&query=view%3Dlog',
    reach: seeText(/who did not agree/)
  },
  {
    name: 'insights, payments',
    query: 'page=/insights&role=coach&state=students&query=view%3Dpayments',
    reach: seeText('To be paid')
  },
  { name: 'insights, no sessions', query: 'page=/insights&role=coach&empty=1', reach: seeText('No sessions yet') },
  { name: 'inbox, nothing in it', query: 'page=inbox&role=student&empty=1', reach: seeText('Nothing needs you') },
  {
    name: 'account disabled',
    query: 'page=inbox&role=coach&state=disabled',
    reach: seeText('2 changes were not sent')
  },
  {
    name: 'needs an update',
    query: 'page=sessions&role=coach&state=needs-update',
    reach: seeText('CoachDesk needs an update')
  },
  {
    name: 'notice of a newer version',
    query: 'page=inbox&role=coach&state=newer',
    reach: seeText('Something new happened that needs a newer version of CoachDesk')
  },
  {
    name: 'session of a newer version',
    query: 'page=sessions&role=coach&state=newer',
    reach: seeText('Needs a newer version')
  },
  { name: 'clock is wrong', query: 'page=sessions&role=coach&state=clock', reach: seeText(/7 minutes ahead/) },
  {
    name: 'sync panel, clock is wrong',
    isOverlay: true,
    query: 'page=calendar&role=student&state=clock',
    async reach(page) {
      await press(page, /Open the sync panel$/)
      await expect((await seeDialog(page, 'Sync')).getByText(/7 minutes ahead/)).toBeVisible()
    }
  },
  {
    name: 'sync panel, offline',
    isOverlay: true,
    query: 'page=calendar&role=coach&state=offline',
    async reach(page) {
      await press(page, /Open the sync panel$/)
      await seeDialog(page, 'Sync')
    }
  },
  {
    name: 'sign in again',
    query: 'page=sessions&role=coach&state=needs-sign-in',
    reach: seeText('Sign in again to sync')
  },
  { name: 'history', query: 'page=history&role=coach&state=history', reach: seeText('Public page saved') },
  { name: 'history, nothing in it', query: 'page=history&role=coach', reach: seeText('Nothing done here yet') },
  {
    name: 'wishes of a coach',
    query: 'page=sessions&role=coach&state=wishes',
    reach: seeText(/^Pencilled in – waiting/)
  },
  {
    name: 'wishes of a student',
    query: 'page=sessions&role=student&state=wishes',
    reach: seeText(/^Cancelling – waiting/)
  },
  {
    name: 'a request taken back',
    query: 'page=sessions&role=coach&state=wishes',
    async reach(page) {
      await press(page, /^Take it back: Lena/)
      await expect(page.getByText(/^Pencilled in – waiting/)).toHaveCount(0)
    }
  },
  {
    name: 'session card, moved and moving',
    isOverlay: true,
    query: 'page=sessions&role=coach&state=wishes',
    async reach(page) {
      await press(page, 'Maya Chen')
      await expect(page.getByRole('dialog').getByText('Moved', { exact: true })).toBeVisible()
    }
  },
  {
    name: 'move a session, to choose',
    isOverlay: true,
    query: 'page=sessions&role=coach',
    async reach(page) {
      await press(page, /^Move session: Maya/)
      await seeDialog(page, 'Move this session?')
    }
  },
  {
    name: 'move a session, offline',
    isOverlay: true,
    query: 'page=sessions&role=student&state=offline',
    async reach(page) {
      await press(page, /^Move session: Anna/)
      await seeDialog(page, 'Move this session?')
    }
  },
  {
    name: 'move a session, waiting',
    isOverlay: true,
    query: 'page=sessions&role=coach',
    async reach(page) {
      await press(page, /^Move session: Maya/)
      const dialog = await seeDialog(page, 'Move this session?')
      await dialog.getByRole('radiogroup', { name: 'Move it to' }).getByRole('radio').last().check()
      await dialog.getByRole('button', { name: 'Move session' }).click()
      await seeDialog(page, 'Moving the session…')
    }
  },
  {
    name: 'pencil in a student, from the card',
    isOverlay: true,
    query: 'page=sessions&role=coach&state=offline',
    async reach(page) {
      await press(page, 'Omar Haddad')
      await page.getByRole('dialog').getByRole('button', { name: 'Book the next session…' }).click()
      await seeDialog(page, /^Book Omar/)
    }
  },
  {
    name: 'pencil in a student, into a slot',
    isOverlay: true,
    query: 'page=calendar&role=coach',
    async reach(page) {
      await page.locator('[data-event-id][data-look="open"]').last().click()
      await page.getByTestId('slot-details').getByRole('button', { name: 'Pencil in…' }).click()
      const dialog = await seeDialog(page, 'Pencil in a student')
      // It opens with the list of students.
      await page.getByRole('option', { name: 'Lena Okafor' }).click()
      await expect(dialog.getByText(/in London$/)).toBeVisible()
    }
  },
  {
    name: 'a pencilled slot',
    isOverlay: true,
    query: 'page=calendar&role=coach&state=wishes&query=date%3D2026-11-25',
    async reach(page) {
      await page.locator('[data-event-id][data-look="pencilled"]').last().click()
      await expect(page.getByTestId('slot-details')).toBeVisible()
    }
  },
  {
    name: 'undo, offered',
    query: 'page=calendar&role=coach',
    async reach(page) {
      await page.locator('[data-event-id][data-look="open"]').last().click()
      await page.getByTestId('slot-details').getByRole('button', { name: 'Remove' }).click()
      await (await seeDialog(page, 'Remove this slot?')).getByRole('button', { name: 'Remove' }).click()
      await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeVisible()
    }
  },
  {
    name: 'undo, not lawful',
    query: 'page=history&role=coach&state=history',
    async reach(page) {
      await seeText('Public page saved')(page)
      await page.keyboard.press('Control+z')
      await expect(page.getByRole('alert').first()).toBeVisible()
    }
  },
  {
    name: 'last week of the calendar',
    query: 'page=calendar&role=coach&query=date%3D2199-12-31',
    reach: page => expect(page.getByRole('button', { name: 'Next week' })).toBeDisabled()
  }
]
