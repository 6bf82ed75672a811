/**
 * The hours that the grid shows, minutes since midnight on the coach's clock. Every clock change of every zone happens
 * outside of them, and the grid draws a day wrongly that contains one; slots of the night are in the agenda.
 */
export const gridStartMinutes = 5 * 60
export const gridEndMinutes = 23 * 60
/** Height of one cell of the grid: the step of the arrow keys. */
export const gridCellMinutes = 30
/** Slots start on a boundary of this many minutes; the same as `slotGridMs`. */
export const slotStepMinutes = 5
