import { isIP } from 'node:net'

/** Whose word on a client's address is believed: of the last hop, or of the proxies at these addresses (Express `trust proxy`). */
export type TrustedProxies = 1 | string

/** Ranges that Express knows by a name. */
const namedRanges = ['loopback', 'linklocal', 'uniquelocal']

/**
 * Reads `1`, or addresses, ranges (`10.0.0.0/8`) and their names, separated by commas.
 * @returns undefined where it is anything else: a name of a host is looked up by nobody
 */
export function readTrustedProxies(text: string): TrustedProxies | undefined {
  if (text === '1') return 1
  const parts = text.split(',').map(part => part.trim())
  return parts.every(isRange) ? parts.join(',') : undefined
}

function isRange(part: string): boolean {
  if (namedRanges.includes(part)) return true
  const [address = '', bits, ...others] = part.split('/')
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  const isLength = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest)
  return longest > 0 && isLength && others.length === 0
}
