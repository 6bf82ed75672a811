import { setImmediate } from 'node:timers/promises'
import { ipKeyGenerator } from 'express-rate-limit'
import type { Instant } from '#domain/model/primitives.ts'
import { hourMs } from '#domain/time/durations.ts'
import type { AccountDirectory } from '../accounts/account-directory.ts'
import { createHitTable } from '../accounts/hit-table.ts'
import type { CodeLogger } from '../logging/code-logger.ts'
import type { Resets } from './resets.ts'

/** So many ask from one address within an hour; an office may share one. */
const maxPerAddress = 20
const maxKeys = 10_000
/** More than these are not kept waiting: what comes then is dropped, and its person asks again. */
const maxWaiting = 1_000

/** Mails links to those who forgot their password. Whoever asks learns nothing of it (JO23). */
export interface Forgotten {
  /** @returns seconds to wait where too many asked from there, otherwise undefined */
  count(address: string): number | undefined
  /** Takes what somebody typed, and looks at it later: the answer is the same, and leaves before. */
  ask(login: string): void
  /** Resolves once everybody was seen to who had asked by the time of the call. */
  idle(): Promise<void>
}

export function createForgotten(parts: {
  readonly directory: Pick<AccountDirectory, 'findByLogin'>
  readonly resets: Pick<Resets, 'issueByMail'>
  readonly now: () => Instant
  readonly logger: CodeLogger
}): Forgotten {
  const { directory, resets, now, logger } = parts
  const byAddress = createHitTable(hourMs, maxKeys, now)
  let waiting = 0
  let last: Promise<void> = Promise.resolve()

  async function mailTo(login: string): Promise<void> {
    const account = directory.findByLogin(login)
    // An address that nobody confirmed may be a stranger's.
    if (account === undefined || account.disabled || account.emailConfirmedAt === undefined) return
    await resets.issueByMail(account)
  }

  return {
    count(address) {
      const key = ipKeyGenerator(address)
      const found = byAddress.find(key)
      if (found !== undefined && found.hits >= maxPerAddress)
        return Math.max(1, Math.ceil((found.resetAt - now()) / 1_000))
      byAddress.hit(key)
      return undefined
    },
    ask(login) {
      if (waiting >= maxWaiting) return
      waiting += 1
      last = last
        .then(() => setImmediate())
        .then(() => mailTo(login))
        .catch((error: unknown) => logger.error({ err: error }, 'a link to a new password was not mailed'))
        .finally(() => void (waiting -= 1))
    },
    idle: () => last
  }
}
