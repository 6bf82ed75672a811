import type { Page } from '@playwright/test'

/** Collects what the page throws and what it or the browser writes to the console as an error, from now on. */
export function watchProblems(page: Page): { readonly problems: readonly string[] } {
  const problems: string[] = []
  page.on('pageerror', error => problems.push(`thrown: ${error.message}`))
  page.on('console', message => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`)
  })
  return { problems }
}
