import type { RequestHandler } from 'express'
import { versionHeader } from '#domain/versions/product-version.ts'

/** The desktop application's own origin. */
const desktopOrigin = 'app://coachdesk'
/** At the end of an extra origin: any port. Tests serve the desktop's files from a port that they learn late (F22). */
export const anyPort = ':*'

export function isAllowedOrigin(origin: string, extraOrigins: readonly string[]): boolean {
  const withoutPort = origin.replace(/:\d{1,5}$/, '')
  return origin === desktopOrigin || extraOrigins.includes(origin) || extraOrigins.includes(withoutPort + anyPort)
}

/**
 * CORS for the desktop application. Tokens travel in a header, never as cookies across origins, so credentials are not
 * allowed. `Date` is exposed: clients measure the server's clock by it.
 */
export function createCrossOrigin(extraOrigins: readonly string[]): RequestHandler {
  return (req, res, next) => {
    const { origin } = req.headers
    res.vary('Origin')
    const isAllowed = origin !== undefined && isAllowedOrigin(origin, extraOrigins)
    if (isAllowed) {
      res.setHeader('access-control-allow-origin', origin)
      res.setHeader('access-control-expose-headers', 'Date, Retry-After, X-Request-Id')
    }
    if (req.method !== 'OPTIONS') return next()
    if (isAllowed) {
      res.setHeader('access-control-allow-methods', 'GET, HEAD, POST, PUT, DELETE')
      res.setHeader('access-control-allow-headers', `Authorization, Content-Type, Accept, ${versionHeader}`)
      res.setHeader('access-control-max-age', '600')
    }
    res.statusCode = 204
    res.end()
  }
}
