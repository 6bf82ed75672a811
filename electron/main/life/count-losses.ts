import type { DesktopStatus, KeyStoreState } from '#electron/contract/desktop-types.ts'

/** How many changes end with the application: where nothing is left behind, all that the server has not confirmed. */
export function countLosses(keyStore: KeyStoreState, status: DesktopStatus | undefined): number {
  return keyStore.kind === 'memory' ? (status?.unsynced ?? 0) : 0
}
