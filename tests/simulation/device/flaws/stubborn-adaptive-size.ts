import {
  createAdaptiveSize as createSound,
  isTooMuch as isSoundlyTooMuch
} from '#renderer/data/replication/adaptive-size.ts'
import { hasFlaw } from './current-flaw.ts'

export const isTooMuch = isSoundlyTooMuch

/** Requests that are always as large as they may be, whatever the network takes. */
export const createAdaptiveSize: typeof createSound = sizes =>
  hasFlaw('stubborn')
    ? { value: sizes.most, succeed: () => undefined, grow: () => undefined, shrink: () => false }
    : createSound(sizes)
