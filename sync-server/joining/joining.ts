import { nameInputSchema } from '#domain/model/line.ts'
import type { LinkFacts, SetUpRequest } from '#domain/wire/links.ts'
import type { AccountResult, AccountService } from '../accounts/account-service.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { AttemptLimiter } from '../accounts/attempt-limiter.ts'
import { maxSignInNameLength } from '#domain/model/account.ts'
import type { Organisation } from './organisation.ts'
import type { Resets } from './resets.ts'
import type { SetUpLink } from './set-up-link.ts'
import { hashToken } from './token-hash.ts'

/** What a link that works is for. */
export type FoundLink = Pick<LinkFacts, 'kind' | 'validUntil' | 'name'>

/** `over`: it was used, has expired or was withdrawn, or there never was such a link. Nobody is told which (JO3). */
export type LinkOutcome = AccountResult | 'over'

/** How people come to an account without a command line (JO). */
export interface Joining {
  readonly organisation: Organisation
  /** @returns seconds to wait where there were too many tries from there or with this link, otherwise undefined */
  count(token: string, address: string): number | undefined
  /** It was an honest try. */
  forgive(token: string, address: string): void
  find(token: string): FoundLink | undefined
  setUp(request: SetUpRequest): Promise<LinkOutcome>
}

export function createJoining(parts: {
  readonly setUpLink: SetUpLink
  readonly organisation: Organisation
  readonly attempts: AttemptLimiter
  readonly service: AccountService
  readonly audit: Pick<AuditLog, 'plan'>
  readonly resets: Pick<Resets, 'find'>
}): Joining {
  const { setUpLink, organisation, attempts, service, audit, resets } = parts
  const toAttempt = (token: string, address: string) => ({
    address,
    // Counted for each link, too: whoever holds one must not try all names with it.
    name: hashToken(token).slice(0, maxSignInNameLength)
  })

  function find(token: string): FoundLink | undefined {
    const validUntil = setUpLink.fits(token) ? setUpLink.validUntil() : undefined
    if (validUntil !== undefined) return { kind: 'set-up', validUntil }
    const reset = resets.find(token)
    return reset && { kind: 'reset', validUntil: reset.validUntil, name: reset.account.name }
  }

  return {
    organisation,
    count: (token, address) => attempts.count(toAttempt(token, address)),
    forgive: (token, address) => attempts.forgive(toAttempt(token, address)),
    find,
    async setUp({ token, organisation: typedName, role, isAdmin, account }) {
      if (find(token)?.kind !== 'set-up') return 'over'
      const name = nameInputSchema.safeParse(typedName)
      if (!name.success) return refuseField('organisation', 'needs 1 to 80 characters, one of which can be seen')
      if (role === 'none' && !isAdmin) return refuseField('role', 'leaves nothing to do: coach, administer, or both')
      const input = { ...toNewAccount(account), role, isAdmin }
      // Judged in the turn of the change: of two people on one link one makes the first account.
      const added = await service.addTogether(input, ({ id }) => {
        const entry = audit.plan({ by: id, act: 'account-added', subject: id, details: { role, isAdmin } })
        return find(token)?.kind === 'set-up' ? [organisation.planName(name.data), entry] : undefined
      })
      if (added === 'unwanted') return 'over'
      if (added.ok) organisation.keep(name.data)
      return added
    }
  }
}

function refuseField(field: string, why: string): AccountResult {
  return { ok: false, problems: [{ field, why }] }
}

function toNewAccount({ email, ...fields }: SetUpRequest['account']) {
  return { ...fields, ...(email === undefined || email === '' ? {} : { email }) }
}
