import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { badRequest, HttpError } from './couch-answer.ts'
import { createJsonMeter, type Extent } from './quotas/measure-json.ts'

/** Deeper nesting than any document of ours; recursion over it would overflow the stack. */
const maxDepth = 32
/** A batch of 1,000 long sessions has a third of it. Whoever sends more halves the batch, as for one that has too many bytes. */
const maxValues = 400_000

export interface ReadJsonOptions {
  /** Bytes that the body may have, packed and unpacked. */
  readonly limit: number
  /** Whether a form (`a=1&b=2`) may stand for the JSON object. */
  readonly takesForm?: boolean | undefined
  /** Is told how many values a body holds, before it is parsed; may throw. */
  readonly countValues?: (values: number) => void
  /** Is waited for before a body of so many bytes, which has come in, is unpacked and parsed. */
  readonly beforeParsing?: (bytes: number) => Promise<void>
}

/**
 * Reads a JSON object; `Content-Encoding: gzip` is unpacked.
 * @throws HttpError 413 too_large, 400 bad_request, 415 for a body that says it is something else than JSON
 */
export async function readJson(
  req: IncomingMessage,
  { limit, takesForm = false, countValues, beforeParsing }: ReadJsonOptions
): Promise<Readonly<Record<string, unknown>>> {
  const kind = readKind(req)
  if (kind === 'other' || (kind === 'form' && !takesForm)) {
    throw new HttpError(415, 'bad_content_type', 'Content-Type must be application/json')
  }
  const isPacked = isGzip(req.headers['content-encoding'])
  const body = createBody(kind === 'json' && !isPacked)
  const size = await readBytes(req, limit, body)
  // What is packed has its size once it is unpacked.
  await beforeParsing?.(isPacked ? limit : size)
  if (kind === 'form') return Object.fromEntries(new URLSearchParams(body.read().toString('utf8')))
  const unpacked = isPacked ? createBody(true) : body
  if (isPacked) for (const piece of cutUp(new Uint8Array(await unpack(body.read(), limit)))) unpacked.take(piece)
  const { values, depth } = unpacked.extent()
  if (depth > maxDepth) throw badRequest('the body is nested too deeply')
  if (values > maxValues) throw tooLarge()
  countValues?.(values)
  return parseObject(unpacked.read().toString('utf8'))
}

/** Browsers send forms, and bodies without a type, across origins without asking first; they name their origin. */
function readKind({ headers }: IncomingMessage): 'json' | 'form' | 'other' {
  const { 'content-type': type, origin } = headers
  if (type !== undefined && /^application\/json\b/i.test(type)) return 'json'
  if (origin !== undefined) return 'other'
  if (type === undefined) return 'json'
  return /^application\/x-www-form-urlencoded\b/i.test(type) ? 'form' : 'other'
}

function isGzip(encoding: string | undefined): boolean {
  if (encoding === undefined || /^identity$/i.test(encoding)) return false
  if (/^(x-)?gzip$/i.test(encoding)) return true
  throw new HttpError(415, 'bad_content_encoding', 'Content-Encoding must be gzip or left out')
}

async function readBytes(req: IncomingMessage, limit: number, body: Body): Promise<number> {
  if (Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge()
  let size = 0
  // Not destroyed on leaving early: the refusal still has to go out on this connection.
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limit) throw tooLarge()
    body.take(chunk)
  }
  return size
}

/** What has come in of a body. */
interface Body {
  take(piece: Uint8Array): void
  /** Of a JSON text, as far as it was looked at. */
  extent(): Extent
  read(): Buffer
}

/**
 * A JSON text that holds too much is neither looked at further nor kept: 8 MiB of empty lists took most of a second to walk
 * through. The rest is read and dropped, for a device that is still sending would not see the refusal.
 */
function createBody(isJson: boolean): Body {
  const pieces: Uint8Array[] = []
  const meter = createJsonMeter()
  const isTooMuch = (): boolean => meter.extent.values > maxValues || meter.extent.depth > maxDepth
  return {
    take(piece) {
      if (isTooMuch()) return
      if (isJson) meter.take(piece)
      if (isTooMuch()) pieces.length = 0
      else pieces.push(piece)
    },
    extent: () => meter.extent,
    read: () => Buffer.concat(pieces)
  }
}

const pieceBytes = 65_536

function* cutUp(bytes: Uint8Array<ArrayBuffer>): Generator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}

const gunzipAsync = promisify(gunzip)

async function unpack(bytes: Buffer, limit: number): Promise<Buffer> {
  try {
    return await gunzipAsync(new Uint8Array(bytes), { maxOutputLength: limit })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
    throw badRequest('the body is not gzip')
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  const body = parseJson(text)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badRequest('Request body must be a JSON object')
  }
  return body as Record<string, unknown>
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest('invalid_json')
  }
}

function tooLarge(): HttpError {
  return new HttpError(413, 'too_large', 'the request entity is too large', { connection: 'close' })
}
