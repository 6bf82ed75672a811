import type { Locator } from '@playwright/test'

/** What was typed, and when. */
export interface Typed {
  /** All letters so far. */
  readonly text: string
  /** The letters that had been typed this long ago, ms. */
  before(ms: number): string
}

/**
 * Types into a field without ever pausing, until the condition holds for the number of letters: nobody who saves in pauses alone
 * would have saved any of it.
 */
export async function typeOn(field: Locator, isEnough: (letters: number) => boolean): Promise<Typed> {
  await field.focus()
  const times: number[] = []
  while (!isEnough(times.length)) {
    await field.page().keyboard.press(letterAt(times.length))
    times.push(Date.now())
  }
  const textOf = (letters: number): string => Array.from({ length: letters }, (_, at) => letterAt(at)).join('')
  return {
    text: textOf(times.length),
    before: ms => textOf(times.filter(time => time <= Date.now() - ms).length)
  }
}

/** Letters that tell at a glance which of them are missing. */
function letterAt(at: number): string {
  return 'abcdefghij'.charAt(at % 10)
}
