import type { SyncReport } from './sync-report.ts'

/** Raised when the messages change: windows of different versions then ignore each other. */
const version = 1

type Message =
  | { readonly kind: 'report'; readonly report: SyncReport }
  /** A window that was just opened asks for the report. */
  | { readonly kind: 'ask' }
  /** A window without the connection asks for a sync. */
  | { readonly kind: 'sync-now' }

/** How the windows of one account speak of the one connection that they share. */
export interface SyncChannel {
  send(message: Message): void
  onMessage(listener: (message: Message) => void): void
  close(): void
}

export function openSyncChannel(databaseName: string): SyncChannel {
  const channel = new BroadcastChannel(`${databaseName}:sync:${version}`)
  return {
    send: message => channel.postMessage(message),
    onMessage(listener) {
      channel.addEventListener('message', (event: MessageEvent<Message>) => listener(event.data))
    },
    close: () => channel.close()
  }
}

/** Of an account that no other window has open. */
export const silentChannel: SyncChannel = {
  send: () => undefined,
  onMessage: () => undefined,
  close: () => undefined
}
