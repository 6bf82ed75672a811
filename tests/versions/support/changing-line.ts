import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A line to a server on which answers are changed, as a server of another version would write them. There is no live feed on it. */
export interface ChangingLine {
  readonly url: string
  change: (text: string) => string
  stop(): Promise<void>
}

export async function startChangingLine(serverUrl: string, change: ChangingLine['change']): Promise<ChangingLine> {
  const proxy = createServer((incoming, outgoing) => {
    const pieces: Uint8Array[] = []
    incoming.on('data', (piece: Uint8Array) => pieces.push(piece))
    incoming.on('end', () => {
      const { authorization = '', 'content-type': type = '' } = incoming.headers
      const method = incoming.method ?? 'GET'
      const body = method === 'GET' || method === 'DELETE' ? {} : { body: Buffer.concat(pieces).toString('utf8') }
      const headers = {
        ...(authorization === '' ? {} : { authorization }),
        ...(type === '' ? {} : { 'content-type': type })
      }
      if (incoming.url?.startsWith('/_db_updates') === true) return void outgoing.writeHead(503).end()
      fetch(serverUrl + incoming.url, { method, headers, ...body }).then(
        async answer => {
          outgoing.writeHead(answer.status, { 'content-type': 'application/json' })
          outgoing.end(line.change(await answer.text()))
        },
        () => outgoing.destroy()
      )
    })
  })
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  const line: ChangingLine = {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    change,
    async stop() {
      proxy.closeAllConnections()
      await new Promise(resolve => {
        proxy.close(resolve)
      })
    }
  }
  return line
}

/** Every state of a document gets these fields, wherever it stands in an answer. */
export const withFields =
  (id: string, fields: object) =>
  (text: string): string => {
    const visit = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(visit)
      if (typeof value !== 'object' || value === null) return value
      const visited = Object.fromEntries(Object.entries(value).map(([name, field]) => [name, visit(field)]))
      const isLive = visited['_id'] === id && visited['_deleted'] !== true
      return isLive ? { ...visited, ...fields } : visited
    }
    return text === '' ? text : JSON.stringify(visit(JSON.parse(text)))
  }
