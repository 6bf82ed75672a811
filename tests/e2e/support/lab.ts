import { type Browser, type BrowserContext, expect, type FrameLocator, type Locator, type Page } from '@playwright/test'
import { type LabProcess, startLabProcess } from './lab-process.ts'
import { actAsPrivateWindow } from './private-window.ts'
import { syncedState } from './shell.ts'

type NetworkName = 'Online' | 'Stalled' | 'Cut'

/** One window of the lab: its switches, and the application in it. */
export interface LabWindow {
  readonly region: Locator
  readonly app: FrameLocator
  /** Returns when the network is so, and the application has noticed. */
  setNetwork(name: NetworkName): Promise<void>
  setClock(label: string): Promise<void>
  /** Returns when the server has heard of everything done here. What a screen shows of it says less: it is shown before. */
  untilSynced(): Promise<void>
  /** Loads the application again; the device keeps its data. */
  restart(): Promise<void>
  goTo(link: 'Calendar' | 'Sessions' | 'My sessions' | 'Inbox'): Promise<void>
  /** A slot in the agenda, by its start. */
  slotAt(time: string): Locator
}

/** The lab in a browser of its own. Each recipe has its own server, accounts and devices. */
export interface LabVisit {
  readonly page: Page
  /** Opens a recipe and waits until all three windows are synced. */
  openRecipe(id: string): Promise<void>
  /** Opens the page as a visitor finds it. */
  openList(): Promise<void>
  untilSynced(): Promise<void>
  window(name: string): LabWindow
  leave(): Promise<void>
}

export async function visitLab(browser: Browser): Promise<LabVisit> {
  const lab = await startLabProcess()
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin'
  })
  await actAsPrivateWindow(context)
  return createVisit(lab, context, await context.newPage())
}

function createVisit(lab: LabProcess, context: BrowserContext, page: Page): LabVisit {
  const frames = page.locator('iframe')
  async function untilSynced(): Promise<void> {
    await expect(frames).toHaveCount(3)
    for (const frame of await frames.all()) await untilAppSynced(frame.contentFrame(), 90_000)
  }
  return {
    page,
    async openRecipe(id) {
      await page.goto(`${lab.url}#${id}`)
      await expect(page.getByRole('main', { name: 'Windows' })).toHaveAttribute('data-recipe', id)
      await untilSynced()
    },
    openList: async () => void (await page.goto(lab.url)),
    untilSynced,
    window: name => createWindow(page.getByRole('region', { name, exact: true })),
    async leave() {
      await context.close()
      expect(await lab.stop()).toBe(0)
    }
  }
}

const syncButton = (app: FrameLocator) => app.getByRole('banner').getByRole('button', { name: /Open the sync panel$/ })

const untilAppSynced = (app: FrameLocator, timeout?: number): Promise<void> =>
  expect(syncButton(app)).toHaveAccessibleName(syncedState, timeout === undefined ? {} : { timeout })

const heard: Readonly<Record<Exclude<NetworkName, 'Stalled'>, RegExp>> = {
  Cut: /^Offline since /,
  Online: new RegExp(`${syncedState.source}|^(Account disabled|Sign in again)`)
}

function createWindow(region: Locator): LabWindow {
  const app = region.locator('iframe').contentFrame()
  const switched = () => expect(region).toHaveAttribute('aria-busy', 'false')
  return {
    region,
    app,
    async setNetwork(name) {
      await region.getByText(name, { exact: true }).click()
      await switched()
      if (name !== 'Stalled') await expect(syncButton(app)).toHaveAccessibleName(heard[name], { timeout: 45_000 })
    },
    async setClock(label) {
      await region.getByRole('combobox', { name: /^Clock of/ }).selectOption({ label })
      await switched()
    },
    untilSynced: () => untilAppSynced(app),
    restart: () => region.getByRole('button', { name: /^Restart/ }).click(),
    async goTo(link) {
      await app
        .getByRole('navigation', { name: 'Main' })
        .getByRole('link', { name: new RegExp(`^${link}`) })
        .click()
      await expect(app.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible()
    },
    slotAt: time => app.getByRole('main').getByRole('button', { name: new RegExp(`, ${time}–`) })
  }
}
