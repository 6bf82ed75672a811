import type { Account } from '#domain/model/account.ts'
import type { Notice } from '#domain/model/notice.ts'
import { createResetNotice } from '#domain/notices/reset-notice.ts'
import type { AccountDirectory } from '../accounts/account-directory.ts'
import { createAccountMessage, type Message } from '../mail/message.ts'
import type { ResetRecord } from '../joining/reset-record.ts'
import type { ResetRecords } from '../joining/reset-records.ts'

interface TellParts {
  readonly records: ResetRecords
  readonly directory: Pick<AccountDirectory, 'find'>
  /** Writes a mail unless it was written before; nothing where no mail is sent. */
  readonly write: (message: Message) => Promise<void>
  /** Puts a notice into the person's own database unless it is there. */
  readonly tell: (account: Account, notice: Notice) => Promise<void>
}

/**
 * Tells people of the links to a new password that were made for them and used (JO25): by mail, and by a notice on their devices. What was
 * told is noted after it, and the same is never told twice: a kill in between loses nothing.
 */
export function createResetTeller(parts: TellParts): () => Promise<void> {
  let last: Promise<void> = Promise.resolve()

  async function tellAll(): Promise<void> {
    for (const record of parts.records.listUntold()) await tellOne(record, parts)
  }

  return () => {
    last = last.catch(() => undefined).then(tellAll)
    return last
  }
}

async function tellOne(record: ResetRecord, { records, directory, write, tell }: TellParts): Promise<void> {
  const { userId, kind, madeAt, usedAt, by } = record
  const account = directory.find(userId)
  if (account !== undefined) {
    const isMailed = kind === 'mailed'
    const otherName = by === undefined ? undefined : directory.find(by)?.displayName
    if (record.untold.includes('made')) {
      await write(createAccountMessage(userId, isMailed ? 'reset-link' : 'reset-link-made', record.hash, madeAt))
      await tell(account, createResetNotice('reset-link-made', { userId, at: madeAt, isMailed, otherName }))
    }
    if (record.untold.includes('used') && usedAt !== undefined) {
      await write(createAccountMessage(userId, 'password-reset', record.hash, usedAt))
      await tell(account, createResetNotice('password-reset', { userId, at: usedAt, isMailed, otherName }))
    }
  }
  await records.noteTold(record)
}
