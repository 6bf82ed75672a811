import { existsSync } from 'node:fs'
import path from 'node:path'
import express, { type ErrorRequestHandler, type RequestHandler, Router } from 'express'
import { createPagePolicy } from './security-headers.ts'

const yearS = 31_536_000
const notBuilt = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>CoachDesk</title></head>
<body><h1>The web edition is not built</h1>
<p>This server has no pages to show. Run <code>npm run build:web</code> and reload this page.</p></body></html>
`

/**
 * The built renderer at `/app/`. Files with a hash in their name never change; the page itself and the service worker are
 * asked for anew each time. Any other path below `/app/` is a place inside the application and gets the page.
 * @param folder of the built renderer; it may appear after the server has started
 */
export function createWebEdition(folder: string): RequestHandler {
  const router = Router()
  const page = path.join(folder, 'index.html')
  router.use(createPagePolicy())
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      setHeaders(res, file) {
        const isHashed = path.relative(folder, file).startsWith(`assets${path.sep}`)
        res.setHeader('cache-control', isHashed ? `public, max-age=${yearS}, immutable` : 'no-cache')
      }
    })
  )
  router.use((req, res) => {
    const isNavigation = (req.method === 'GET' || req.method === 'HEAD') && path.extname(req.path).length < 2
    if (!isNavigation && req.path !== '/') return void res.status(404).type('text').send('There is no such file.\n')
    res.setHeader('cache-control', 'no-cache')
    if (!existsSync(page)) return void res.status(503).type('html').send(notBuilt)
    res.sendFile(page)
  })
  router.use(answerRefusedFile)
  return router
}

/** A file that is there and was asked for in a way that cannot be met, such as `If-Match` or a range beyond its end. */
const answerRefusedFile: ErrorRequestHandler = (error: FileError, _req, res, next) => {
  const { statusCode = 500, headers = {} } = error
  if (statusCode < 400 || statusCode >= 500 || res.headersSent) return next(error)
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  res.status(statusCode).type('text').send('The file cannot be given in that way.\n')
}

/** As `express.static` and `sendFile` tell of it. */
interface FileError extends Error {
  readonly statusCode?: number
  readonly headers?: Readonly<Record<string, string>>
}
