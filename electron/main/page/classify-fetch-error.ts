import { errorCode } from '../log/error-code.ts'

export interface FetchProblem {
  readonly problem: 'unreachable' | 'certificate' | 'not-a-server'
  /** Of the network, `ERR_CERT_DATE_INVALID`. */
  readonly detail?: string
}

/** OpenSSL's names as Node gives them (node:tls, X509 certificate error codes) and Chromium's. */
const certificateCode =
  /^(ERR_CERT_|ERR_CERTIFICATE_|ERR_SSL_(PINNED_KEY|SERVER_CERT|OBSOLETE)|ERR_TLS_CERT|CERT_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)|CRL_|ERROR_IN_CERT|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED)/

/** What to tell a person of a request that came to nothing. */
export function classifyFetchError(error: unknown): FetchProblem {
  if (isTimeout(error)) return { problem: 'unreachable', detail: 'timeout' }
  const code = findCode(error)
  if (code === undefined && isRedirect(error)) return { problem: 'not-a-server', detail: 'redirect' }
  if (code === undefined) return { problem: 'unreachable' }
  return { problem: certificateCode.test(code) ? 'certificate' : 'unreachable', detail: code }
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError')
}

/** The code stands in the message (Chromium), at the error or at its cause (Node). */
function findCode(error: unknown, depth = 0): string | undefined {
  if (!(error instanceof Error) || depth > 3) return undefined
  const inMessage = /net::(?<code>ERR_[A-Z0-9_]+)/.exec(error.message)?.groups?.code
  const own = errorCode(error)
  const firstOfMany = error instanceof AggregateError ? (error.errors as readonly unknown[])[0] : undefined
  return (
    inMessage ??
    findCode(error.cause, depth + 1) ??
    (own !== undefined && /^[A-Z][A-Z0-9_]{2,60}$/.test(own) ? own : findCode(firstOfMany, depth + 1))
  )
}

/** Chromium's fetch rejects where it must not follow a redirect. */
function isRedirect(error: unknown): boolean {
  return error instanceof Error && /redirect/i.test(error.message)
}
