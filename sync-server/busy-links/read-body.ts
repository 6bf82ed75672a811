import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Answer } from './ask.ts'

type Body =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'too-large' }
  /** It is packed in a way that nobody asked for. */
  | { readonly kind: 'not-a-calendar' }

/**
 * The text of an answer, as long as it has at most so many bytes, both as it is sent and unpacked: a small one may unpack to any size, and
 * a large one to nothing.
 * @throws where it breaks off, or is not packed as it says
 */
export async function readBody({ headers, body, end }: Answer, maxBytes: number): Promise<Body> {
  try {
    if (Number(headers['content-length'] ?? 0) > maxBytes) return { kind: 'too-large' }
    const plain = unpack(body, headers['content-encoding'] ?? 'identity')
    if (plain === undefined) return { kind: 'not-a-calendar' }
    let sent = 0
    body.on('data', (part: Buffer) => {
      sent += part.length
      if (sent > maxBytes) body.destroy(new Error('too large'))
    })
    const parts: Uint8Array<ArrayBuffer>[] = []
    let size = 0
    try {
      for await (const part of plain as AsyncIterable<Buffer>) {
        size += part.length
        if (size > maxBytes) return { kind: 'too-large' }
        parts.push(new Uint8Array(part))
      }
    } catch (error) {
      if (sent > maxBytes) return { kind: 'too-large' }
      throw error
    }
    return { kind: 'text', text: new TextDecoder().decode(Buffer.concat(parts)) }
  } finally {
    end()
  }
}

/** Undefined for a packing that is not known. */
function unpack(body: Readable, encoding: string): Readable | undefined {
  const unpacker = createUnpacker(encoding.trim().toLowerCase())
  if (unpacker === undefined) return undefined
  if (unpacker === 'none') return body
  body.on('error', error => unpacker.destroy(error))
  return body.pipe(unpacker)
}

function createUnpacker(encoding: string) {
  switch (encoding) {
    case '':
    case 'identity':
      return 'none'
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    default:
      return undefined
  }
}
