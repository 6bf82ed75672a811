import { type Browser, expect, type Page, type TestInfo, test } from '@playwright/test'
import { addDays, dateAt, wallClockToInstant } from '#domain/time/wall-clock.ts'
import { demoPassword } from '#server/demo/people.ts'
import { createSlots } from './support/create-slots.ts'
import { findAccessibilityFaults, findCutWords, findOverflows } from './support/page-checks.ts'
import { watchProblems } from './support/page-problems.ts'
import { actAsPrivateWindow } from './support/private-window.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { syncState, waitUntilSynced } from './support/shell.ts'
import { signIn } from './support/sign-in.ts'
import { coachTours } from './support/tour/coach-screens.ts'
import { closeOverlay, overlaySelector, type Screen, type Tour } from './support/tour/screen.ts'
import { studentTours } from './support/tour/student-screens.ts'

const minuteMs = 60_000
const maraZone = 'Europe/Berlin'

const roles = [
  { name: 'mara', role: 'coach', tours: coachTours },
  { name: 'aiko', role: 'student', tours: studentTours }
] as const

const wide = { width: 1360, height: 860 } as const
/** 1360 x 860 at 200 % zoom, and a phone. */
const narrowWindows = [
  { width: 680, height: 430 },
  { width: 390, height: 844 }
] as const

/** `COACHDESK_TOUR=whole`: every screen in both themes, with pictures; otherwise each in one of them. */
const isWholeTour = process.env['COACHDESK_TOUR'] === 'whole'

let server: TestServer

// The longest file: its tours are shared out.
test.describe.configure({ mode: 'parallel', timeout: (isWholeTour ? 15 : 4) * minuteMs })

test.beforeAll(async () => {
  server = await startTestServer({ demo: true })
  const mara = { serverUrl: server.url, name: 'mara', password: demoPassword }
  await createSlots(mara, [eveningNextWeek(18)])
  // The same coach on another device: what overlaps is declined.
  await createSlots(mara, [eveningNextWeek(19)])
})

test.afterAll(() => server.dispose())

for (const { name, role, tours } of roles) {
  for (const { name: part, screens } of inPairs(tours)) {
    test(`every screen of a ${role} is accessible and fits narrow windows: ${part}`, async ({ browser }, testInfo) => {
      const { page, problems } = await openSignedIn(browser, name)
      const faults = await visit(page, screens, async screen => {
        const picture = (what: string) => takePicture(page, testInfo, `${role} ${screen.name} ${what}`)
        // Structure and names are the same in both: one look at all of it, in light for a while, then in dark.
        const theme = isWholeTour || screens.indexOf(screen) < screens.length / 2 ? 'light' : 'dark'
        await switchTo(page, theme)
        await picture(theme)
        // The page under an overlay is a screen of its own.
        const within = screen.isOverlay === true ? overlaySelector : undefined
        const found = [...(await findAccessibilityFaults(page, { within }))]
        if (isWholeTour) {
          await switchTo(page, 'dark')
          await picture('dark')
          const inDark = await findAccessibilityFaults(page, { rules: ['color-contrast'], within })
          found.push(...inDark.map(fault => `dark: ${fault}`))
        }
        if (screen.isAnchored !== true) found.push(...(await findFaultsInNarrow(page, picture)))
        return found
      })
      expect(faults).toEqual([])
      expect(problems).toEqual([])
      await page.context().close()
    })
  }

  // The window keeps its size throughout: what is anchored to a place would lose it.
  test(`no menu of a ${role} leads out of a narrow window`, async ({ browser }, testInfo) => {
    const { page, problems } = await openSignedIn(browser, name)
    await page.setViewportSize(narrowWindows[1])
    const anchored = tours.flatMap(({ screens }) => screens).filter(({ isAnchored }) => isAnchored === true)
    const faults = await visit(page, anchored, async screen => {
      await takePicture(page, testInfo, `${role} ${screen.name}`)
      return [...(await findOverflows(page)), ...(await findCutWords(page))]
    })
    expect(faults).toEqual([])

    // What is cut is found.
    await syncState(page).evaluate(button => {
      button.style.width = '60px'
    })
    expect(await findCutWords(page)).toEqual([expect.stringMatching(/^cut: /)])
    expect(problems).toEqual([])
    await page.context().close()
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`signing in is accessible, ${colorScheme}`, async ({ browser }, testInfo) => {
    const context = await browser.newContext({ colorScheme })
    await actAsPrivateWindow(context)
    const page = await context.newPage()
    await page.goto(`${server.url}/app/`)
    await expect(page.getByRole('heading', { name: 'Sign in to CoachDesk' })).toBeVisible()
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByText('Enter your password.')).toBeVisible()
    await takePicture(page, testInfo, `sign in ${colorScheme}`)
    expect(await findAccessibilityFaults(page)).toEqual([])
    for (const viewport of narrowWindows) {
      await page.setViewportSize(viewport)
      expect(await findOverflows(page)).toEqual([])
    }

    // What is wrong is found.
    await page.getByRole('button', { name: 'Sign in', exact: true }).evaluate(button => {
      button.replaceChildren()
      button.style.width = '500px'
    })
    expect(await findAccessibilityFaults(page)).toEqual([expect.stringMatching(/^button-name: /)])
    expect(await findOverflows(page)).toEqual([expect.stringMatching(/^the page is \d+ px wide in 390$/)])
    await context.close()
  })
}

