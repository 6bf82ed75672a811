import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Hosts of clouds answer their own machines there with secrets, at an address that looks like any other. */
const metadataAddresses = ['168.63.129.16']

/**
 * Whether an IP address is one of the public internet: nothing of this machine, its network, its provider, or of addresses that carry
 * another one in them.
 */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 0 || !ipaddr.isValid(text)) return false
  const address = ipaddr.parse(text)
  if (metadataAddresses.includes(address.toString()) || address.range() !== 'unicast') return false
  // Everything else of IPv6 is old, local or not given out (RFC 4291).
  return address.kind() === 'ipv4' || address.match(ipaddr.parse('2000::'), 3)
}
