import { createHash } from 'node:crypto'
import type { Account } from '#domain/model/account.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { hourMs, minuteMs } from '#domain/time/durations.ts'
import type { CodeLogger } from '../logging/code-logger.ts'
import { tellForMs } from './follow-journal.ts'
import type { Delivery, Mailer, OutgoingMail } from './mailer.ts'
import type { Message } from './message.ts'
import type { Outbox } from './outbox.ts'

/** So many people's mail is sent side by side. */
const sideBySide = 4
/** The first pause after a try in vain; it doubles up to the longest, ms. */
const firstPauseMs = minuteMs
const longestPauseMs = 2 * hourMs

export interface DeliveryParts {
  readonly outbox: Outbox
  readonly mailer: Pick<Mailer, 'send'>
  readonly findAccount: (userId: string) => Account | undefined
  /** Where a message goes; undefined: nowhere. */
  readonly findRecipient: (message: Message, account: Account, now: Instant) => Promise<string | undefined>
  /** The words of a message as they are now; undefined: there is nothing left to tell. */
  readonly write: (
    message: Message,
    reader: Account & { readonly email: string }
  ) => Promise<Pick<OutgoingMail, 'subject' | 'text' | 'event' | 'stopUrl'> | undefined>
  /** What comes after the `@` of a message's own id. */
  readonly host: string
  readonly now: () => Instant
  readonly logger: CodeLogger
}

/**
 * Sends what is due, each person's messages one after the other in the order in which they were written (ML2). What was taken by the mail
 * server and not noted any more is sent again under the same id.
 */
export async function deliverDue(parts: DeliveryParts): Promise<void> {
  const queues = [...parts.outbox.listWaiting().values()]
  async function work(): Promise<void> {
    for (let queue = queues.pop(); queue !== undefined; queue = queues.pop()) await deliverOne(queue, parts)
  }
  await Promise.all(Array.from({ length: Math.min(sideBySide, queues.length) }, work))
}

async function deliverOne(queue: readonly Message[], parts: DeliveryParts): Promise<void> {
  for (const message of queue) {
    // What is written later waits for what was written before: a person reads of changes in their order.
    if (message.nextAt > parts.now()) return
    if (!(await deliver(message, parts))) return
  }
}

/** @returns whether the message ended */
async function deliver(message: Message, parts: DeliveryParts): Promise<boolean> {
  const { outbox, mailer, findAccount, findRecipient, write, host, now, logger } = parts
  const account = findAccount(message.to)
  const email = account === undefined ? undefined : await findRecipient(message, account, now())
  if (account === undefined || email === undefined) {
    await outbox.end(message, 'moot', now())
    return true
  }
  const words = await write(message, { ...account, email })
  if (words === undefined) {
    await outbox.end(message, 'moot', now())
    return true
  }
  const messageId = createOwnId(message, host)
  const delivery = await mailer.send({ ...words, to: email, messageId })
  return note(message, delivery, { outbox, now, logger })
}

async function note(
  message: Message,
  delivery: Delivery,
  { outbox, now, logger }: Pick<DeliveryParts, 'outbox' | 'now' | 'logger'>
): Promise<boolean> {
  const at = now()
  switch (delivery.kind) {
    case 'taken':
      await outbox.end(message, 'sent', at)
      return true
    case 'refused':
      logger.warn({ userId: message.to, why: delivery.why }, 'a mail was refused by the mail server')
      await outbox.end(message, 'refused', at, delivery.why)
      return true
    case 'later': {
      if (at - message.madeAt >= tellForMs) {
        logger.warn({ userId: message.to, why: delivery.why }, 'a mail could not be sent for three days')
        await outbox.end(message, 'given-up', at, delivery.why)
        return true
      }
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(message.attempts, 10))
      const attempts = message.attempts + 1
      await outbox.store([{ ...message, attempts, nextAt: at + pauseMs, why: delivery.why }])
      return false
    }
  }
}

/** What it tells of is part of it: one that has taken more in before it was tried is another mail. */
function createOwnId({ id, subjects }: Message, host: string): string {
  const told = createHash('sha256').update(subjects.map(({ bookingId, key }) => `${bookingId} ${key}`).join('\n'))
  return `<${id}.${told.digest('hex').slice(0, 16)}@${host}>`
}
