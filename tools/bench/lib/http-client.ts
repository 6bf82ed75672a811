import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import { versionHeader } from '#domain/versions/product-version.ts'

/** One keep-alive connection of one client. */
export interface HttpClient {
  send(method: string, url: string, body?: unknown): Promise<unknown>
  close(): void
}

/**
 * @param token access token; absent for a server that asks for none
 * @param version of the device; left out: it says none, as those of version 0.1.0
 */
export function createHttpClient(token?: string, version?: string): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    send: (method, url, body) =>
      new Promise((resolve, reject) => {
        const outgoing = request(url, { agent, method, headers: createHeaders(token, version) }, response => {
          void readBody(response).then(text => resolve(JSON.parse(text)), reject)
        })
        outgoing.on('error', reject)
        outgoing.end(body === undefined ? undefined : JSON.stringify(body))
      }),
    close: () => agent.destroy()
  }
}

/** Opens a feed that never ends by itself; `onData` is called with each piece. Resolves once the first bytes are there. */
export function openFeed(
  url: string,
  token: string | undefined,
  onData: (text: string) => void
): Promise<ClientRequest> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent: false, headers: createHeaders(token) }, response => {
      response.setEncoding('utf8')
      response.on('data', onData)
      response.on('error', () => undefined)
      resolve(outgoing)
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

function createHeaders(token: string | undefined, version?: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(version === undefined ? {} : { [versionHeader]: version })
  }
}

async function readBody(response: IncomingMessage): Promise<string> {
  response.setEncoding('utf8')
  let text = ''
  for await (const piece of response) text += String(piece)
  return text
}
