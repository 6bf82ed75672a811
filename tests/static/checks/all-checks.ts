import type { Check } from './check.ts'
import { codeChecks } from './code.ts'
import { guardChecks } from './guards.ts'
import { ipcChecks } from './ipc.ts'
import { packagingChecks } from './packaging.ts'
import { pageChecks } from './pages.ts'
import { preloadChecks } from './preload.ts'
import { windowChecks } from './windows.ts'

/** All that is demanded of what ships, without running it as a whole. */
export const allChecks: readonly Check[] = [
  ...windowChecks,
  ...preloadChecks,
  ...ipcChecks,
  ...pageChecks,
  ...guardChecks,
  ...codeChecks,
  ...packagingChecks
]
