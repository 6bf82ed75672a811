import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

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

/**
 * What axe finds against WCAG 2.2 AA, one line each.
 * @param rules these rules alone; all of them unless told
 * @param within what is looked at (a selector that finds something); the whole page unless told
 */
export async function findAccessibilityFaults(
  page: Page,
  rules?: readonly string[],
  within?: string
): Promise<readonly string[]> {
  // What a list far below leaves undrawn has no size, which axe takes for a button that lies under another one.
  await page.addStyleTag({ content: '* { content-visibility: visible !important }' })
  const whole = new AxeBuilder({ page })
  const axe = within === undefined ? whole : whole.include(within)
  const { violations } = await (rules === undefined ? axe.withTags(wcagTags) : axe.withRules([...rules])).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(node => !exceptions.some(({ rule, html }) => rule === id && node.html.includes(html)))
      .map(node => `${id}: ${node.target.join(' ')}: ${(node.failureSummary ?? '').replaceAll('\n', ' ')}`)
  )
}

/** What is wider than the window and cannot be scrolled to within itself: the page, or a dialog. */
export async function findOverflows(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const wide = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide in ${clientWidth}`] : []
    const overlays = [...document.querySelectorAll<HTMLElement>('[role="dialog"], [role="menu"]')].filter(element => {
      const { left, right, width } = element.getBoundingClientRect()
      return width > 0 && (left < -1 || right > clientWidth + 1 || element.scrollWidth > element.clientWidth + 1)
    })
    return [...wide, ...overlays.map(element => `${element.getAttribute('role')} overflows: ${element.textContent}`)]
  })
}
