import type { Request, Response } from 'express'
import { beginAnswer } from '../streamed-answer.ts'

/** Bytes of a compressed answer that are written at a time. */
const sliceBytes = 65_536

/** Whether the client has said that it can unpack what is compressed. */
export function takesGzip(req: Request): boolean {
  return req.acceptsEncodings(['gzip', 'identity']) === 'gzip'
}

/** Sends the whole answer, no faster than it is read. */
export async function sendSnapshot(res: Response, text: Buffer | Iterable<string>): Promise<void> {
  res.vary('Accept-Encoding')
  const isPacked = Buffer.isBuffer(text)
  if (isPacked) res.setHeader('content-encoding', 'gzip')
  const answer = beginAnswer(res)
  for (const piece of isPacked ? slice(text) : text) {
    if (!answer.isOpen) return
    await answer.write(piece)
  }
  answer.end('')
}

function* slice(bytes: Buffer): Iterable<Buffer> {
  for (let at = 0; at < bytes.length; at += sliceBytes) yield bytes.subarray(at, at + sliceBytes)
}
