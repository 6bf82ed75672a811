import ipaddr from 'ipaddr.js'

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
  // `10` and `0x7f.1` are addresses to some readers and others to the next.
  return ipaddr.isValidCIDR(part) || ipaddr.IPv6.isValid(part) || ipaddr.IPv4.isValidFourPartDecimal(part)
}
