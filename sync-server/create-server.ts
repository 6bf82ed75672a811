import type { Logger } from 'pino'
import { dayMs } from '#domain/time/durations.ts'
import type { FieldsByVersion } from '#domain/versions/fields-by-version.ts'
import { createAccountCommands } from './accounts/account-commands.ts'
import {
  type AttemptLimiter,
  type AttemptLimits,
  createAttemptLimiter,
  defaultAttemptLimits
} from './accounts/attempt-limiter.ts'
import { auditDatabase, createAuditLog } from './audit/audit-log.ts'
import { createAuthenticator } from './accounts/authenticator.ts'
import type { AccountDirectory } from './accounts/account-directory.ts'
import { type Accounts, openAccounts } from './accounts/open-accounts.ts'
import { createPasswordHasher } from './accounts/password-hash.ts'
import { isSeenOtherwise } from './accounts/seen-by-others.ts'
import { isStanding } from './accounts/active-sign-in.ts'
import { loadSignIns, type SignIns } from './accounts/sign-ins.ts'
import { createTokens, renewalMs } from './accounts/tokens.ts'
import { loadFeedLinks } from './calendar/feed-links.ts'
import { runClockCommand } from './clock/clock-commands.ts'
import { createNewestWriteNote, readNewestWrite } from './clock/newest-write.ts'
import { createServerClock, type ServerClock } from './clock/server-clock.ts'
import { createDemoOffer } from './demo/demo-offer.ts'
import { seedDemo } from './demo/seed-demo.ts'
import { createCopySigner } from './copies/copy-signer.ts'
import type { BookingsEngine, CreateBookingsEngine } from './bookings/bookings-contract.ts'
import { createBookingsEngine as createEngine } from './bookings/create-bookings-engine.ts'
import { createChangeHub } from './http/change-hub.ts'
import { createApp } from './http/create-app.ts'
import { createCalendarReader } from './busy-links/create-calendar-reader.ts'
import { type OutsideRules, strictRules } from './busy-links/outside-rules.ts'
import { createFeedKeeper } from './http/feed-keeper.ts'
import { defaultQuotas, type Quotas } from './http/quotas/quotas.ts'
import { createTraffic, type Traffic } from './http/quotas/traffic.ts'
import { createServerIdentity } from './identity/server-identity.ts'
import { type LinkedPage, toLinkAddress } from './joining/link-address.ts'
import type { Forgotten } from './joining/forgotten.ts'
import { createJoining } from './joining/joining.ts'
import { loadOrganisation, type Organisation } from './joining/organisation.ts'
import { findMailedToken, loadResetRecords, type ResetRecords } from './joining/reset-records.ts'
import { operatorsLink, type Resets } from './joining/resets.ts'
import { startResets } from './resets/start-resets.ts'
import type { Invitations } from './joining/invitations.ts'
import { createInvitedReader, type FindInvited } from './joining/invited-reader.ts'
import { startInvitations } from './joining/start-invitations.ts'
import { createSetUpLink } from './joining/set-up-link.ts'
import { createChangedMessage } from './mail/account-mail.ts'
import { type AddressLinks, createAddressLinks } from './mail/address-links.ts'
import { createMail, type Mail } from './mail/create-mail.ts'
import { createInvitationMessage } from './mail/invitation-mail.ts'
import { createMailer, type MailSettings } from './mail/mailer.ts'
import { createStopLinks, type StopLinks } from './mail/stop-links.ts'
import { openAdminChannel } from './startup/admin-channel.ts'
import { prepareDataFolder } from './startup/data-folder.ts'
import { explainUnavailable } from './startup/explain-unavailable.ts'
import { type Housekeeping, startHousekeeping, tickMs } from './startup/housekeeping.ts'
import { listen } from './startup/listen.ts'
import type { ServerSettings } from './startup/settings.ts'
import { StartupError } from './startup/startup-error.ts'
import { createLevelDatabases, isHeldByOther } from './storage/level-databases.ts'
import type { PouchDatabases } from './storage/pouch-databases.ts'
import { StorageUnavailableError } from './storage/storage-unavailable.ts'

