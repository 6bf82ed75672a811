import type { Versioned } from '../merge/meeting.ts'
import type { Notice } from '../model/notice.ts'
import type { Instant } from '../model/primitives.ts'
import type { Current } from '../rules/verdict.ts'

/**
 * One document of a device after the server was set back to an older state (rules SB). What the device believed to be the server's
 * is of another past and no base of a merge any more.
 */
export interface Known<T> {
  readonly local: Versioned<T>
  /** Changed here since a server last confirmed it. */
  readonly isUnsent: boolean
  /** What the server holds now. */
  readonly server: Current<T>
}

/** What the device holds from now on, and what its person is told. What differs from the server's state is sent to it. */
export interface Recalled<T> {
  readonly local: Versioned<T>
  readonly notices: readonly Notice[]
}

export interface Recall {
  /** Whose device it is. */
  readonly userId: string
  /** Tells one set-back from another: the same one is told once, however often this is repeated. */
  readonly occasion: string
  /** By the server's clock as measured, epoch ms. */
  readonly now: Instant
}

export function keepLocal<T>({ local }: Known<T>): Recalled<T> {
  return { local, notices: [] }
}

/** The server's state; a document that it does not have leaves the device (SB4). */
export function takeServers<T>({ local, server }: Known<T>): Recalled<T> {
  const state = server.kind === 'live' ? { deleted: false, value: server.value } : { deleted: true, value: local.value }
  return { local: state, notices: [] }
}
