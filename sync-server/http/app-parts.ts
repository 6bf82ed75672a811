import type { Logger } from 'pino'
import type { DemoOffer } from '#domain/wire/welcome.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { AccountDirectory } from '../accounts/account-directory.ts'
import type { AccountService } from '../accounts/account-service.ts'
import type { Authenticator } from '../accounts/authenticator.ts'
import type { SignIns } from '../accounts/sign-ins.ts'
import type { Tokens } from '../accounts/tokens.ts'
import type { FeedLinks } from '../calendar/feed-links.ts'
import type { ServerClock } from '../clock/server-clock.ts'
import type { Forgotten } from '../joining/forgotten.ts'
import type { Invitations } from '../joining/invitations.ts'
import type { JoinByInvitation } from '../joining/join-by-invitation.ts'
import type { LinkedPage } from '../joining/link-address.ts'
import type { Organisation } from '../joining/organisation.ts'
import type { Joining } from '../joining/joining.ts'
import type { Resets } from '../joining/resets.ts'
import type { BookingsEngine } from '../bookings/bookings-contract.ts'
import type { AddressLinks } from '../mail/address-links.ts'
import type { Mail } from '../mail/create-mail.ts'
import type { StopLinks } from '../mail/stop-links.ts'
import type { ServerIdentity } from '../identity/server-identity.ts'
import type { PouchDatabases } from '../storage/pouch-databases.ts'
import type { ChangeHub } from './change-hub.ts'
import type { FeedKeeper } from './feed-keeper.ts'
import type { Traffic } from './quotas/traffic.ts'

/** How requests come in. */
export type Transport =
  | { readonly kind: 'plain' }
  | { readonly kind: 'tls'; readonly certificate: string; readonly key: string }
  /** TLS ends at a proxy; `trust` says whose forwarded headers are believed (Express `trust proxy`). */
  | { readonly kind: 'tls-proxy'; readonly trust: string | number }

/** What the HTTP side is built from. */
export interface AppParts {
  readonly settings: {
    /** Further origins that browsers may call from. */
    readonly extraOrigins: readonly string[]
    readonly transport: Transport
    /** Whether calendars of the web are read (BU6). */
    readonly readsCalendars?: boolean | undefined
    readonly dataFolder: string
    readonly minFreeBytes: number
  }
  readonly databases: PouchDatabases
  readonly gate: Pick<BookingsEngine, 'write' | 'ensureCopies'>
  readonly directory: AccountDirectory
  readonly service: AccountService
  readonly authenticator: Authenticator
  readonly tokens: Tokens
  readonly signIns: SignIns
  readonly audit: AuditLog
  readonly feedLinks: FeedLinks
  readonly joining: Joining
  readonly resets: Resets
  /** Undefined where the server sends no mail: an administrator makes the link. */
  readonly forgotten: Forgotten | undefined
  readonly organisation: Organisation
  readonly invitations: Invitations
  readonly joinByInvitation: JoinByInvitation
  /** The address of a page with a link's secret; a path where the settings say no address. */
  readonly toLink: (page: LinkedPage, token: string) => string
  readonly addressLinks: AddressLinks
  readonly stopLinks: StopLinks
  /** Undefined where no mail server is named. */
  readonly mail:
    | Pick<Mail, 'askForAddress' | 'tellOfAccount' | 'from' | 'listFailed' | 'listWaiting' | 'tryAgain' | 'sendTest'>
    | undefined
  readonly hub: ChangeHub
  readonly feeds: FeedKeeper
  readonly traffic: Traffic
  readonly logger: Logger
  readonly now: () => number
  /** Monotonic, ms. */
  readonly steady: () => number
  readonly clock: Pick<ServerClock, 'doubt'>
  readonly randomBytes: (length: number) => Uint8Array
  readonly identity: ServerIdentity
  /** Left out: this is no demo. */
  readonly demoOffer?: (() => DemoOffer | undefined) | undefined
  readonly runId: string
  /** Left out: the one of `product-version.ts`. */
  readonly oldestDevice?: string
  /** The built renderer. */
  readonly webFolder: string
}
