import type { ServerResponse } from 'node:http'
import type { CouchErrorAnswer } from '#domain/wire/errors.ts'
import { StorageUnavailableError } from '../storage/storage-unavailable.ts'

/** A whole request that is refused, in CouchDB's shape. */
export class HttpError extends Error {
  readonly status: number
  /** CouchDB's error word: `bad_request`, `unauthorized`, `not_found`... */
  readonly error: string
  readonly headers: Readonly<Record<string, string>>
  /** Which fields of the request are wrong; undefined where it is not about fields. */
  readonly fields: readonly string[] | undefined

  constructor(
    status: number,
    error: string,
    reason: string,
    headers: Readonly<Record<string, string>> = {},
    fields?: readonly string[]
  ) {
    super(reason)
    this.name = 'HttpError'
    this.status = status
    this.error = error
    this.headers = headers
    this.fields = fields
  }
}

/** How long clients that look at it are asked to wait, s. */
const retryAfterS = 5

/** What a client is told of any error: of one that is not ours, only that there was one. */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error
  if (error instanceof StorageUnavailableError) return storageUnavailable(error.reason)
  return new HttpError(500, 'internal_error', 'internal error')
}

export function storageUnavailable(reason: string): HttpError {
  return new HttpError(503, 'storage_unavailable', reason, { 'retry-after': String(retryAfterS) })
}

/** The stock parts know an error's name, status and message alone: whatever 503 they answer says when to come again. */
export function addRetryAfter(res: ServerResponse): void {
  const writeHead = res.writeHead.bind(res) as (...args: readonly unknown[]) => ServerResponse
  res.writeHead = (status: number, ...rest: readonly unknown[]) => {
    if (status === 503 && !res.hasHeader('retry-after')) res.setHeader('retry-after', String(retryAfterS))
    return writeHead(status, ...rest)
  }
}

export function badRequest(reason: string): HttpError {
  return new HttpError(400, 'bad_request', reason)
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  sendJsonText(res, status, Buffer.from(`${JSON.stringify(body)}\n`))
}

/** Sends JSON that is serialised already, so that many clients can share one buffer. */
export function sendJsonText(res: ServerResponse, status: number, text: Buffer): void {
  if (res.headersSent || res.destroyed) return
  res.writeHead(status, {
    'content-type': 'application/json',
    'content-length': text.length,
    'cache-control': 'no-store'
  })
  res.end(text)
}

export function sendHttpError(res: ServerResponse, { status, error, message, headers, fields }: HttpError): void {
  if (res.headersSent || res.destroyed) return
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  const answer: CouchErrorAnswer = { error, reason: message, ...(fields === undefined ? {} : { fields: [...fields] }) }
  sendJson(res, status, answer)
}
