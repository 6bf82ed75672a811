import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { pinoHttp } from 'pino-http'
import { errorToLog } from '../logging/create-logger.ts'
import { matchEndpoint } from './match-endpoint.ts'

/**
 * One line for each answered request: an id, the route's name and the outcome. Never a path (it may hold a person's id), a
 * query, a header, a body or an address.
 */
export function createRequestLog(logger: Logger): RequestHandler {
  return pinoHttp<Request>({
    logger,
    genReqId(_req, res) {
      const id = randomUUID()
      res.setHeader('x-request-id', id)
      return id
    },
    quietReqLogger: true,
    customLogLevel: (_req, res, error) => (error !== undefined || res.statusCode >= 500 ? 'error' : 'info'),
    customSuccessMessage: () => 'answered',
    customErrorMessage: () => 'failed',
    customAttributeKeys: { reqId: 'requestId', responseTime: 'ms' },
    customProps: req => ({ route: describeRoute(req) }),
    serializers: {
      req: () => undefined,
      res: (res: { readonly statusCode: number }) => ({ status: res.statusCode }),
      err: (error: { readonly raw?: unknown }) => errorToLog(error.raw ?? error)
    }
  })
}

function describeRoute(req: Request): string {
  const path = (req.originalUrl ?? '').split('?', 1)[0] ?? ''
  if (path === '/app' || path.startsWith('/app/')) return 'web-edition'
  const match = matchEndpoint(req.method ?? '', path)
  return match.kind === 'found' ? match.name : match.kind
}
