import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isPublicAddress } from './is-public-address.ts'

/** How the server goes out, and where it may. Tests name a server of their own; the product has no other rules than `strictRules`. */
export interface OutsideRules {
  /** The addresses of a host, the one to be tried first. */
  readonly resolve: (hostname: string, signal: AbortSignal) => Promise<readonly string[]>
  readonly isAllowed: (address: string) => boolean
  /** The port that an address means. */
  readonly portOf: (url: URL) => number
  /** For all of it: names, redirects and the answer. */
  readonly timeoutMs: number
  /** Of an answer, both as it is sent and unpacked. */
  readonly maxBytes: number
  readonly maxRedirects: number
}

/** Names that mean this machine or the network around it, whatever name servers say (RFC 6761, 6762, and the reserved `internal`). */
const innerName = /^(.*\.)?(localhost|local|internal)\.?$/i

export const strictRules: OutsideRules = {
  resolve: resolveOutside,
  isAllowed: isPublicAddress,
  portOf: ({ port, protocol }) => Number(port) || (protocol === 'https:' ? 443 : 80),
  timeoutMs: 30_000,
  maxBytes: 5_000_000,
  maxRedirects: 5
}

/**
 * The address to connect to; undefined where the host has none that is allowed.
 * @throws where the name cannot be resolved
 */
export async function findPublicAddress(
  hostname: string,
  { resolve, isAllowed }: Pick<OutsideRules, 'resolve' | 'isAllowed'>,
  signal: AbortSignal
): Promise<string | undefined> {
  // Numbers in any other writing are plain ones by now: URLs are read so.
  const literal = hostname.replace(/^\[|\]$/g, '')
  if (innerName.test(literal)) return undefined
  const addresses = isIP(literal) === 0 ? await resolve(hostname, signal) : [literal]
  return addresses.find(isAllowed)
}

/**
 * Asks the name servers themselves. What this machine alone calls by a name (`localhost`, a hosts file) is not outside; and the system's own
 * look-up would hold up a thread of those that storage works with.
 */
async function resolveOutside(hostname: string, signal: AbortSignal): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: 5_000, tries: 2 })
  const cancel = (): void => resolver.cancel()
  signal.addEventListener('abort', cancel)
  try {
    const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
    const addresses = answers.flatMap(answer => (answer.status === 'fulfilled' ? answer.value : []))
    if (addresses.length === 0) throw new Error('the name is not known')
    return addresses
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
