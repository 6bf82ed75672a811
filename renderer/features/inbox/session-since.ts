import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Instant } from '#domain/model/primitives.ts'

/**
 * What has become of a session since a notice told of it: a notice stays as it was written, and the session does not. `as-told` also where
 * this device does not have the session.
 */
export type SessionSince =
  | { readonly kind: 'as-told' | 'cancelled' | 'started' }
  | { readonly kind: 'moved'; readonly startsAt: Instant }

/** @param toldStart when the session started by what was told, epoch ms */
export function findSessionSince(
  call: Pick<SessionCopy, 'status' | 'startsAt'> | undefined,
  toldStart: Instant | undefined,
  now: Instant
): SessionSince {
  if (call === undefined || call.status === 'declined') return { kind: 'as-told' }
  if (call.status === 'cancelled') return { kind: 'cancelled' }
  if (toldStart !== undefined && call.startsAt !== toldStart) return { kind: 'moved', startsAt: call.startsAt }
  return { kind: now >= call.startsAt ? 'started' : 'as-told' }
}
