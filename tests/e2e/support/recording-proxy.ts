import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands between one person's browser and the server and keeps all that came back, uncompressed. */
export interface RecordingProxy {
  readonly url: string
  /** Headers and bodies received so far. */
  received(): string
  dispose(): Promise<void>
}

export async function startRecordingProxy(serverUrl: string): Promise<RecordingProxy> {
  const target = new URL(serverUrl)
  const answers: string[][] = []
  const server = createServer((incoming, outgoing) => {
    const upstream = request(
      {
        host: target.hostname,
        port: target.port,
        method: incoming.method,
        path: incoming.url,
        headers: { ...incoming.headers, 'accept-encoding': 'identity' }
      },
      answer => {
        const pieces = [JSON.stringify(answer.headers)]
        answers.push(pieces)
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.setEncoding('utf8')
        answer.on('data', (piece: string) => {
          pieces.push(piece)
          outgoing.write(piece)
        })
        answer.on('end', () => outgoing.end())
        answer.on('error', () => outgoing.destroy())
        outgoing.on('close', () => answer.destroy())
      }
    )
    upstream.on('error', () => outgoing.destroy())
    incoming.pipe(upstream)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    received: () => answers.map(pieces => pieces.join('')).join('\n'),
    async dispose() {
      server.closeAllConnections()
      await once(server.close(), 'close')
    }
  }
}
