/** The parts of these packages that the tests use; they bring no types. */
declare module '@cloudant/couchbackup' {
  import type { EventEmitter } from 'node:events'
  import type { Readable, Writable } from 'node:stream'
  type Done = (error: Error | null, summary?: { readonly total: number }) => void
  const couchbackup: {
    backup(url: string, target: Writable, options: Readonly<Record<string, unknown>>, done: Done): EventEmitter
    restore(source: Readable, url: string, options: Readonly<Record<string, unknown>>, done: Done): EventEmitter
  }
  export default couchbackup
}

declare module 'follow' {
  import type { EventEmitter } from 'node:events'
  const follow: {
    readonly Feed: new (options: {
      readonly db: string
      readonly since: string | number
      readonly heartbeat: number
      readonly include_docs?: boolean
      readonly inactivity_ms?: number
    }) => EventEmitter & { follow(): void; stop(): void }
  }
  export default follow
}
