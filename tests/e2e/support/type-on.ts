import type { Locator, Page } from '@playwright/test'

/** What was typed, and what of it may not be missing, by the page's own clock. */
export interface Typed {
  /** All letters. */
  readonly text: string
  /** Those that the page had got a second of its own time before it was asked last. */
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
/**
 * A page that a busy machine keeps waiting counts that wait as no more than this: in a second of its own it has stored ten small
 * writes at least, and a letter waits for one timer of 250 ms and the application's own write.
 */
const longestStepMs = 100
/** A page that has had no second of its own among so many letters says nothing. */
const mostLetters = 5_000

/**
 * Types at the end of a field without ever pausing: nobody who saves in pauses alone would have saved any of it. It goes on until
 * the page has so many letters, and has had some of them for a second of its own.
 */
export async function typeOn(field: Locator, letters: number): Promise<Typed> {
  const page = field.page()
  await field.press('ControlOrMeta+End')
  await field.evaluate(startRecord)
  for (let typed = 1; typed <= mostLetters; typed += 1) {
    await page.keyboard.press(letterAt(typed - 1))
    if (typed < letters || typed % 8 !== 0) continue
    const { arrived, due } = await readRecord(page)
    if (arrived === typed && due > 0) return { text: textOf(typed), due: textOf(due) }
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

/** How many letters have arrived, and how many of them a second of the page's own time ago. */
function readRecord(page: Page): Promise<{ readonly arrived: number; readonly due: number }> {
  return page.evaluate(
    ({ lastSecondMs, longestStepMs }) => {
      const { letters, stored } = (globalThis as unknown as { typingRecord: TypingRecord }).typingRecord
      let at = performance.now()
      let left = lastSecondMs
      for (const earlier of stored.toReversed()) {
        left -= Math.min(at - earlier, longestStepMs)
        at = earlier
        if (left <= 0) break
      }
      const due = left > 0 ? 0 : letters.filter(arrivedAt => arrivedAt <= at).length
      return { arrived: letters.length, due }
    },
    { lastSecondMs, longestStepMs }
  )
}

const textOf = (letters: number): string => Array.from({ length: letters }, (_, at) => letterAt(at)).join('')

/** Letters that tell at a glance which of them are missing. */
function letterAt(at: number): string {
  return 'abcdefghij'.charAt(at % 10)
}