export interface ServerParts {
  readonly settings: ServerSettings
  /** Epoch ms. */
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
  readonly logger: Logger
  /** The built renderer. */
  readonly webFolder: string
  /** Left out: the one that there is. Tests choose one that is broken on purpose. */
  readonly createBookingsEngine?: CreateBookingsEngine
  /** Left out: LevelDB in the data folder. Tests choose memory. */
  readonly openDatabases?: typeof createLevelDatabases
  /** How long openings are gathered before waiting students are told, ms. */
  readonly gatherOpeningsMs?: number
  /** Left out: where the product may go. Tests name a server of their own. */
  readonly outsideRules?: OutsideRules
  /** How long changes are gathered before they are mailed, ms. */
  readonly gatherMailMs?: number
  /** Tests choose cheaper ones. */
  readonly passwordCostLogN?: number
  readonly attemptLimits?: AttemptLimits
  readonly feedTickMs?: number
  /** Ms, counts on whatever the wall clock does. Left out: the clock of the process. */
  readonly steady?: () => number
  readonly quotas?: Quotas
  /** Left out: the oldest device version of `product-version.ts`. */
  readonly oldestDevice?: string
  /** Left out: the fields of `fields-by-version.ts`. */
  readonly fieldsByVersion?: FieldsByVersion
  /** Called where storage hangs: the process has to end. */
  readonly onStuck?: () => void
}

export interface RunningServer extends Pick<Accounts, 'directory' | 'service'> {
  /** Without a slash at the end. */
  readonly url: string
  /** Where the server has no accounts: opens the page that makes the first one. Only for the eyes of whoever started it. */
  readonly setUpUrl: string | undefined
  readonly databases: PouchDatabases
  readonly bookings: BookingsEngine
  readonly signIns: SignIns
  readonly attempts: AttemptLimiter
  readonly clock: ServerClock
  readonly housekeeping: Pick<Housekeeping, 'tick'>
  readonly traffic: Traffic
  /** Undefined where no mail server is named. */
  readonly mail: Mail | undefined
  readonly resets: Resets
  readonly forgotten: Forgotten | undefined
  readonly organisation: Organisation
  readonly invitations: Invitations
  /** Ends feeds, lets requests and writes under way finish, closes everything. */
  stop(): Promise<void>
}

/** A coach who draws several slots is one batch for who waits (WL6). */
const gatherOpeningsMs = 2_000
/** What belongs together, as a series or a day of illness, may come in several requests. */
const gatherMailMs = 5_000

/**
 * Builds the sync server and starts it. Nothing is kept outside of it: several can run in one process on different folders.
 * @throws StartupError for everything that the operator can mend
 */
