import path from 'node:path'
import express, { type ErrorRequestHandler, type RequestHandler, Router } from 'express'
import { createPagePolicy } from './security-headers.ts'

const yearS = 31_536_000
const notBuilt = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>CoachDesk</title></head>
<body><h1>The web edition is not built</h1>
<p>This server has no pages to show. Run <code>npm run build:web</code> and reload this page.</p></body></html>
`

/** What the build writes beside a file, the smallest first. */
const encodings = [
  { name: 'br', extension: '.br' },
  { name: 'gzip', extension: '.gz' }
] as const

/**
 * The built renderer at `/app/`, compressed as the build has left it where the browser takes that. Files with a hash in their
 * name never change; the page itself and the service worker are asked for anew each time. Any other path below `/app/` is a
 * place inside the application and gets the page.
 * @param folder of the built renderer; it may appear after the server has started
 */
export function createWebEdition(folder: string): RequestHandler {
  const router = Router()
  const files = createFiles(folder)
  router.use(createPagePolicy())
  router.use((req, res, next) => {
    res.vary('Accept-Encoding')
    // The compressed ones have no address of their own.
    if (encodings.some(({ extension }) => req.path.endsWith(extension))) answerNoFile(req, res, next)
    else next()
  })
  router.use(files)
  router.use((req, res, next) => {
    const isNavigation = (req.method === 'GET' || req.method === 'HEAD') && path.extname(req.path).length < 2
    if (!isNavigation) return answerNoFile(req, res, next)
    req.url = '/index.html'
    next()
  })
  router.use(files)
  router.use((_req, res) => {
    res.setHeader('cache-control', 'no-cache')
    res.status(503).type('html').send(notBuilt)
  })
  router.use(answerRefusedFile)
  return router
}

const answerNoFile: RequestHandler = (_req, res) => {
  res.status(404).type('text').send('There is no such file.\n')
}

/** The files of a folder: in an encoding that the browser takes where there is one, else as they are. */
function createFiles(folder: string): RequestHandler {
  const asTheyAre = express.static(folder, {
    index: false,
    redirect: false,
    setHeaders(res, file) {
      const isHashed = path.relative(folder, file).startsWith(`assets${path.sep}`)
      res.setHeader('cache-control', isHashed ? `public, max-age=${yearS}, immutable` : 'no-cache')
      const encoding = encodings.find(({ extension }) => file.endsWith(extension))
      if (encoding === undefined) return
      res.setHeader('content-encoding', encoding.name)
      // Of what is inside, not of the wrapping.
      res.type(path.extname(file.slice(0, -encoding.extension.length)))
    }
  })
  const router = Router()
  for (const { name, extension } of encodings) {
    router.use((req, res, next) => {
      // A folder has no compressed form.
      if (req.acceptsEncodings(name) === false || path.extname(req.path).length < 2) return next()
      const { url } = req
      req.url = `${req.path}${extension}`
      asTheyAre(req, res, (error?: unknown) => {
        req.url = url
        next(error)
      })
    })
  }
  router.use(asTheyAre)
  return router
}

/** A file that is there and was asked for in a way that cannot be met, such as `If-Match` or a range beyond its end. */
const answerRefusedFile: ErrorRequestHandler = (error: FileError, _req, res, next) => {
  const { statusCode = 500, headers = {} } = error
  if (statusCode < 400 || statusCode >= 500 || res.headersSent) return next(error)
  // These are the file's, and this answer is another text, which may be right the next time.
  res.removeHeader('content-encoding')
  res.setHeader('cache-control', 'no-cache')
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  res.status(statusCode).type('text').send('The file cannot be given in that way.\n')
}

/** As `express.static` tells of it. */
interface FileError extends Error {
  readonly statusCode?: number
  readonly headers?: Readonly<Record<string, string>>
}
