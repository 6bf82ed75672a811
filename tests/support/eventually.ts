import { vi } from 'vitest'

/** What a busy machine needs for anything sound, ms; vitest's own second is often too short there. */
const patienceMs = 20_000

/** Looks again until nothing is thrown any more. @returns what the last look gave; rejects with its last error */
export const eventually = <T>(look: () => T | Promise<T>): Promise<T> => vi.waitFor(look, { timeout: patienceMs })