export async function createServer(parts: ServerParts): Promise<RunningServer> {
  const { settings, now, randomBytes, logger } = parts
  const elapsed = (): number => performance.now()
  const { steady = elapsed } = parts
  // What was started, to be stopped in the opposite order, also when starting fails half way.
  const stops: (() => Promise<void> | void)[] = []
  let stopping: Promise<void> | undefined
  async function stopAll(): Promise<void> {
    for (let next = stops.pop(); next !== undefined; next = stops.pop()) await next()
  }
  const stop = (): Promise<void> => (stopping ??= stopAll())

  try {
    const folder = await prepareDataFolder(settings.dataFolder, settings.secret, randomBytes)
    const openDatabases = parts.openDatabases ?? createLevelDatabases
    const { minFreeBytes } = settings
    const starts = { now, randomBytes }
    const onDamaged = (): void => logger.error('files are damaged: stop the server, and run npm run check -- --repair')
    const options = { minFreeBytes, onDamaged, ...(parts.onStuck === undefined ? {} : { onStuck: parts.onStuck }) }
    const databases = await openDatabases(folder.databasesFolder, starts, options).catch((error: unknown) => {
      throw isHeldByOther(error) ? explainHeld(settings.dataFolder, error) : error
    })
    stops.push(() => databases.close())
    const hasher = createPasswordHasher(randomBytes, parts.passwordCostLogN)
    const tell = (line: string): void => logger.warn({ what: line }, 'a document was damaged')
    const accounts = await openAccounts({ databases, hasher, now, randomBytes, tell })
    const { directory, service } = accounts
    const audit = createAuditLog({ store: await databases.open(auditDatabase), now, randomBytes })
    const newestAt = await readNewestWrite(databases)
    const clock = createServerClock({ now, steady, newestAt, logger })
    const note = createNewestWriteNote(databases, newestAt)
    stops.push(() => note.stop())

    const signer = createCopySigner(folder.secret)
    const identity = createServerIdentity(folder.secret, settings.addresses)
    const { createBookingsEngine = createEngine } = parts
    const demoParts = { ...parts, createBookingsEngine, databases, directory, accounts: service, signer, now: now() }
    const demoOffer = settings.demo
      ? await createDemoOffer({ directory, hasher, isSeeded: await seedDemo(demoParts) })
      : undefined
    const findAccount = (userId: string) => directory.find(userId)
    const { keepPhonesMs } = settings
    const { fieldsByVersion } = parts
    const readCalendar =
      settings.readsCalendars === true ? createCalendarReader(parts.outsideRules ?? strictRules) : undefined
    const bookingsParts = {
      readCalendar,
      databases,
      now,
      randomBytes,
      findAccount,
      signer,
      keepPhonesMs,
      fieldsByVersion,
      logger,
      gatherOpeningsMs: parts.gatherOpeningsMs ?? gatherOpeningsMs
    }
    const bookings = await createBookingsEngine(bookingsParts)
    stops.push(() => bookings.stop())
    directory.beforeChange((account, before) =>
      isSeenOtherwise(account, before) ? bookings.expectAccount(account.id) : undefined
    )
    // Nobody waits for it: it is noted on disk before the account changes, and an operator who disables an account is not held up.
    accounts.onSeenOtherwise(account => void bookings.refreshAccount(account))

    directory.onChange((account, before) => {
      if (account.role === 'coach' || before?.role === 'coach') bookings.fillHoursOf(account.id)
    })

    const addressLinks = createAddressLinks(folder.tokenKey)
    const stopLinks = createStopLinks(folder.tokenKey)
    const resetRecords = await loadResetRecords({ databases, key: folder.tokenKey, randomBytes })
    const organisation = await loadOrganisation(await databases.open('organisation'), parts =>
      databases.commitTogether(parts)
    )
    const { invitations, joinByInvitation } = await startInvitations({
      databases,
      organisation,
      directory,
      service,
      relations: bookings.relations,
      audit,
      key: folder.tokenKey,
      now,
      randomBytes
    })
    const findInvited = createInvitedReader({ invitations, organisation, directory, now })
    const mailParts = { databases, directory, clock, links: addressLinks, resetRecords, stopLinks, findInvited, parts }
    const mail = await startMail(settings.mail, mailParts)
    if (mail !== undefined) stops.push(() => mail.stop())
    // What a kill came between: an invitation that is to be mailed, and its mail.
    if (mail !== undefined)
      for (const one of await invitations.listToMail()) await mail.tellOfAccount(createInvitationMessage(one))
    let listeningUrl = ''
    const hasPublicUrl = settings.publicUrl !== undefined || settings.addresses.length > 0
    const findPublicUrl = (): string => settings.publicUrl ?? settings.addresses[0] ?? listeningUrl
    const forgetful = startResets({
      accounts,
      records: resetRecords,
      audit,
      mail,
      bookings,
      findPublicUrl,
      now,
      logger
    })
    stops.push(() => forgetful.stop())

    const tokens = createTokens(folder.tokenKey, now)
    const attempts = createAttemptLimiter(parts.attemptLimits ?? defaultAttemptLimits, now)
    const signIns = await loadSignIns({ store: await databases.open('sign-ins'), now, randomBytes, renewalMs })
    const feedStore = await databases.open('calendar-feeds')
    const feedLinks = await loadFeedLinks({ store: feedStore, key: folder.tokenKey, now, randomBytes })
    const authenticator = createAuthenticator({ directory, hasher, tokens, attempts, signIns, now })
    const hub = createChangeHub(databases)
    stops.push(() => hub.stop())
    const feeds = createFeedKeeper({ now, elapsed }, parts.feedTickMs ?? 1_000)
    directory.onChange(account =>
      feeds.endWhere(signIn => signIn.user.userId === account.id && !isStanding(signIn, account))
    )
    signIns.onEnd(id => feeds.endWhere(signIn => signIn.signInId === id))
    directory.onChange((account, before) =>
      account.tokenVersion === before?.tokenVersion ? undefined : signIns.endAll(account.id)
    )
    const traffic = createTraffic(parts.quotas ?? defaultQuotas, elapsed, parts.feedTickMs ?? 1_000)
    stops.push(() => traffic.stop())
    const runId = Buffer.from(randomBytes(8)).toString('hex')
    const { resets, forgotten } = forgetful
    const linkParts = { feedLinks, addressLinks, stopLinks, resets, forgotten, mail }
    const accountParts = { directory, service, authenticator, tokens, signIns, audit, ...linkParts }
    const http = { hub, feeds, traffic, clock, identity, runId, steady }
    const setUp = createSetUpLink({ isEmpty: () => directory.isEmpty(), now, randomBytes })
    // Never from what a request says: whoever asks may send any `Host`.
    const knownUrl = settings.publicUrl ?? settings.addresses[0] ?? ''
    const toLink = (page: LinkedPage, token: string): string => toLinkAddress(knownUrl, page, token)
    const invitationParts = { organisation, invitations, joinByInvitation, toLink }
    const joining = createJoining({
      setUpLink: setUp.link,
      organisation,
      attempts: createAttemptLimiter(parts.attemptLimits ?? defaultAttemptLimits, now),
      service,
      audit,
      resets
    })
    const app = createApp({
      ...parts,
      ...accountParts,
      ...invitationParts,
      joining,
      ...http,
      demoOffer,
      databases,
      gate: bookings
    })

    const listening = await listen(settings, app)
    listeningUrl = listening.url
    stops.push(() => listening.stop())
    // Feeds end first: they would keep their connections open for ever.
    stops.push(() => feeds.stop())
    const housekeeping = startHousekeeping({
      chores: [
        { everyMs: tickMs, run: () => bookings.forgetPhones() },
        { everyMs: tickMs, run: () => bookings.readCalendars() },
        { everyMs: tickMs, run: () => bookings.countOffered() },
        { everyMs: dayMs, run: time => bookings.sweep(time) },
        { everyMs: dayMs, run: () => bookings.fillHours() },
        { everyMs: dayMs, run: ({ certain }) => signIns.purge(certain) },
        { everyMs: dayMs, run: async ({ certain }) => void (await audit.purge(certain)) },
        { everyMs: dayMs, run: ({ certain }) => invitations.purge(certain) },
        { everyMs: tickMs, run: time => note.save(time.now) },
        { everyMs: tickMs, run: () => forgetful.tell() },
        ...(mail === undefined
          ? []
          : [
              { everyMs: tickMs, run: () => mail.tick() },
              { everyMs: dayMs, run: () => mail.purge() }
            ])
      ],
      clock,
      steady,
      onError: (error: unknown) => logger.error({ err: error }, 'housekeeping failed')
    })
    stops.push(async () => {
      housekeeping.stop()
      const time = clock.check()
      if (time === undefined) return
      await note.save(time.now, true).catch((error: unknown) => logger.error({ err: error }, 'newest write not noted'))
    })
    const runAccountCommand = createAccountCommands({
      ...accounts,
      audit,
      issueReset: hasPublicUrl ? userId => resets.issue(userId, operatorsLink) : undefined
    })
    const channel = await openAdminChannel(folder.adminChannelFile, randomBytes, async command =>
      command.kind === 'clock' || command.kind === 'clock-right'
        ? runClockCommand(command, clock, () => housekeeping.tick())
        : runAccountCommand(command)
    )
    stops.push(() => channel.stop())
    const running = { databases, bookings, directory, service, signIns, attempts, traffic, clock, housekeeping, mail }
    const links = { organisation, invitations, resets, forgotten }
    // Built from the settings alone: whoever asks may send any `Host`.
    const setUpUrl =
      setUp.link.validUntil() === undefined ? undefined : toLinkAddress(findPublicUrl(), 'set-up', setUp.token)
    return { url: listening.url, setUpUrl, ...running, ...links, stop }
  } catch (error) {
    await stop()
    throw error instanceof StorageUnavailableError ? explainUnavailable(settings.dataFolder, error) : error
  }
}

