import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { performance } from 'node:perf_hooks'
import { buffer } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'

/** How answers come through. */
export type Line =
  /** In small pieces, with a pause between any two. */
  | { readonly kind: 'trickle'; readonly pieceBytes: number; readonly pauseMs: number }
  /** Nothing comes after so many bytes, and the connection stays open: `silent`; or it is cut: `cut`. */
  | { readonly kind: 'silent' | 'cut'; readonly afterBytes: number }

export interface Carried {
  readonly line: string
  readonly lastedMs: number
  readonly bytes: number
  /** Whether the device took all of it; undefined while it takes it. */
  readonly isWhole: boolean | undefined
}

/** A bad line between a device and the server: real connections. */
export interface NarrowProxy {
  readonly url: string
  /** In the order in which they were asked. */
  readonly carried: readonly Carried[]
  dispose(): Promise<void>
}

export async function startNarrowProxy(serverUrl: string, line: Line): Promise<NarrowProxy> {
  const { hostname, port: serverPort } = new URL(serverUrl)
  const carried: Carried[] = []

  async function ask(incoming: IncomingMessage): Promise<IncomingMessage> {
    const { method, url: path, headers } = incoming
    const body = await buffer(incoming)
    const outgoing = request({ host: hostname, port: serverPort, method, path, headers })
    outgoing.end(body.toString('utf8'))
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
    return answer
  }

  async function carry(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const name = `${incoming.method} ${incoming.url}`
    const at = carried.push({ line: name, lastedMs: 0, bytes: 0, isWhole: undefined }) - 1
    const answer = await ask(incoming)
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    if (incoming.url?.startsWith('/_db_updates') === true) {
      outgoing.flushHeaders()
      outgoing.once('close', () => answer.destroy())
      return void answer.pipe(outgoing)
    }
    const body = (await buffer(answer)) as Uint8Array
    const startedAt = performance.now()
    const isWhole = await send(outgoing, body)
    carried[at] = { line: name, lastedMs: performance.now() - startedAt, bytes: body.length, isWhole }
  }

  async function send(outgoing: ServerResponse, body: Uint8Array): Promise<boolean> {
    // It was given up while the server worked on it.
    if (outgoing.closed) return false
    if (line.kind !== 'trickle') {
      if (body.length <= line.afterBytes) return finish(outgoing, body)
      outgoing.write(body.subarray(0, line.afterBytes))
      if (line.kind === 'cut') setImmediate(() => outgoing.destroy())
      await once(outgoing, 'close')
      return false
    }
    for (let at = 0; at < body.length && !outgoing.destroyed; at += line.pieceBytes) {
      outgoing.write(body.subarray(at, at + line.pieceBytes))
      await delay(line.pauseMs)
    }
    return finish(outgoing)
  }

  async function finish(outgoing: ServerResponse, body?: Uint8Array): Promise<boolean> {
    const closed = once(outgoing, 'close')
    outgoing.end(body)
    await closed
    return outgoing.writableFinished
  }

  const server = createServer((incoming, outgoing) => {
    // Whoever asked has gone, or the server has.
    carry(incoming, outgoing).catch(() => outgoing.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    carried,
    async dispose() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    }
  }
}
