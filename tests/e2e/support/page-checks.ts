import type { Page } from '@playwright/test'
import axeCore, { type RunOnly } from 'axe-core'

const wcagTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Findings that are meant to be: the rule, what the element's markup begins with or holds, and why. */
const exceptions = [
  {
    rule: 'label-content-name-mismatch',
    html: 'aria-label="Account: ',
    // The avatar's initials stand for a picture; the button's name has the whole name.
    reason: 'initials are no text to be said'
  },
  {
    rule: 'target-size',
    html: 'data-cell-minutes="',
    // A slot that does not start on a line of the grid covers a cell in part: "New slot" takes every time.
    reason: 'an equivalent control is there'
  }
] as const

interface Checked {
  /** These rules alone; all of WCAG 2.2 AA unless told. */
  readonly rules?: readonly string[]
  /** What is looked at (a selector that finds something); the whole page unless told. */
  readonly within?: string | undefined
  /** What is not looked at. */
  readonly without?: string
}

/** What axe finds against WCAG 2.2 AA, one line each. */
export async function findAccessibilityFaults(
  page: Page,
  { rules, within, without }: Checked = {}
): Promise<readonly string[]> {
  // What a list far below leaves undrawn has no size, which axe takes for a button that lies under another one.
  await page.addStyleTag({ content: '* { content-visibility: visible !important }' })
  await page.evaluate(comeToRest)
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeCore.source)
  const order: AxeOrder = {
    context: { include: [within ?? 'html'], exclude: without === undefined ? [] : [without] },
    runOnly: rules === undefined ? { type: 'tag', values: wcagTags } : { type: 'rule', values: [...rules] }
  }
  const found = await page.evaluate(runAxe, order)
  return found
    .filter(({ id, html }) => !exceptions.some(({ rule, html: meant }) => rule === id && html.includes(meant)))
    .map(({ id, target, summary }) => `${id}: ${target}: ${summary}`)
}

/** In the page: what is on its way, a colour for example, arrives. What turns for ever is not waited for. */
async function comeToRest(): Promise<void> {
  const nextFrame = () =>
    new Promise(resolve => {
      requestAnimationFrame(resolve)
    })
  await nextFrame()
  const ending = document
    .getAnimations()
    .filter(({ effect }) => Number.isFinite(Number(effect?.getComputedTiming().endTime)))
  await Promise.allSettled(ending.map(({ finished }) => finished))
  await nextFrame()
}

interface AxeOrder {
  readonly context: { readonly include: string[]; readonly exclude: string[] }
  readonly runOnly: RunOnly
}

/** In the page. What passes is not handed over: of a calendar that would be most of the time. */
async function runAxe({ context, runOnly }: AxeOrder) {
  const { axe } = globalThis as unknown as { readonly axe: Pick<typeof axeCore, 'run'> }
  const { violations } = await axe.run(context, { runOnly, resultTypes: ['violations'] })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, target, failureSummary }) => ({
      id,
      html,
      target: target.join(' '),
      summary: (failureSummary ?? '').replaceAll('\n', ' ')
    }))
  )
}

/** Words of the frame (its header, its rail or bar) and of controls that are not seen whole. A page may shorten what people wrote. */
export async function findCutWords(page: Page): Promise<readonly string[]> {
  const labels = ['Button-label', 'SegmentedControl-innerLabel', 'Badge-label'].map(part => `.mantine-${part}`)
  return page.evaluate(
    selector =>
      [...document.querySelectorAll<HTMLElement>(selector)]
        .filter(element => {
          const { overflowX } = getComputedStyle(element)
          const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element
          const isInFrame = element.closest('header, nav') !== null
          const isCut = scrollWidth > clientWidth + 1 || (isInFrame && scrollHeight > clientHeight + 1)
          // What is one pixel large is for screen readers alone.
          return overflowX !== 'visible' && clientWidth > 1 && isCut
        })
        .map(element => `cut: ${element.textContent}`),
    ['header *', 'nav *', ...labels].join(', ')
  )
}

/**
 * What is wider than the window and cannot be scrolled to within itself: the page, or a dialog. A popover has some frames to
 * find its place in a window that has just changed.
 */
export async function findOverflows(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const patience = 30
    function measure(): readonly string[] {
      const { scrollWidth, clientWidth } = document.documentElement
      const wide = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide in ${clientWidth}`] : []
      const overlays = [...document.querySelectorAll<HTMLElement>('[role="dialog"], [role="menu"]')].filter(element => {
        const { left, right, width } = element.getBoundingClientRect()
        return width > 0 && (left < -1 || right > clientWidth + 1 || element.scrollWidth > element.clientWidth + 1)
      })
      return [...wide, ...overlays.map(element => `${element.getAttribute('role')} overflows: ${element.textContent}`)]
    }
    let found = measure()
    for (let frame = 0; frame < patience && found.length > 0; frame += 1) {
      await new Promise(resolve => {
        requestAnimationFrame(resolve)
      })
      found = measure()
    }
    return found
  })
}
