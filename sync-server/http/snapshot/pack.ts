import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createGzip } from 'node:zlib'

export type Pack = (pieces: Iterable<string>) => Promise<Buffer>

/** Bytes that come out at a time. */
const chunkSize = 65_536

/** Compresses one text at a time, off the main thread: storage reads and writes on the other threads of the pool meanwhile. */
export function createPacker(): Pack {
  let last: Promise<unknown> = Promise.resolve()
  return pieces => {
    const packed = last.then(() => buffer(Readable.from(pieces).compose(createGzip({ chunkSize }))))
    last = packed.catch(() => undefined)
    return packed
  }
}
