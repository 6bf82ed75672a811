import { couchErrorSchema, listWrongFields } from '#domain/wire/errors.ts'
import type { Failure } from './failure.ts'

/**
 * Reads an answer that is not a success: first its status, which anything on the way may have given, then its shape. The reasons of a
 * 401 are the server's closed list; only an answer in CouchDB's `{error, reason}` shape is the server's own word, all else is said by
 * something before it (a portal of a hotel, a proxy), in whatever shape.
 * @param retryAfter the header `Retry-After`
 */
export function classifyAnswer(status: number, body: unknown, retryAfter?: string | null): Failure {
  const parsed = couchErrorSchema.safeParse(body)
  const said = parsed.success ? parsed.data : undefined
  switch (status) {
    // Waiting for this request took somebody on the way too long.
    case 408:
    case 504:
      return { kind: 'incomplete', detail: `status ${status}` }
    case 413:
      return said === undefined ? { kind: 'too-large' } : { kind: 'rejected', status, detail: toText(said) }
    case 429:
      return { kind: 'too-many-attempts', ...readRetryAfter(retryAfter) }
    // The network wants a sign-in of its own.
    case 511:
      return { kind: 'not-a-server', detail: 'status 511' }
    default:
  }
  if (status >= 500) return { kind: 'server-failed', detail: said?.reason ?? `status ${status}` }
  if (said === undefined) return { kind: 'not-a-server', detail: `status ${status} without a reason` }
  if (status === 401) return classifyUnauthorized(said.reason)
  if (status === 403 && said.reason === 'client-too-old') return { kind: 'client-too-old' }
  if (status === 403 && said.reason === 'link-not-valid') return { kind: 'link-not-valid' }
  if (status === 403 && said.reason === 'password-needed') return { kind: 'password-needed' }
  if (status === 403 && said.reason === 'not-administrator') return { kind: 'not-administrator' }
  if (status === 403 && said.reason === 'address-taken') return { kind: 'address-taken' }
  if (status === 403 && said.reason === 'wrong-password') return { kind: 'wrong-password' }
  const [field] = status === 400 ? listWrongFields(said) : []
  return { kind: 'rejected', status, detail: toText(said), ...(field === undefined ? {} : { field }) }
}

function toText({ error, reason }: { readonly error: string; readonly reason: string }): string {
  return `${error}: ${reason}`
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
