import { couchErrorSchema } from '#domain/model/wire.ts'
import type { Failure } from './failure.ts'

/**
 * Reads an answer that is not a success. The reasons of a 401 are the server's closed list; an answer that is not in
 * CouchDB's `{error, reason}` shape does not come from a server of ours (a portal of a hotel, a proxy).
 * @param retryAfter the header `Retry-After`
 */
export function classifyAnswer(status: number, body: unknown, retryAfter?: string | null): Failure {
  const parsed = couchErrorSchema.safeParse(body)
  if (status >= 500) return { kind: 'server-failed', detail: parsed.success ? parsed.data.reason : `status ${status}` }
  // A proxy takes requests up to a size of its own, and says so with a page.
  if (!parsed.success && status === 413) return { kind: 'too-large' }
  if (!parsed.success) return { kind: 'not-a-server', detail: `status ${status} without a reason` }
  const { error, reason } = parsed.data
  if (status === 401) return classifyUnauthorized(reason)
  if (status === 403 && reason === 'wrong-password') return { kind: 'wrong-password' }
  if (status === 429) return { kind: 'too-many-attempts', ...readRetryAfter(retryAfter) }
  return { kind: 'rejected', status, detail: `${error}: ${reason}` }
}

function classifyUnauthorized(reason: string): Failure {
  if (reason === 'account-disabled') return { kind: 'account-disabled' }
  return reason === 'invalid-credentials' ? { kind: 'wrong-password' } : { kind: 'needs-sign-in' }
}

/** Seconds; a date is for caches. */
function readRetryAfter(header: string | null | undefined): { readonly retryAfterMs?: number } {
  return header !== null && header !== undefined && /^\d{1,5}$/.test(header)
    ? { retryAfterMs: Number(header) * 1_000 }
    : {}
}