/** Undefined where no mail server is named. */
async function startMail(
  settings: MailSettings | undefined,
  {
    databases,
    directory,
    clock,
    links,
    resetRecords,
    stopLinks,
    findInvited,
    parts
  }: {
    readonly databases: PouchDatabases
    readonly directory: AccountDirectory
    readonly clock: ServerClock
    readonly links: AddressLinks
    readonly resetRecords: ResetRecords
    readonly stopLinks: StopLinks
    readonly findInvited: FindInvited
    readonly parts: ServerParts
  }
): Promise<Mail | undefined> {
  if (settings === undefined) return undefined
  const { now, logger } = parts
  const mail = await createMail({
    databases,
    settings,
    mailer: createMailer(settings),
    links,
    findResetToken: (userId, madeAt) => findMailedToken(resetRecords, directory.find(userId), { madeAt, now: now() }),
    stopLinks,
    findInvited,
    findAccount: userId => directory.find(userId),
    now,
    logger,
    gatherMs: parts.gatherMailMs ?? gatherMailMs,
    isTimeCertain: () => clock.check() !== undefined
  })
  directory.onChange((account, before) => {
    const changed = createChangedMessage(account, before)
    if (changed !== undefined)
      void mail
        .tellOfAccount(changed)
        .catch((error: unknown) => logger.error({ err: error }, 'no mail tells of an address that was replaced'))
    if (account.email === before?.email) return
    void mail
      .askForAddress(account)
      .catch((error: unknown) => logger.error({ err: error }, 'no mail asks for an address that was entered'))
  })
  return mail
}

function explainHeld(folder: string, cause: unknown): StartupError {
  return new StartupError([`Another process (perhaps another CoachDesk server) holds the data folder ${folder}.`], {
    cause
  })
}
