import type { Locator, Page } from '@playwright/test'

/** What was typed, and what of it may not be missing, by the page's own clock. */
export interface Typed {
  /** All letters. */
  readonly text: string
  /** Those that the page had got a second before it was asked last; its storage kept time all the while. */
  readonly due: string
}

/** What the page notes of itself, by its own clock, ms. */
interface TypingRecord {
  /** When each letter arrived in the field. */
  readonly letters: number[]
  /** When each of some small strict writes of the page, beside the application's, was stored. */
  readonly stored: number[]
}

const lastSecondMs = 1_000
/** A letter waits for one write, 250 ms, and a write of its own: that is less than a second if nothing takes longer than this. */
const longestStepMs = 200
/** A machine that gives a page no second of its own among so many letters is too slow to say anything. */
const mostLetters = 5_000

/**
 * Types at the end of a field without ever pausing: nobody who saves in pauses alone would have saved any of it. It goes on until the page has so
 * many letters, some of them for a second, and for a whole second was neither kept waiting by the machine nor by its storage: before that, nobody can say how much
 * a keeper that is in time has stored.
 */
export async function typeOn(field: Locator, letters: number): Promise<Typed> {
  const page = field.page()
  await field.press('ControlOrMeta+End')
  await field.evaluate(startRecord)
  for (let typed = 1; typed <= mostLetters; typed += 1) {
    await page.keyboard.press(letterAt(typed - 1))
    if (typed < letters || typed % 8 !== 0) continue
    const { arrived, due, isInTime } = await readRecord(page)
    if (isInTime && arrived === typed && due > 0) return { text: textOf(typed), due: textOf(due) }
  }
  throw new Error(`the page did not get a second of its own among ${mostLetters} letters`)
}

/** Runs in the page. */
async function startRecord(field: Element): Promise<void> {
  const record: TypingRecord = { letters: [], stored: [] }
  Object.assign(globalThis, { typingRecord: record })
  field.addEventListener('input', () => record.letters.push(performance.now()))
  const opened = Promise.withResolvers<IDBDatabase>()
  const opening = indexedDB.open('typing-probe', 1)
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('s'))
  opening.addEventListener('success', () => opened.resolve(opening.result))
  opening.addEventListener('error', () => opened.reject(opening.error ?? new Error('not opened')))
  const database = await opened.promise
  const probe = (): void => {
    const transaction = database.transaction('s', 'readwrite', { durability: 'strict' })
    transaction.objectStore('s').put(0, 0)
    transaction.addEventListener('complete', () => {
      record.stored.push(performance.now())
      setTimeout(probe, 50)
    })
  }
  probe()
}

/** How many letters have arrived, how many of them a second ago, and whether all was in time since. */
function readRecord(
  page: Page
): Promise<{ readonly arrived: number; readonly due: number; readonly isInTime: boolean }> {
  return page.evaluate(
    ({ lastSecondMs, longestStepMs }) => {
      const { letters, stored } = (globalThis as unknown as { typingRecord: TypingRecord }).typingRecord
      const from = performance.now() - lastSecondMs
      const times = [from, ...stored.filter(at => at >= from), performance.now()]
      const isInTime = times.every((at, n) => n === 0 || at - (times[n - 1] ?? at) <= longestStepMs)
      return { arrived: letters.length, due: letters.filter(at => at <= from).length, isInTime }
    },
    { lastSecondMs, longestStepMs }
  )
}

const textOf = (letters: number): string => Array.from({ length: letters }, (_, at) => letterAt(at)).join('')

/** Letters that tell at a glance which of them are missing. */
function letterAt(at: number): string {
  return 'abcdefghij'.charAt(at % 10)
}
