import type { Response } from 'express'
import { StorageUnavailableError } from '../storage/storage-unavailable.ts'

/** A whole request that is refused, in CouchDB's shape. */
export class HttpError extends Error {
  readonly status: number
  /** CouchDB's error word: `bad_request`, `unauthorized`, `not_found`... */
  readonly error: string
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, error: string, reason: string, headers: Readonly<Record<string, string>> = {}) {
    super(reason)
    this.name = 'HttpError'
    this.status = status
    this.error = error
    this.headers = headers
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

export function badRequest(reason: string): HttpError {
  return new HttpError(400, 'bad_request', reason)
}

export function sendJson(res: Response, status: number, body: unknown): void {
  sendJsonText(res, status, Buffer.from(`${JSON.stringify(body)}\n`))
}

/** Sends JSON that is serialised already, so that many clients can share one buffer. */
export function sendJsonText(res: Response, status: number, text: Buffer): void {
  if (res.headersSent || res.destroyed) return
  res.writeHead(status, {
    'content-type': 'application/json',
    'content-length': text.length,
    'cache-control': 'no-store'
  })
  res.end(text)
}

export function sendHttpError(res: Response, { status, error, message, headers }: HttpError): void {
  if (res.headersSent || res.destroyed) return
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  sendJson(res, status, { error, reason: message })
}
