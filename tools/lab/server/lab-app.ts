import express, { type Express, type Request, type RequestHandler, type Response } from 'express'
import { z } from 'zod'
import { type AccountWish, type DeviceWish, networks, type OpenScene, seats } from '../contract.ts'
import { labPage, serveLabAssets } from './lab-files.ts'

const longestClockErrorMs = 30 * 86_400_000
const sceneWishSchema = z.strictObject({ recipeId: z.string().max(20) })
const deviceWishSchema = z.strictObject({
  seat: z.enum(seats),
  network: z.enum(networks),
  clockAheadMs: z.int().min(-longestClockErrorMs).max(longestClockErrorMs)
})
const accountWishSchema = z.strictObject({ person: z.string().max(40), disabled: z.boolean() })

export interface LabAppParts {
  readonly readLabOrigin: () => string
  readonly readDeviceOrigins: () => readonly string[]
  /** Undefined where there is no such recipe. */
  readonly openScene: (recipeId: string) => Promise<OpenScene | undefined>
  readonly setDevice: (wish: DeviceWish) => void
  readonly setAccount: (wish: AccountWish) => Promise<void>
}

/** The lab's page and what it asks for. Only the page itself may ask: any other page of this browser is refused. */
export function createLabApp(parts: LabAppParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.use((_req, res, next) => {
    const frames = parts.readDeviceOrigins().join(' ')
    res.setHeader(
      'content-security-policy',
      `default-src 'self'; style-src 'self' 'unsafe-inline'; frame-src ${frames}; frame-ancestors 'none'`
    )
    next()
  })
  app.get('/', (_req, res) => res.redirect(302, '/lab/'))
  app.use('/lab/assets', serveLabAssets())
  app.get('/lab/', (_req, res) => {
    res.setHeader('cache-control', 'no-store')
    res.sendFile(labPage('index.html'))
  })
  app.use('/lab/api', refuseOthers(parts.readLabOrigin), express.json())

  app.post(
    '/lab/api/scene',
    answering(async (req, res) => {
      const wish = sceneWishSchema.safeParse(req.body)
      const scene = wish.success ? await parts.openScene(wish.data.recipeId) : undefined
      if (scene === undefined) res.status(400).json({ error: 'There is no such recipe.' })
      else res.json(scene)
    })
  )
  app.post('/lab/api/device', (req, res) => {
    const wish = deviceWishSchema.safeParse(req.body)
    if (!wish.success) return void res.status(400).json({ error: 'There is no such device, network or clock.' })
    parts.setDevice(wish.data)
    res.json({ ok: true })
  })
  app.post(
    '/lab/api/account',
    answering(async (req, res) => {
      const wish = accountWishSchema.safeParse(req.body)
      if (!wish.success) return void res.status(400).json({ error: 'There is no such account.' })
      await parts.setAccount(wish.data)
      res.json({ ok: true })
    })
  )
  return app
}

/** What goes wrong is told to the visitor, who started the lab and can mend it. */
function answering(handle: (req: Request, res: Response) => Promise<void>): RequestHandler {
  return (req, res) => {
    handle(req, res).catch((error: unknown) => {
      res.status(500).json({ error: error instanceof Error ? error.message : 'The lab failed.' })
    })
  }
}

function refuseOthers(readLabOrigin: () => string): RequestHandler {
  return (req, res, next) => {
    if (req.headers.origin === readLabOrigin()) next()
    else res.status(403).json({ error: 'Only the page of the lab may ask for this.' })
  }
}
