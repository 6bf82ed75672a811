import type { IncomingMessage } from 'node:http'
import { badRequest, HttpError } from './couch-answer.ts'

/**
 * Reads a JSON object of at most `limit` bytes.
 * @throws HttpError 413 too_large, 400 bad_request, 415 for a body that says it is something else than JSON
 */
export async function readJson(req: IncomingMessage, limit: number): Promise<Readonly<Record<string, unknown>>> {
  const type = req.headers['content-type']
  // Browsers send other types, and bodies without one, across origins without asking first; they name their origin.
  const isJson = type === undefined ? req.headers.origin === undefined : /^application\/json\b/i.test(type)
  if (!isJson) {
    throw new HttpError(415, 'bad_content_type', 'Content-Type must be application/json')
  }
  if (Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  // Not destroyed on leaving early: the refusal still has to go out on this connection.
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limit) throw tooLarge()
    chunks.push(chunk)
  }
  const body = parseJson(Buffer.concat(chunks).toString('utf8'))
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
