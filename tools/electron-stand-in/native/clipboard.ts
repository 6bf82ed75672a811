import { strict } from '../core/not-simulated.ts'

let text = ''

/** The main process's clipboard: not shared with the pages', which have Chromium's. */
export const clipboard = strict('clipboard', {
  writeText(value: string) {
    text = value
    return Promise.resolve()
  },
  readText: () => text,
  clear() {
    text = ''
  }
})
