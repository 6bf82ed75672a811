import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { badRequest, HttpError } from './couch-answer.ts'
import { measureJson } from './quotas/measure-json.ts'

/** Deeper nesting than any document of ours; recursion over it would overflow the stack. */
const maxDepth = 32
/** A batch of 1,000 long sessions has a third of it. Whoever sends more halves the batch, as for one that has too many bytes. */
const maxValues = 400_000

/**
 * Reads a JSON object; `Content-Encoding: gzip` is unpacked.
 * @param limit bytes that the body may have, packed and unpacked
 * @param takesForm whether a form (`a=1&b=2`) may stand for the JSON object
 * @throws HttpError 413 too_large, 400 bad_request, 415 for a body that says it is something else than JSON
 */
export async function readJson(
  req: IncomingMessage,
  limit: number,
  takesForm = false
): Promise<Readonly<Record<string, unknown>>> {
  const kind = readKind(req)
  if (kind === 'other' || (kind === 'form' && !takesForm)) {
    throw new HttpError(415, 'bad_content_type', 'Content-Type must be application/json')
  }
  const isPacked = isGzip(req.headers['content-encoding'])
  const bytes = await readBytes(req, limit)
  const unpacked = isPacked ? await unpack(bytes, limit) : bytes
  if (kind === 'form') return Object.fromEntries(new URLSearchParams(unpacked.toString('utf8')))
  refuseTooMuch(unpacked)
  return parseObject(unpacked.toString('utf8'))
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

async function readBytes(req: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  // Not destroyed on leaving early: the refusal still has to go out on this connection.
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limit) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
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

/** Before anything is made of it: 8 MiB of empty lists took most of a second to walk through. */
function refuseTooMuch(bytes: Buffer): void {
  const { values, depth } = measureJson(bytes)
  if (depth > maxDepth) throw badRequest('the body is nested too deeply')
  if (values > maxValues) throw tooLarge()
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
