import type { Readable, Writable } from 'node:stream'
import { EventEmitter } from 'node:events'

interface Message {
  readonly id?: number
  readonly method?: string
  readonly sessionId?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

interface Waiting {
  readonly method: string
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

/** Chromium's debugging protocol over a pipe: messages of JSON text, each ended by a NUL. */
export class CdpConnection {
  /** Events by `Method`, or `sessionId/Method` for those of one page; `closed` at the end. */
  readonly events = new EventEmitter().setMaxListeners(0)
  readonly #out: Writable
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #isClosed = false

  constructor(out: Writable, from: Readable) {
    this.#out = out
    out.on('error', () => {})
    let rest = ''
    from.setEncoding('utf8').on('data', (chunk: string) => {
      const pieces = (rest + chunk).split('\0')
      rest = pieces.pop() ?? ''
      for (const piece of pieces) this.#receive(JSON.parse(piece) as Message)
    })
  }

  #receive({ id, method = '', sessionId, params, result, error }: Message): void {
    if (id === undefined) {
      this.events.emit(sessionId === undefined ? method : `${sessionId}/${method}`, params)
      return
    }
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error === undefined) waiting?.resolve(result)
    else waiting?.reject(new Error(`${waiting.method}: ${error.message}`))
  }

  /** The result's shape is the protocol's; the caller names the part it reads. */
  send<T = unknown>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    if (this.#isClosed) return Promise.reject(new Error('Chromium is gone'))
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const id = ++this.#lastId
    this.#waiting.set(id, { method, resolve, reject })
    this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    return promise as Promise<T>
  }

  close(): void {
    this.#isClosed = true
    for (const { reject } of this.#waiting.values()) reject(new Error('Chromium is gone'))
    this.#waiting.clear()
    this.events.emit('closed')
  }
}
