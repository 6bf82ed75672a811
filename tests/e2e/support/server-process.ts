/** The real sync server as a process of its own, whose clock a test can set. Started by server.ts. */
import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { defaultAttemptLimits } from '#server/accounts/attempt-limiter.ts'
import type { NewAccount } from '#server/accounts/account-service.ts'
import { type OutsideRules, strictRules } from '#server/busy-links/outside-rules.ts'
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
  /** Where a server on this machine stands for the web that the server may read calendars of; undefined: it reads none. */
  readonly calendarPort: number | undefined
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
    mail: input.mail,
    readsCalendars: input.calendarPort !== undefined
  },
  now,
  randomBytes: length => new Uint8Array(randomBytes(length)),
  logger: pino({ level: 'error' }),
  webFolder,
  gatherMailMs: 200,
  ...(input.calendarPort === undefined ? {} : { outsideRules: rulesOf(input.calendarPort) }),
  // Signing in is not what these tests measure.
  passwordCostLogN: 12,
  attemptLimits: { ...defaultAttemptLimits, perAddress: 1_000 }
})

/** Names that end with `.example` lead to that port of this machine, and everything else nowhere. */
function rulesOf(port: number): OutsideRules {
  const resolve = (name: string) =>
    name.endsWith('.example') ? Promise.resolve(['127.0.0.1']) : Promise.reject(new Error('the name is not known'))
  return { ...strictRules, resolve, isAllowed: address => address === '127.0.0.1', portOf: () => port }
}

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
      // What a chore does each minute, once the clock is trusted after such a jump.
      await server.bookings.countOffered()
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
