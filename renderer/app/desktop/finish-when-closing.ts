import type { Desktop } from '#electron/contract/ipc-contract.ts'
import type { Application } from '#renderer/contract/application.ts'

/** The application waits a moment for this before it ends. Returns how to stop. */
export function finishWhenClosing(desktop: Desktop, { flush }: Pick<Application, 'flush'>): () => void {
  const finish = async (): Promise<void> => {
    // What could not be kept outside is in the local database still.
    await flush().catch(() => undefined)
    await desktop.call('app:may-end')
  }
  return desktop.on('app:closing', () => void finish())
}
