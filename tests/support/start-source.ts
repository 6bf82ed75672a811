import { randomBytes } from 'node:crypto'
import type { StartSource } from '#server/storage/start-keeper.ts'

/** Starts as a real server notes them. */
export const systemStarts: StartSource = {
  now: () => Date.now(),
  randomBytes: length => new Uint8Array(randomBytes(length))
}
