import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StartupError } from '#server/startup/startup-error.ts'

const host = '127.0.0.1'

export interface LocalServer {
  /** Without a slash at the end. */
  readonly origin: string
  /** Ends open connections too. */
  stop(): Promise<void>
}

/**
 * Listens on the loopback address alone.
 * @param port 0 takes any free one
 * @throws StartupError where the port is taken
 */
export async function listenLocally(port: number, listener: RequestListener): Promise<LocalServer> {
  const server = createServer(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port)))
    server.listen(port, host, resolve)
  })
  return {
    origin: `http://${host}:${(server.address() as AddressInfo).port}`,
    stop() {
      server.closeAllConnections()
      return new Promise(resolve => {
        server.close(() => resolve())
      })
    }
  }
}

function explain(error: NodeJS.ErrnoException, port: number): StartupError {
  const why =
    error.code === 'EADDRINUSE'
      ? `Port ${port} is taken: another program (perhaps another lab) listens there.`
      : `Port ${port} cannot be used (${error.code ?? error.message}).`
  return new StartupError([why, 'The lab needs four in a row; COACHDESK_LAB_PORT names the first, 0 takes any.'], {
    cause: error
  })
}
