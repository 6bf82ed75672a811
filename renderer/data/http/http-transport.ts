import { couchErrorSchema } from '#domain/wire/errors.ts'
import { parseJson } from '#domain/parse-json.ts'
import { versionHeader } from '#domain/versions/product-version.ts'
import { classifyAnswer } from './classify-answer.ts'
import type { ClockOffset } from './clock-offset.ts'
import { fail, type Failure, type Result, succeed } from './failure.ts'
import { createSilence, type Silence } from './silence.ts'

/** Silence that is longer than this means that nobody is there any more: a patient person's limit. An answer may take as long as it likes. */
const defaultSilenceMs = 30_000

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the server's address, with its query, for example `/slots/_changes?since=0`. */
  readonly path: string
  readonly body?: unknown
  readonly token?: string | undefined
  /** Left out for a server that cannot read it. */
  readonly deviceVersion?: string
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
  /** How long a request may be without a sign of life, ms. */
  readonly silenceMs?: number | undefined
}): HttpTransport {
  const { serverUrl, fetch, now, clockOffset, silenceMs = defaultSilenceMs } = parts

  async function send({ method, path, body, token, deviceVersion, signal }: HttpRequest): Promise<Sent> {
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
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(deviceVersion === undefined ? {} : { [versionHeader]: deviceVersion })
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    const receivedAt = now()
    return { response, measureClock: () => clockOffset.measure(response.headers.get('date'), sentAt, receivedAt) }
  }

  async function readAnswer<T = unknown>({ response, measureClock }: Sent, silence: Silence): Promise<Result<T>> {
    const text = await readText(response, silence)
    const body = parseJson(text)
    const result = judgeAnswer<T>(response, body)
    // A proxy, or the portal of a hotel, has a clock of its own.
    if (result.ok || couchErrorSchema.safeParse(body).success) measureClock()
    return result
  }

  return {
    async readJson(request) {
      const silence = createSilence(silenceMs)
      let hasBegun = false
      try {
        const sent = await send({ ...request, signal: AbortSignal.any([request.signal, silence.signal]) })
        hasBegun = true
        return await readAnswer(sent, silence)
      } catch (error) {
        return fail(errorToFailure(error, request.signal, hasBegun || silence.signal.aborted))
      } finally {
        silence.end()
      }
    },
    async openStream(request) {
      // The time limit holds until the answer begins; a feed then stays open for as long as it lives.
      const silence = createSilence(silenceMs)
      try {
        const sent = await send({ ...request, signal: AbortSignal.any([request.signal, silence.signal]) })
        const { response } = sent
        if (!response.ok) return await readAnswer<never>(sent, silence)
        const isPage = response.headers.get('content-type')?.includes('text/html') === true
        if (isPage) return fail({ kind: 'not-a-server', detail: 'the answer is a page' })
        sent.measureClock()
        return response.body === null ? fail({ kind: 'not-a-server', detail: 'no body' }) : succeed(response.body)
      } catch (error) {
        return fail(errorToFailure(error, request.signal, silence.signal.aborted))
      } finally {
        silence.end()
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
  if (body !== undefined) return succeed(body as T)
  // The beginning of an answer of ours, or a page of somebody else's.
  const isOurs = response.headers.get('content-type')?.includes('application/json') === true
  return fail(
    isOurs
      ? { kind: 'incomplete', detail: 'the answer breaks off' }
      : { kind: 'not-a-server', detail: 'the answer is not JSON' }
  )
}

/** The whole body, which may take as long as it likes while something of it comes. */
async function readText({ body }: Response, silence: Silence): Promise<string> {
  silence.hear()
  if (body === null) return ''
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    silence.hear()
    text += decoder.decode(value, { stream: true })
  }
}

/**
 * fetch throws for "no connection" and for "no answer in time"; what exactly it was, it keeps to itself.
 * @param isCut whether the answer had begun, or the silence was too long
 */
function errorToFailure(error: unknown, stop: AbortSignal, isCut: boolean): Failure {
  if (stop.aborted) return { kind: 'stopped' }
  const detail = error instanceof Error ? error.name : 'no answer'
  return isCut ? { kind: 'incomplete', detail } : { kind: 'offline', detail }
}
