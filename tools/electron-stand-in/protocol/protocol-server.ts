import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { fromChromium } from '../core/addresses.ts'
import { protocolHandler } from './protocol.ts'

const toRequest = (incoming: IncomingMessage): Request => {
  const address = fromChromium(`http://${incoming.headers.host ?? ''}${incoming.url ?? '/'}`)
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD'
  const headers = Object.entries(incoming.headers)
    .filter(([name]) => name !== 'host' && name !== 'connection')
    .map(([name, value]): [string, string] => [name, String(value)])
  return new Request(address, {
    method: incoming.method ?? 'GET',
    headers,
    ...(hasBody ? { body: Readable.toWeb(incoming), duplex: 'half' } : {})
  } as RequestInit)
}

const sendResponse = (response: Response, outgoing: ServerResponse): void => {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (response.body === null) {
    outgoing.end()
    return
  }
  Readable.fromWeb(response.body as ReadableStream)
    .on('error', () => outgoing.destroy())
    .pipe(outgoing)
}

const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
  try {
    const request = toRequest(incoming)
    const handler = protocolHandler(new URL(request.url).protocol.slice(0, -1))
    // As for a scheme that nobody handles: the page sees a network error.
    if (handler === undefined) incoming.socket.destroy()
    else sendResponse(await handler(request), outgoing)
  } catch (error) {
    console.error('electron stand-in: the protocol handler failed', error)
    incoming.socket.destroy()
  }
}

/** Answers what Chromium asks of the app's schemes; gives the port. */
export const startProtocolServer = async (): Promise<number> => {
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}
