import { hourMs } from '#domain/time/durations.ts'

/** How long a change stays in the journal of its device. */
export const historyDays = 90
/** More than anybody scrolls through; the oldest go first. */
export const maxHistoryEntries = 500
/** Ctrl+Z reaches changes of this age, ms: what is older is undone from the history, knowingly. */
export const undoReachMs = hourMs
