import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** Headers of every answer; JSON is never a page, so that its policy allows nothing at all. */
export function createSecurityHeaders(isTls: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    // The desktop application reads answers from its own origin.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: isTls
  })
}

/** The web edition's pages. Mantine sets styles in attributes and elements of its own, hence `unsafe-inline` there. */
export function createPagePolicy(): RequestHandler {
  const self = ["'self'"]
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: self,
      styleSrc: ["'self'", "'unsafe-inline'"],
      connectSrc: self,
      workerSrc: self,
      manifestSrc: self,
      fontSrc: self,
      imgSrc: ["'self'", 'data:'],
      formAction: self,
      baseUri: ["'none'"],
      frameAncestors: ["'none'"]
    }
  })
}
