import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

export type Pack = (pieces: Iterable<string>) => Promise<Buffer>

/** Bytes that come out at a time. */
const chunkSize = 65_536

/** Compresses one text at a time, off the main thread: storage reads and writes on the other threads of the pool meanwhile. */
export function createPacker(): Pack {
  let last: Promise<unknown> = Promise.resolve()
  return pieces => {
    const packed = last.then(() => gzipAll(pieces))
    last = packed.catch(() => undefined)
    return packed
  }
}

async function gzipAll(pieces: Iterable<string>): Promise<Buffer> {
  const gzip = createGzip({ chunkSize })
  const [packed] = await Promise.all([buffer(gzip), pipeline(Readable.from(pieces), gzip)])
  return packed
}
