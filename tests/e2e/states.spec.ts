import { expect, test } from '@playwright/test'
import { findAccessibilityFaults, findCutWords, findOverflows } from './support/page-checks.ts'
import { watchProblems } from './support/page-problems.ts'
import { type Gallery, startGallery } from './support/tour/gallery.ts'
import { type SampleState, sampleStates } from './support/tour/sample-states.ts'
import { overlaySelector } from './support/tour/screen.ts'

const wide = { width: 1280, height: 860 } as const
const phone = { width: 390, height: 844 } as const
const bothThemes = ['light', 'dark'] as const
/** `COACHDESK_TOUR=whole`: every state in both themes, with pictures; otherwise they take turns. */
const isWholeTour = process.env['COACHDESK_TOUR'] === 'whole'

/** A test for so many states: few enough to share out, enough to pay for its start. */
const partSize = 7

let gallery: Gallery

test.describe.configure({ mode: 'parallel', timeout: isWholeTour ? 600_000 : 180_000 })
test.beforeAll(async () => {
  gallery = await startGallery()
})
test.afterAll(() => gallery.dispose())

function* inParts(states: readonly SampleState[]): Generator<readonly SampleState[]> {
  for (let from = 0; from < states.length; from += partSize) yield states.slice(from, from + partSize)
}

for (const part of inParts(sampleStates)) {
  const names = `${part[0]?.name ?? ''} … ${part.at(-1)?.name ?? ''}`
  test(`rare states are accessible and fit a phone: ${names}`, async ({ browser }, testInfo) => {
    const context = await browser.newContext({ locale: 'en-GB' })
    const page = await context.newPage()
    const { problems } = watchProblems(page)
    const faults: string[] = []
    for (const [index, { name, query, isOverlay, reach, subject }] of part.entries()) {
      await test.step(name, async () => {
        const takePicture = async (what: string) => {
          if (!isWholeTour) return
          await subject?.(page).scrollIntoViewIfNeeded()
          await page.screenshot({ path: testInfo.outputPath(`${name} ${what}.jpg`.replaceAll(/[ ,]+/g, '-')) })
        }
        await page.setViewportSize(wide)
        const first: (typeof bothThemes)[number] = isWholeTour || index % 2 === 0 ? 'light' : 'dark'
        await page.emulateMedia({ colorScheme: first })
        await page.goto(gallery.addressOf(`theme=own&${query}`))
        await reach(page)
        for (const colorScheme of isWholeTour ? bothThemes : [first]) {
          await page.emulateMedia({ colorScheme })
          await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
          await takePicture(colorScheme)
          // A theme changes colours alone.
          const found = await findAccessibilityFaults(page, {
            ...(colorScheme === first ? {} : { rules: ['color-contrast'] }),
            within: isOverlay === true ? overlaySelector : undefined
          })
          faults.push(...found.map(fault => `${name}, ${colorScheme}: ${fault}`))
        }
        await page.setViewportSize(phone)
        await takePicture('phone')
        const onPhone = [...(await findOverflows(page)), ...(await findCutWords(page))]
        faults.push(...onPhone.map(fault => `${name}, phone: ${fault}`))
      })
    }
    expect(faults).toEqual([])
    expect(problems).toEqual([])
    await context.close()
  })
}
