import { createConnection } from 'node:net'

/** What came of the bytes that were sent on a connection of their own. */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number; readonly head: string; readonly body: string }
  /** The server closed without a whole answer. */
  | { readonly kind: 'closed' }
  /** Nothing whole came in time. */
  | { readonly kind: 'hung'; readonly received: string }

export interface RawOptions {
  /** Its answer has no body, whatever its length says. */
  readonly isHead: boolean
  readonly limitMs: number
  /** Says after the last byte that no more will come. */
  readonly halfClose: boolean
}

/** Sends a head (one byte each character) and bytes as they are: no client library puts anything right. An open feed counts as answered with its first bytes. */
export function sendBytes(
  port: number,
  [head, body]: readonly [string, Uint8Array | undefined],
  options: RawOptions
): Promise<Outcome> {
  return new Promise(resolve => {
    const socket = createConnection({ port, host: '127.0.0.1', allowHalfOpen: true })
    let received = ''
    let isDone = false
    const timer = setTimeout(() => finish({ kind: 'hung', received: received.slice(0, 200) }), options.limitMs)

    function finish(outcome: Outcome): void {
      if (isDone) return
      isDone = true
      clearTimeout(timer)
      socket.destroy()
      resolve(outcome)
    }
    socket.setEncoding('latin1')
    socket.on('data', (piece: string) => {
      received += piece
      const answer = parseAnswer(received, options.isHead)
      if (answer !== undefined) finish(answer)
    })
    socket.on('end', () => finish(parseAnswer(received, true) ?? { kind: 'closed' }))
    socket.on('error', () => finish(parseAnswer(received, true) ?? { kind: 'closed' }))
    socket.on('close', () => finish({ kind: 'closed' }))
    socket.write(head, 'latin1')
    if (body !== undefined) socket.write(body)
    if (options.halfClose) socket.end()
  })
}

/** The answer, once it is whole. */
function parseAnswer(text: string, isHead: boolean): Outcome | undefined {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = text.slice(0, end)
  const rest = text.slice(end + 4)
  const status = Number(head.slice(9, 12))
  // 100 Continue and its like come before the answer.
  if (status < 200) return parseAnswer(rest, isHead)
  const answer: Outcome = { kind: 'answered', status, head, body: rest }
  if (isHead || status === 204 || status === 304 || /^x-accel-buffering:/im.test(head)) return answer
  const length = /^content-length: (\d+)/im.exec(head)?.[1]
  if (length !== undefined) return rest.length >= Number(length) ? answer : undefined
  if (/^transfer-encoding: chunked/im.test(head)) return rest.endsWith('0\r\n\r\n') ? answer : undefined
  return undefined
}
