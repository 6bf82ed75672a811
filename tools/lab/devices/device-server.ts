import { Agent, type IncomingMessage, request, type ServerResponse } from 'node:http'
import express, { type Request, type Response } from 'express'
import type { Network, Welcome } from '../contract.ts'
import { labPage, serveLabAssets } from '../server/lab-files.ts'
import { listenLocally } from '../server/listen-locally.ts'
import { writeDeviceScript } from './install-device.ts'
import { createNetworkSwitch } from './network-switch.ts'
import { addDeviceScript, isPage, rewriteAnswerHeaders, rewriteRequestHeaders } from './rewrite-answer.ts'

/** One device: an origin of its own, on which the sync server can be reached through a network that the lab switches. */
export interface Device {
  readonly origin: string
  /** Whose device it is from now on, and at which server; everything is as on a new device. */
  prepare(serverUrl: string, welcome: Welcome): void
  set(state: { readonly network: Network; readonly clockAheadMs: number }): void
  stop(): Promise<void>
}

/**
 * The application's files pass whatever the network does, as they would be on the disk of a device on which it is
 * installed; all else takes the network.
 * @param port 0 takes any free one
 * @param readLabOrigin the page in whose frames the device may stand
 */
export async function startDevice(port: number, readLabOrigin: () => string): Promise<Device> {
  const network = createNetworkSwitch()
  const agent = new Agent({ keepAlive: true })
  let clockAheadMs = 0
  let serverUrl = ''
  let welcome: Welcome | undefined

  /** Passes a request on and its answer back. A network that is cut leaves both sides with a dead connection. */
  function forward(req: Request, res: Response, isFile: boolean): void {
    const upstream = request(new URL(req.url, serverUrl), {
      agent,
      method: req.method,
      headers: isFile ? rewriteRequestHeaders(req.headers) : { ...req.headers, cookie: '' }
    })
    const exchange = {
      drop() {
        req.socket.destroy()
        upstream.destroy()
      }
    }
    upstream.on('error', () => res.destroy())
    res.on('close', () => {
      network.end(exchange)
      upstream.destroy()
    })
    upstream.on('response', answer => void answerWith(answer).catch(() => res.destroy()))

    const pass = isFile ? () => Promise.resolve() : () => network.untilClear()
    async function answerWith(answer: IncomingMessage): Promise<void> {
      await pass()
      const headers = rewriteAnswerHeaders(answer.headers, readLabOrigin())
      await (isPage(answer.headers) ? sendPage(answer, headers, res) : sendOn(answer, headers, res, pass))
    }

    if (isFile) req.pipe(upstream)
    else if (network.begin(exchange)) void pass().then(() => (upstream.destroyed ? undefined : req.pipe(upstream)))
  }

  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.use('/lab', (_req, res, next) => {
    const framedBy = `frame-ancestors ${readLabOrigin()}`
    res.setHeader('content-security-policy', `default-src 'self'; style-src 'self' 'unsafe-inline'; ${framedBy}`)
    next()
  })
  app.use('/lab/assets', serveLabAssets())
  app.use('/lab', (_req, res, next) => {
    res.setHeader('cache-control', 'no-store')
    next()
  })
  app.get('/lab/device.js', (_req, res) => {
    const state = { online: network.network !== 'cut', clockAheadMs }
    res.type('text/javascript').send(writeDeviceScript(state, readLabOrigin()))
  })
  app.get('/lab/enter', (_req, res) => {
    // As on a device that nobody has used before: no database, no account, no service worker.
    res.setHeader('clear-site-data', '"storage"')
    res.sendFile(labPage('enter.html'))
  })
  app.get('/lab/api/welcome', (_req, res) => void res.json({ ...welcome, labOrigin: readLabOrigin() }))
  app.use((req, res) => forward(req, res, req.path === '/app' || req.path.startsWith('/app/')))
  const listening = await listenLocally(port, app)

  return {
    origin: listening.origin,
    prepare(nextServerUrl, nextWelcome) {
      // What the former owner's window still had under way ends here.
      network.set('cut')
      network.set('online')
      clockAheadMs = 0
      serverUrl = nextServerUrl
      welcome = nextWelcome
    },
    set(state) {
      network.set(state.network)
      clockAheadMs = state.clockAheadMs
    },
    async stop() {
      network.set('cut')
      await listening.stop()
      agent.destroy()
    }
  }
}

async function sendPage(
  answer: IncomingMessage,
  { 'content-length': _, etag: _etag, ...headers }: IncomingMessage['headers'],
  res: ServerResponse
): Promise<void> {
  const html = await readText(answer)
  res.writeHead(answer.statusCode ?? 502, headers)
  res.end(addDeviceScript(html))
}

async function sendOn(
  answer: IncomingMessage,
  headers: IncomingMessage['headers'],
  res: ServerResponse,
  pass: () => Promise<void>
): Promise<void> {
  res.writeHead(answer.statusCode ?? 502, headers)
  res.flushHeaders()
  for await (const piece of answer) {
    await pass()
    res.write(piece)
  }
  res.end()
}

async function readText(answer: IncomingMessage): Promise<string> {
  answer.setEncoding('utf8')
  let text = ''
  for await (const piece of answer) text += String(piece)
  return text
}
