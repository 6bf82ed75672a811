import type { Account } from '#domain/model/account.ts'
import { operatorName } from '#domain/model/audit.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { AccountDirectory } from '../accounts/account-directory.ts'
import type { AccountResult, AccountService } from '../accounts/account-service.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { CodeLogger } from '../logging/code-logger.ts'
import { toLinkAddress } from './link-address.ts'
import { addMailed, handedLifeMs, isResetStanding, mailedLifeMs, type ResetRecord } from './reset-record.ts'
import type { ResetRecords } from './reset-records.ts'

/** A link to a new password, told to whoever made it this once. */
export interface IssuedReset {
  readonly url: string
  readonly validUntil: Instant
}

/** Links to a new password, for whoever forgot the old one or never had one (JO23 to JO26). */
export interface Resets {
  /**
   * Makes a link that its maker hands over; the one that was made before ends. Undefined: there is no such account, or it is disabled.
   * @param by the account that makes it; undefined: whoever runs the server
   */
  issue(
    userId: string,
    how: { readonly by: string | undefined; readonly lifeMs: number }
  ): Promise<IssuedReset | undefined>
  /** Makes one that is mailed to the account's confirmed address. @returns false where there were too many of late */
  issueByMail(account: Account): Promise<boolean>
  /** The account of a link that works. */
  find(token: string): { readonly account: Account; readonly validUntil: Instant } | undefined
  /** Sets the password and ends the link, and with it every sign-in, in one commit. `over`: the link does not work. */
  use(token: string, password: string): Promise<AccountResult | 'over'>
  /** Resolves once people were told of what had happened by the time of the call. */
  idle(): Promise<void>
}

/** As whoever runs commands on the server makes one. */
export const operatorsLink = { by: undefined, lifeMs: handedLifeMs } as const

/** What its person was told is noted beside the link, perhaps just while it is used. */
const maxTries = 5

export function createResets(parts: {
  readonly records: ResetRecords
  readonly directory: AccountDirectory
  readonly service: AccountService
  readonly audit: Pick<AuditLog, 'plan'>
  /** Where people reach the web edition, as the settings say. */
  readonly findPublicUrl: () => string
  readonly now: () => Instant
  /** Tells people what they were not told yet. Rejects where that could not be stored. */
  readonly tellUntold: () => Promise<void>
  /** Left out: telling never fails. */
  readonly logger?: CodeLogger
}): Resets {
  const { records, directory, service, audit, findPublicUrl, now, tellUntold, logger } = parts

  /** Asked again in the turn of the change: whoever administers no more lets nobody into an account by a link of before. */
  function mayHandOut({ by }: ResetRecord): boolean {
    const maker = by === undefined ? undefined : directory.find(by)
    return by === undefined || (maker?.isAdmin === true && !maker.disabled)
  }

  function findStanding(token: string): { readonly record: ResetRecord; readonly account: Account } | undefined {
    const record = records.findByToken(token)
    const account = directory.find(record?.userId ?? '')
    if (record === undefined || !records.isOfThisPast(record) || !mayHandOut(record)) return undefined
    return isResetStanding(record, account, now()) ? { record, account } : undefined
  }

  let telling: Promise<void> = Promise.resolve()
  function tellBehind(): void {
    telling = tellUntold().catch((error: unknown) => logger?.error({ err: error }, 'nobody was told of a link yet'))
  }

  /** What its person was not told of the link before is told first: the new one takes its place. */
  async function store({ record }: { readonly record: ResetRecord }): Promise<void> {
    if ((records.find(record.userId, record.kind)?.untold.length ?? 0) > 0) await tellUntold()
    const { userId, kind, by } = record
    const asker = kind === 'mailed' ? userId : (by ?? operatorName)
    const isMailed = kind === 'mailed'
    await records.store(record, [
      audit.plan({ by: asker, act: 'reset-issued', subject: userId, details: { isMailed } })
    ])
    tellBehind()
  }

  /** Judged in the turn of the change: of two people with one link one gets there. */
  async function spendOnce(token: string, password: string): Promise<AccountResult | 'unwanted'> {
    const found = findStanding(token)
    if (found === undefined) return 'unwanted'
    const { userId, kind } = found.record
    const outcome = await service.setPasswordTogether(userId, password, () => {
      const record = findStanding(token)?.record
      if (record === undefined) return undefined
      const entry = audit.plan({
        by: userId,
        act: 'reset-used',
        subject: userId,
        details: { isMailed: kind === 'mailed' }
      })
      return [records.plan({ ...record, usedAt: now(), untold: [...record.untold, 'used'] }), entry]
    })
    await records.readBack(userId, kind)
    return outcome
  }

  return {
    async issue(userId, { by, lifeMs }) {
      const account = directory.find(userId)
      if (account === undefined || account.disabled) return undefined
      const madeAt = now()
      const validUntil = madeAt + lifeMs
      const { tokenVersion } = account
      const made = { userId, kind: 'handed', tokenVersion, madeAt, validUntil, mailedAt: [] } as const
      const link = records.make({ ...made, ...(by === undefined ? {} : { by }) })
      await store(link)
      return { url: toLinkAddress(findPublicUrl(), 'reset', link.token), validUntil }
    },
    async issueByMail({ id: userId, tokenVersion, emailConfirmedAt: confirmedAt }) {
      const madeAt = now()
      const mailedAt = addMailed(records.find(userId, 'mailed'), madeAt)
      if (mailedAt === undefined) return false
      const validUntil = madeAt + mailedLifeMs
      await store(records.make({ userId, kind: 'mailed', tokenVersion, madeAt, validUntil, confirmedAt, mailedAt }))
      return true
    },
    find(token) {
      const found = findStanding(token)
      return found && { account: found.account, validUntil: found.record.validUntil }
    },
    async use(token, password) {
      for (let tries = 0; tries < maxTries; tries += 1) {
        const outcome = await spendOnce(token, password)
        if (outcome === 'unwanted' && findStanding(token) !== undefined) continue
        if (outcome === 'unwanted') return 'over'
        if (outcome.ok) tellBehind()
        return outcome
      }
      throw new Error('a link to a new password changed all the time')
    },
    idle: () => telling
  }
}
