import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse
} from 'node:http'
import { createServer as createHttpsServer, Server as HttpsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { createIdleConnections } from './idle-connections.ts'
import type { ServerSettings } from './settings.ts'
import { StartupError } from './startup-error.ts'

/** Requests under way get this long to finish before their connections are cut. */
const graceMs = 3_000

/** An operating system gives a process some thousands of open files at the least, and the databases need theirs. */
export const usualMaxIdle = 1_000

export interface Listening {
  /** Without a slash at the end. */
  readonly url: string
  /** Takes no more connections and resolves once all are closed. */
  stop(): Promise<void>
}

/**
 * @param maxIdle connections that are open without a request
 * @throws StartupError when the address cannot be listened on
 */
export async function listen(
  { host, port, transport }: Pick<ServerSettings, 'host' | 'port' | 'transport'>,
  handler: RequestListener,
  maxIdle = usualMaxIdle
): Promise<Listening> {
  const server =
    transport.kind === 'tls'
      ? createHttpsServer({ cert: transport.certificate, key: transport.key }, handler)
      : createHttpServer(handler)
  const close = createCloser(server, maxIdle)
  // Longer than a proxy's, so that it never reuses a connection that we are closing.
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(explain(error, host, port)))
    server.listen(port, host, resolve)
  })
  const bound = (server.address() as AddressInfo).port
  const scheme = transport.kind === 'tls' ? 'https' : 'http'
  return {
    url: `${scheme}://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    stop: close
  }
}

/** Closes connections as soon as they have nothing under way: also such as have been opened and never used. */
function createCloser(server: Server, maxIdle: number): () => Promise<void> {
  const pendingBySocket = new Map<Socket, number>()
  const idle = createIdleConnections(maxIdle)
  let isStopping = false

  function count(socket: Socket, change: number): void {
    if (socket.destroyed) return
    const pending = (pendingBySocket.get(socket) ?? 0) + change
    pendingBySocket.set(socket, pending)
    if (pending > 0) idle.remove(socket)
    else if (isStopping) socket.end()
    else idle.add(socket)
  }
  server.on(server instanceof HttpsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    count(socket, 0)
    socket.once('close', () => {
      pendingBySocket.delete(socket)
      idle.remove(socket)
    })
  })
  server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    count(req.socket, 1)
    res.once('close', () => count(req.socket, -1))
  })

  return async () => {
    isStopping = true
    const closed = new Promise(resolve => {
      server.close(resolve)
    })
    for (const socket of idle.list()) socket.destroy()
    const cut = setTimeout(() => server.closeAllConnections(), graceMs)
    await closed
    clearTimeout(cut)
  }
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): StartupError {
  const lines: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} on ${host} is taken: another program (perhaps another CoachDesk server) listens there. Set COACHDESK_PORT to a free one.`,
    EACCES: `Port ${port} may not be used by this account: choose one above 1023 with COACHDESK_PORT.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: check COACHDESK_HOST.`,
    ENOTFOUND: `The name ${host} is not known: check COACHDESK_HOST.`
  }
  const line = lines[error.code ?? ''] ?? `Cannot listen on ${host}:${port} (${error.code ?? error.message}).`
  return new StartupError([line], { cause: error })
}
