import { couchErrorSchema } from '#domain/model/wire.ts'
import { classifyAnswer } from './classify-answer.ts'
import type { ClockOffset } from './clock-offset.ts'
import { fail, type Failure, type Result, succeed } from './failure.ts'

/** Longer than any sound answer takes, shorter than a person's patience with a dead network. */
const requestTimeoutMs = 30_000

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the server's address, with its query, for example `/slots/_changes?since=0`. */
  readonly path: string
  readonly body?: unknown
  readonly token?: string | undefined
  readonly signal: AbortSignal
}

/** Sends one request, once. Says what went wrong as a value and measures the server's clock on the way. */
export interface HttpTransport {
  /** The JSON of a successful answer. */
  readJson(request: HttpRequest): Promise<Result<unknown>>
  /** The body of a successful answer as it comes in; the caller watches over it. */
  openStream(request: HttpRequest): Promise<Result<ReadableStream<Uint8Array>>>
}

export function createHttpTransport(parts: {
  /** Without a slash at the end. */
  readonly serverUrl: string
  readonly fetch: typeof globalThis.fetch
  /** This device's clock, epoch ms. */
  readonly now: () => number
  readonly clockOffset: ClockOffset
}): HttpTransport {
  const { serverUrl, fetch, now, clockOffset } = parts

  async function send({ method, path, body, token, signal }: HttpRequest): Promise<Sent> {
    const sentAt = now()
    const response = await fetch(`${serverUrl}${path}`, {
      method,
      // The token says who asks. A cookie of another account in the same browser must play no part.
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` })
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    const receivedAt = now()
    return { response, measureClock: () => clockOffset.measure(response.headers.get('date'), sentAt, receivedAt) }
  }

  async function readAnswer<T = unknown>({ response, measureClock }: Sent): Promise<Result<T>> {
    const text = await response.text()
    const body = parseJson(text)
    const result = judgeAnswer<T>(response, body)
    // A proxy, or the portal of a hotel, has a clock of its own.
    if (result.ok || couchErrorSchema.safeParse(body).success) measureClock()
    return result
  }

  return {
    async readJson(request) {
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(requestTimeoutMs)])
      try {
        return await readAnswer(await send({ ...request, signal }))
      } catch (error) {
        return fail(errorToFailure(error, request.signal))
      }
    },
    async openStream(request) {
      // The time limit holds until the answer begins; a feed then stays open for as long as it lives.
      const opening = new AbortController()
      const signal = AbortSignal.any([request.signal, opening.signal])
      const timer = setTimeout(() => opening.abort(), requestTimeoutMs)
      try {
        const sent = await send({ ...request, signal })
        const { response } = sent
        if (!response.ok) return await readAnswer<never>(sent)
        const isPage = response.headers.get('content-type')?.includes('text/html') === true
        if (isPage) return fail({ kind: 'not-a-server', detail: 'the answer is a page' })
        sent.measureClock()
        return response.body === null ? fail({ kind: 'not-a-server', detail: 'no body' }) : succeed(response.body)
      } catch (error) {
        return fail(errorToFailure(error, request.signal))
      } finally {
        clearTimeout(timer)
      }
    }
  }
}

interface Sent {
  readonly response: Response
  /** Takes the answer's `Date` for the server's time. */
  readonly measureClock: () => void
}

function judgeAnswer<T>(response: Response, body: unknown): Result<T> {
  if (!response.ok) return fail(classifyAnswer(response.status, body, response.headers.get('retry-after')))
  return body === undefined ? fail({ kind: 'not-a-server', detail: 'the answer is not JSON' }) : succeed(body as T)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** fetch throws for "no connection" and for "no answer in time"; what exactly it was, it keeps to itself. */
function errorToFailure(error: unknown, stop: AbortSignal): Failure {
  if (stop.aborted) return { kind: 'stopped' }
  return { kind: 'offline', detail: error instanceof Error ? error.name : 'no answer' }
}
