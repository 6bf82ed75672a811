export const dayMs = 86_400_000
/** How long a change stays in the journal of its device. */
export const journalDays = 90
/** More than anybody scrolls through; the oldest go first. */
export const maxJournalEntries = 500
/** Ctrl+Z reaches changes of this age, ms: what is older is undone from the history, knowingly. */
export const undoReachMs = 3_600_000
