import type { Instant } from '#domain/model/primitives.ts'
import type { Accounts } from '../accounts/open-accounts.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BookingsEngine } from '../bookings/bookings-contract.ts'
import type { CodeLogger } from '../logging/code-logger.ts'
import type { Mail } from '../mail/create-mail.ts'
import { createForgotten, type Forgotten } from '../joining/forgotten.ts'
import type { ResetRecords } from '../joining/reset-records.ts'
import { createResets, type Resets } from '../joining/resets.ts'
import { createResetTeller } from './tell-resets.ts'

/** Links to a new password, and who is told of them, put together. */
export interface RunningResets {
  readonly resets: Resets
  /** Undefined where the server sends no mail. */
  readonly forgotten: Forgotten | undefined
  /** Tells people what they were not told yet; an earlier run may have been killed before. */
  tell(): Promise<void>
  stop(): Promise<void>
}

export function startResets(parts: {
  readonly accounts: Pick<Accounts, 'directory' | 'service'>
  readonly records: ResetRecords
  readonly audit: Pick<AuditLog, 'plan'>
  readonly mail: Mail | undefined
  readonly bookings: Pick<BookingsEngine, 'tellPerson'>
  readonly findPublicUrl: () => string
  readonly now: () => Instant
  readonly logger: CodeLogger
}): RunningResets {
  const { accounts, records, audit, mail, bookings, findPublicUrl, now, logger } = parts
  const { directory, service } = accounts
  const tell = createResetTeller({
    records,
    directory,
    write: async message => mail?.tellOfAccount(message),
    // Whoever has no role has no database, and no device that shows it.
    tell: async (account, notice) => (account.role === 'none' ? undefined : bookings.tellPerson(account.id, notice))
  })
  const resets = createResets({ records, directory, service, audit, findPublicUrl, now, tellUntold: tell, logger })
  const forgotten = mail === undefined ? undefined : createForgotten({ directory, resets, now, logger })
  return {
    resets,
    forgotten,
    tell,
    async stop() {
      await forgotten?.idle()
      await resets.idle()
    }
  }
}
