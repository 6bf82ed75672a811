export interface DevServer {
  /** `http://127.0.0.1:5173` */
  readonly origin: string
  /** Where it tells of changes: `ws://127.0.0.1:5173` */
  readonly socketOrigin: string
}

/** The development server that the environment names; only one on this computer itself counts. */
export function parseDevServer(address: string | undefined): DevServer | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined
  const { protocol, hostname, host } = new URL(address)
  if (protocol !== 'http:' || !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return undefined
  return { origin: `http://${host}`, socketOrigin: `ws://${host}` }
}
