import { fileURLToPath } from 'node:url'

/** Today's device, to be started as recorded ones are. */
export const todaysDevice = fileURLToPath(new URL('../entries/device.ts', import.meta.url))

/** The same as a version had it that knew less. */
export const olderDevice = fileURLToPath(new URL('older-device-thread.ts', import.meta.url))
