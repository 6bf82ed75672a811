import { once } from 'node:events'
import type { Response } from 'express'

/** An answer that is sent piece by piece, no faster than its reader takes it. */
export interface StreamedAnswer {
  /** Whether somebody still reads it. */
  readonly isOpen: boolean
  /** Resolves when there is room for the next piece. */
  write(piece: Buffer | string): Promise<void>
  end(piece: Buffer | string): void
}

/** Begins a JSON answer of unknown length. Where reading fails later, the connection is cut: half an answer must not look whole. */
export function beginAnswer(res: Response): StreamedAnswer {
  res.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  return {
    get isOpen() {
      return !res.closed && !res.destroyed
    },
    async write(piece) {
      if (res.closed || res.destroyed || res.write(piece)) return
      await Promise.race([once(res, 'drain'), once(res, 'close')])
    },
    end: piece => void res.end(piece)
  }
}
