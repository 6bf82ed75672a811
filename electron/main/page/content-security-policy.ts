/** What a page under development needs besides: its server's own scripts stand in the document, and it is told of changes. */
export interface DevAllowance {
  readonly socketOrigin: string
}

/**
 * The policy that every page is sent with. Styles may stand in elements, for Mantine sets them there.
 * @param servers addresses that the page may talk to, and no others; a path in them is of no account
 * @param dev never in a package
 */
export function createContentSecurityPolicy(servers: readonly string[], dev?: DevAllowance): string {
  const origins = servers.flatMap(toOrigin)
  const connect = ["'self'", ...new Set(origins), ...(dev === undefined ? [] : [dev.socketOrigin])]
  return [
    "default-src 'none'",
    dev === undefined ? "script-src 'self'" : "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect.join(' ')}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "worker-src 'none'"
  ].join('; ')
}

/** Remembered addresses come from a file that others may have written: what is no plain web address adds nothing. */
function toOrigin(address: string): readonly string[] {
  if (!URL.canParse(address)) return []
  const { protocol, origin } = new URL(address)
  return protocol === 'https:' || protocol === 'http:' ? [origin] : []
}