/** Two tours on one sign-in, which costs as much as four screens. */
function inPairs(tours: readonly Tour[]): readonly Tour[] {
  return tours.flatMap((tour, at) => {
    const next = tours[at + 1]
    if (at % 2 === 1) return []
    if (next === undefined) return [tour]
    return [{ name: `${tour.name}, ${next.name}`, screens: [...tour.screens, ...next.screens] }]
  })
}

async function takePicture(page: Page, testInfo: TestInfo, name: string): Promise<void> {
  if (!isWholeTour) return
  await page.screenshot({ path: testInfo.outputPath(`${name}.jpg`.replaceAll(/[ ,]+/g, '-')) })
}

/** What does not fit, at 200 % zoom and on a phone; the window is wide again afterwards. */
async function findFaultsInNarrow(page: Page, picture: (what: string) => Promise<unknown>): Promise<readonly string[]> {
  const found: string[] = []
  for (const viewport of narrowWindows) {
    await page.setViewportSize(viewport)
    await picture(String(viewport.width))
    const faults = [...(await findOverflows(page)), ...(await findCutWords(page))]
    found.push(...faults.map(fault => `${viewport.width} px: ${fault}`))
  }
  await page.setViewportSize(wide)
  return found
}

/** As the system does in the evening, under a person who has not chosen. */
async function switchTo(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
}

async function openSignedIn(browser: Browser, name: string) {
  const context = await browser.newContext({
    colorScheme: 'light',
    viewport: wide
  })
  await actAsPrivateWindow(context)
  const page = await context.newPage()
  const { problems } = watchProblems(page)
  await signIn(page, { serverUrl: server.url, name, password: demoPassword })
  await waitUntilSynced(page)
  return { page, problems }
}

/** Opens one screen after the other and gathers what the check finds, with the screen's name before it. */
async function visit(
  page: Page,
  screens: readonly Screen[],
  check: (screen: Screen) => Promise<readonly string[]>
): Promise<readonly string[]> {
  const faults: string[] = []
  for (const screen of screens) {
    await test.step(screen.name, async () => {
      await screen.open(page)
      faults.push(...(await check(screen)).map(fault => `${screen.name}: ${fault}`))
      if (screen.isOverlay) await closeOverlay(page)
    })
  }
  return faults
}

/** An evening hour of the coach's next week that the demo leaves free, epoch ms. */
function eveningNextWeek(hour: number): number {
  const date = addDays(dateAt(Date.now(), maraZone), 7)
  return wallClockToInstant({ date, minutes: hour * 60 }, maraZone).at
}
