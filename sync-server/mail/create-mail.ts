import { createHash } from 'node:crypto'
import { writeTestMail } from '#domain/mail/write-mail.ts'
import type { Account } from '#domain/model/account.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { dayMs } from '#domain/time/durations.ts'
import type { CodeLogger } from '../logging/code-logger.ts'
import type { Databases } from '../storage/document-store.ts'
import { askForAddress, findRecipient, type FindResetToken, writeAccountMessage } from './account-mail.ts'
import { findInvitedOf, writeInvitation } from './invitation-mail.ts'
import type { FindInvited } from '../joining/invited-reader.ts'
import type { AddressLinks } from './address-links.ts'
import { deliverDue } from './deliver.ts'
import { createJournalFollower } from './follow-journal.ts'
import type { Delivery, Mailer, MailSettings } from './mailer.ts'
import { isAccountMail, type Message } from './message.ts'
import { loadOutbox, type Outbox } from './outbox.ts'
import { type StopLinks, toStopAddress } from './stop-links.ts'
import { wantsMail } from './wants-mail.ts'
import { writeMessage } from './write-message.ts'
import { isReminderWanted, writeReminders } from './write-reminders.ts'

/** How long messages that ended are kept: what was told is not told again, and an operator can look. */
const keepMs = 30 * dayMs

/** Tells people of their sessions by mail (rules ML), behind everything else: no write and no request waits for it. */
export interface Mail {
  /** Does what is due by now: messages, reminders, sending. The clock has to be certain. */
  tick(): Promise<void>
  /**
   * Writes a mail that asks an account's person to confirm the address, where that is not done yet. It is sent right after.
   * @returns false where too many were written for this account within a day: an address may be anybody's
   */
  askForAddress(account: Account): Promise<boolean>
  /** Writes a mail about an account, unless it was written before. It is sent right after. */
  tellOfAccount(message: Message): Promise<void>
  /** Resolves once all that was due by the time of the call was tried. */
  idle(): Promise<void>
  /** What could not be sent, the newest first. */
  listFailed: Outbox['listFailed']
  /** What is to be sent, and was not yet. */
  listWaiting(): readonly Message[]
  /** Sends one that ended in vain once more. False where there is no such one. */
  tryAgain(id: string): Promise<boolean>
  /** The address that mail comes from. */
  readonly from: string
  /** Asks the mail server at once to take a mail for this address. Nothing of it is kept, and it is not tried again. */
  sendTest(reader: Pick<Account, 'displayName'> & { readonly email: string }): Promise<Delivery>
  purge(): Promise<void>
  stop(): Promise<void>
}

export interface MailParts {
  readonly databases: Databases
  readonly settings: MailSettings
  readonly mailer: Mailer
  readonly links: AddressLinks
  readonly findResetToken: FindResetToken
  readonly stopLinks: StopLinks
  readonly findInvited: FindInvited
  readonly findAccount: (userId: string) => Account | undefined
  readonly now: () => Instant
  readonly logger: CodeLogger
  /** How long changes are gathered, so that those of one action are one mail, ms. */
  readonly gatherMs: number
  /** Whether the time is certain: nothing is told by a clock in doubt. */
  readonly isTimeCertain: () => boolean
}

export async function createMail(parts: MailParts): Promise<Mail> {
  const { databases, settings, mailer, stopLinks, findInvited, findAccount, now, logger, gatherMs, isTimeCertain } =
    parts
  const journal = await databases.open('bookings')
  const outbox = await loadOutbox(databases)
  const wantsChanges = (userId: string): boolean => {
    const account = findAccount(userId)
    return account !== undefined && wantsMail(account, 'booked')
  }
  const follower = await createJournalFollower({ databases, journal, outbox, wantsChanges, now })
  const host = settings.from.slice(settings.from.lastIndexOf('@') + 1)
  const accountParts = { ...parts, outbox, url: settings.url }
  const asked = new Set<Promise<unknown>>()
  let lastAsked: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let last: Promise<void> = Promise.resolve()
  let isStopped = false

  async function write(message: Message, reader: Account & { readonly email: string }) {
    const invited = await findInvitedOf(message, findInvited)
    if (invited !== undefined) return writeInvitation(invited, settings.url)
    if (isAccountMail(message.kind)) return writeAccountMessage(message, reader, accountParts)
    if (message.kind === 'reminder' && !isReminderWanted(message, reader, outbox)) return undefined
    return writeMessage(message, reader, {
      databases,
      from: settings.from,
      url: settings.url,
      stopUrl: toStopAddress(settings.url, stopLinks.make(reader)),
      now: now()
    })
  }

  async function findReader(message: Message, account: Account, at: Instant): Promise<string | undefined> {
    if (message.kind === 'invitation') return (await findInvitedOf(message, findInvited))?.address
    return findRecipient(message, account, at)
  }

  async function followAll(): Promise<void> {
    if (!isStopped && (await follower.follow())) await followAll()
  }

  async function work(): Promise<void> {
    if (isStopped || !isTimeCertain()) return
    try {
      await followAll()
      const { since } = follower
      if (since !== undefined)
        await storeAll(writeReminders(follower.listAhead(now()), { outbox, findAccount, now: now(), since }))
      await deliverDue({ outbox, mailer, findAccount, findRecipient: findReader, write, host, now, logger })
    } catch (error) {
      // What is on disk is read again the next time.
      logger.error({ err: error }, 'mail was not sent')
    }
  }

  async function tell(message: Message): Promise<void> {
    if (!outbox.has(message.id)) await outbox.store([message])
  }

  /** What nobody waits for is waited for at the end. */
  function keepTrack<T>(work: Promise<T>): Promise<T> {
    const done = work.finally(() => {
      asked.delete(done)
      wake()
    })
    asked.add(done)
    return done
  }

  /** One at a time: counting and writing belong together, and of many requests at once all would count none. */
  function askInTurn(account: Account): Promise<boolean> {
    const done = lastAsked.then(() => askForAddress(account, accountParts))
    lastAsked = done.catch(() => undefined)
    return done
  }

  async function storeAll(messages: readonly Message[]): Promise<void> {
    if (messages.length > 0) await outbox.store(messages)
  }

  function enqueue(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    last = last.then(work)
    return last
  }

  function wake(): void {
    if (isStopped || timer !== undefined) return
    timer = setTimeout(() => void enqueue(), gatherMs)
    timer.unref()
  }

  const stopListening = journal.onChange(wake)
  wake()

  return {
    tick: enqueue,
    async idle() {
      await Promise.allSettled(asked)
      await enqueue()
    },
    from: settings.from,
    listFailed: () => outbox.listFailed(),
    listWaiting: () => [...outbox.listWaiting().values()].flat(),
    async tryAgain(id) {
      const isFound = await outbox.tryAgain(id, now())
      if (isFound) wake()
      return isFound
    },
    async sendTest({ displayName, email }) {
      const messageId = `<test.${createHash('sha256').update(`${email} ${now()}`).digest('hex').slice(0, 32)}@${host}>`
      return mailer.send({ ...writeTestMail(displayName, settings.url), to: email, messageId })
    },
    askForAddress: account => keepTrack(askInTurn(account)),
    tellOfAccount: message => keepTrack(tell(message)),
    async purge() {
      const count = await outbox.purge(now() - keepMs)
      if (count > 0) logger.info({ count }, 'removed messages that ended long ago')
    },
    async stop() {
      isStopped = true
      stopListening()
      clearTimeout(timer)
      await Promise.allSettled([...asked, last])
      mailer.close()
    }
  }
}
