/** The real sync server as a process of its own, whose clock a test can set. Started by server.ts. */
import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { defaultAttemptLimits } from '#server/accounts/attempt-limiter.ts'
import type { NewAccount } from '#server/accounts/account-service.ts'
import { createServer } from '#server/create-server.ts'
import type { MailSettings } from '#server/mail/mailer.ts'
import { webFolder } from '../../../scripts/lib/build-web.ts'

/** What the test says to this process. */
export type ServerOrder =
  | { readonly kind: 'add-account'; readonly account: NewAccount }
  | { readonly kind: 'set-clock-ahead'; readonly ms: number }
  | { readonly kind: 'stop' }

/** What this process answers, one for each order; the first message says that it is ready. */
export type ServerAnswer =
  | { readonly kind: 'ready'; readonly url: string; readonly setUpUrl: string | undefined }
  | { readonly kind: 'added'; readonly userId: string }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'done' }

export interface ServerInput {
  readonly dataFolder: string
  readonly port: number
  readonly demo: boolean
  readonly clockAheadMs: number
  /** Undefined: nobody gets mail. */
  readonly mail: MailSettings | undefined
}

const input = JSON.parse(process.env['E2E_SERVER'] ?? '{}') as ServerInput
let clockAheadMs = input.clockAheadMs
const now = (): number => Date.now() + clockAheadMs
const server = await createServer({
  settings: {
    host: '127.0.0.1',
    port: input.port,
    dataFolder: input.dataFolder,
    secret: undefined,
    minFreeBytes: 0,
    demo: input.demo,
    // The stand-in serves the desktop's files there, from a port that it learns late (F22).
    extraOrigins: ['http://coachdesk.app.localhost:*'],
    addresses: [],
    transport: { kind: 'plain' },
    mail: input.mail
  },
  now,
  randomBytes: length => new Uint8Array(randomBytes(length)),
  logger: pino({ level: 'error' }),
  webFolder,
  gatherMailMs: 200,
  // Signing in is not what these tests measure.
  passwordCostLogN: 12,
  attemptLimits: { ...defaultAttemptLimits, perAddress: 1_000 }
})

async function obey(order: ServerOrder): Promise<ServerAnswer> {
  switch (order.kind) {
    case 'add-account': {
      const result = await server.service.add(order.account)
      return result.ok
        ? { kind: 'added', userId: result.account.id }
        : { kind: 'refused', why: JSON.stringify(result.problems) }
    }
    case 'set-clock-ahead':
      clockAheadMs = order.ms
      return { kind: 'done' }
    case 'stop':
      await server.stop()
      return { kind: 'done' }
    default:
      throw new Error(`unknown order ${JSON.stringify(order)}`)
  }
}

process.on('message', (order: ServerOrder) => {
  void obey(order).then(answer => process.send?.(answer, () => (order.kind === 'stop' ? process.exit(0) : undefined)))
})
// The test is gone: so is its server.
process.on('disconnect', () => process.exit(0))
process.send?.({ kind: 'ready', url: server.url, setUpUrl: server.setUpUrl } satisfies ServerAnswer)
