import { type StandIns, installStandIns } from '../../../support/install-stand-ins.ts'
import type { ThreadData } from '../protocol.ts'

/** The modules of the application that have a flawed stand-in in this folder. */
const flawed: StandIns = [
  ['/collections.ts', new URL('./dropping-collections.ts', import.meta.url).href],
  ['/conflict-handlers.ts', new URL('./overwriting-conflict-handlers.ts', import.meta.url).href],
  ['/erase-phones.ts', new URL('./keeping-erase-phones.ts', import.meta.url).href],
  ['/live-feed.ts', new URL('./noting-live-feed.ts', import.meta.url).href],
  ['/stamped-storage.ts', new URL('./clock-stamped-storage.ts', import.meta.url).href],
  ['/draft-keeper.ts', new URL('./pausing-draft-keeper.ts', import.meta.url).href],
  ['/recall-copy.ts', new URL('./yielding-recall-copy.ts', import.meta.url).href],
  ['/recall-slot.ts', new URL('./yielding-recall-slot.ts', import.meta.url).href],
  ['/adaptive-size.ts', new URL('./stubborn-adaptive-size.ts', import.meta.url).href],
  ['/pull-handler.ts', new URL('./skipping-pull-handler.ts', import.meta.url).href]
]

/** Those that are otherwise in an earlier version. */
const older: StandIns = [['/session-copy.ts', new URL('./older-session-copy.ts', import.meta.url).href]]

/** What this thread loads from now on gets the stand-ins; flawed ones do as the current flaw says. */
export function replaceModules({ isBreakable, isOlder }: Pick<ThreadData, 'isBreakable' | 'isOlder'>): void {
  installStandIns([...(isBreakable ? flawed : []), ...(isOlder ? older : [])])
}
