import express, { type ErrorRequestHandler, type Express, type Request } from 'express'
import type { AppParts } from './app-parts.ts'
import { badRequest, sendHttpError, toHttpError } from './couch-answer.ts'
import { createCrossOrigin } from './cross-origin.ts'
import { createFront } from './front.ts'
import { createServices } from './services.ts'
import { createRequestLog } from './request-log.ts'
import { createSecurityHeaders } from './security-headers.ts'
import { createCouchProtocol } from './couch-protocol.ts'
import { createWebEdition } from './web-edition.ts'

/** The whole HTTP side, in the order in which a request meets it. */
export function createApp(parts: AppParts): Express {
  const { settings, logger } = parts
  const { extraOrigins, transport } = settings
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', false)
  app.set('trust proxy', transport.kind === 'tls-proxy' ? transport.trust : false)

  app.use(createRequestLog(logger))
  app.use((req, _res, next) => next(isAmbiguous(req) ? badRequest('a header field is given twice') : undefined))
  // Devices measure their clocks by this header: it says the same time as the one that deadlines are judged by.
  app.use((_req, res, next) => {
    res.setHeader('Date', new Date(parts.now()).toUTCString())
    next()
  })
  app.use(createSecurityHeaders(transport.kind !== 'plain'))
  app.use(createCrossOrigin(extraOrigins))
  app.get('/', (req, res, next) => {
    if (req.accepts(['json', 'html']) === 'html') res.redirect(302, '/app/')
    else next()
  })
  app.use('/app', createWebEdition(parts.webFolder))
  app.use(createFront(createServices(parts)))
  app.use(createCouchProtocol(parts.databases, logger))
  app.use(createErrorAnswer())
  return app
}

/** Node takes the first of them. A proxy in front may have judged by the other one. */
function isAmbiguous({ headersDistinct }: Request): boolean {
  return ['host', 'authorization'].some(name => (headersDistinct[name]?.length ?? 0) > 1)
}

/** The one place where an error becomes an answer. Ours are told; of all others only that there was one. */
function createErrorAnswer(): ErrorRequestHandler {
  return (error: unknown, _req, res, _next) => {
    const answer = toHttpError(error)
    // pino-http logs it with the request's id.
    if (answer !== error) res.err = error instanceof Error ? error : new Error('a thrown value that is no error')
    if (res.headersSent) res.destroy()
    else sendHttpError(res, answer)
  }
}
