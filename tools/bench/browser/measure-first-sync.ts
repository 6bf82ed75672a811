import type { Browser, Page } from '@playwright/test'
import { submitSignIn } from '../../../tests/e2e/support/sign-in.ts'

/** Whose first sync is measured, and what there is to be received. */
export interface FirstSync {
  readonly url: string
  readonly name: string
  readonly password: string
  readonly expected: number
}

export interface FirstSyncTimes {
  /** From the first request for slots until the page says that everything is synced, ms. */
  readonly ms: number
  /** The longest task of the page meanwhile, ms: for so long it did not answer a click. */
  readonly longestTaskMs: number
  /** How many tasks took longer than 100 ms. */
  readonly longTasks: number
}

/** What the page notes of itself while it is being used. */
interface Noted {
  syncedAt: number
  readonly tasks: { readonly startedAt: number; readonly ms: number }[]
}
type NotingWindow = typeof globalThis & { noted: Noted }

/** The first sync of the web edition that a server serves, in a browser that was never there, from outside: the same for any version. */
export async function measureFirstSync(
  browser: Browser,
  { url, name, password, expected }: FirstSync
): Promise<FirstSyncTimes> {
  // The worker fetches all pages of the application while the first one is used.
  const context = await browser.newContext({ serviceWorkers: 'block' })
  try {
    const page = await context.newPage()
    await page.addInitScript(noteWhatHappens)
    await page.goto(`${url}/app/`)
    await submitSignIn(page, { name, password })
    await page.waitForFunction(() => (globalThis as unknown as NotingWindow).noted.syncedAt > 0, undefined, {
      timeout: 60_000
    })
    const stored = await countStored(page)
    if (stored !== expected) throw new Error(`the page says that it is synced and holds ${stored} slots`)
    return await page.evaluate(readTimes)
  } finally {
    await context.close()
  }
}

/** Runs in the page, before anything else does. */
function noteWhatHappens(): void {
  const noted: Noted = { syncedAt: 0, tasks: [] }
  ;(globalThis as unknown as NotingWindow).noted = noted
  new PerformanceObserver(list => {
    for (const { startTime, duration } of list.getEntries()) noted.tasks.push({ startedAt: startTime, ms: duration })
  }).observe({ type: 'longtask', buffered: true })
  const look = (): void => {
    if (document.querySelector('header')?.textContent.includes('All changes synced') === true)
      noted.syncedAt = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** Runs in the page. */
function readTimes(): FirstSyncTimes {
  const { noted } = globalThis as unknown as NotingWindow
  const asked = performance.getEntriesByType('resource').find(({ name }) => name.includes('/slots'))
  if (asked === undefined) throw new Error('nobody asked for slots')
  const tasks = noted.tasks.filter(
    ({ startedAt, ms }) => startedAt + ms > asked.startTime && startedAt < noted.syncedAt
  )
  return {
    ms: noted.syncedAt - asked.startTime,
    longestTaskMs: Math.max(0, ...tasks.map(({ ms }) => ms)),
    longTasks: tasks.filter(({ ms }) => ms > 100).length
  }
}

/** How many slots lie in the browser's own database. */
function countStored(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const found = (await indexedDB.databases()).find(({ name }) => name?.endsWith('--slots'))
    if (found?.name === undefined) return 0
    const asPromise = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(new Error('IndexedDB cannot be read', { cause: request.error })))
      })
    const database = await asPromise(indexedDB.open(found.name))
    const count = await asPromise(database.transaction('docs').objectStore('docs').count())
    database.close()
    return count
  })
}
