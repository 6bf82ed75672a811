import type { Account } from '#domain/model/account.ts'
import type { AuditAct, AuditDetails } from '#domain/model/audit.ts'
import { needsWordAboutSessions, type Rights } from '#domain/rules/administration.ts'
import type { AccountDirectory } from '../accounts/account-directory.ts'
import type { AccountResult, AccountService } from '../accounts/account-service.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import { cancelSessionsAhead, hasSessionsAs, listSessionsAhead, type SessionsAheadParts } from './sessions-ahead.ts'

/** What becomes of a coach's sessions; nothing is taken for granted (AC9). */
export type SessionsChoice = 'cancel' | 'keep'

export interface RightsChange extends Partial<Rights> {
  readonly sessions?: SessionsChoice | undefined
}

export type RightsResult =
  | { readonly ok: true; readonly account: Account; readonly cancelled: number; readonly stillAhead: number }
  | Extract<AccountResult, { readonly ok: false }>

interface RightsParts extends SessionsAheadParts {
  readonly directory: Pick<AccountDirectory, 'find' | 'list'>
  readonly service: Pick<AccountService, 'changeRights' | 'findRightsProblem'>
  readonly audit: Pick<AuditLog, 'plan' | 'add'>
}

/**
 * Disables somebody or lets them in again, and gives or takes a role or the right to administer, in one commit with a line of the audit
 * log for each. A coach's sessions are cancelled before, while the coach may still do so; what was booked in between is told as
 * `stillAhead`, and the same request again takes care of it.
 */
export async function changeRights(
  account: Account,
  { sessions, ...change }: RightsChange,
  by: string,
  parts: RightsParts
): Promise<RightsResult> {
  const { service, audit } = parts
  const next: Rights = { ...rightsOf(account), ...change }
  const problem = service.findRightsProblem(account.id, next) ?? (await findRoleProblem(account, next, parts))
  if (problem !== undefined) return refuse(problem.field, problem.why)

  let cancelled = 0
  if (needsWordAboutSessions(rightsOf(account), next)) {
    const ahead = await listSessionsAhead(account.id, parts)
    if (ahead.length > 0 && sessions === undefined)
      return refuse('sessions', 'are ahead: say whether they are cancelled')
    if (sessions === 'cancel') cancelled = await cancelSessionsAhead(account, parts)
    if (cancelled > 0)
      await audit.add({ by, act: 'sessions-cancelled', subject: account.id, details: { count: cancelled } })
  }
  // Those alone that are asked for, on the account as it is by then: somebody else may have disabled it meanwhile.
  const changed = await service.changeRights(account.id, change, (after, before) =>
    listActs(before, after).map(({ act, details }) => audit.plan({ by, act, subject: account.id, details }))
  )
  if (!changed.ok) return changed
  const left = account.role === 'coach' ? (await listSessionsAhead(account.id, parts)).length : 0
  return { ok: true, account: changed.account, cancelled, stillAhead: left }
}

async function findRoleProblem(account: Account, next: Rights, parts: RightsParts) {
  if (account.role === next.role || next.role === 'none') return undefined
  // Sessions of both sides would lie in one person's database, and devices know one side. Whoever had no role in between had them, too.
  if (!(await hasSessionsAs(next.role === 'coach' ? 'student' : 'coach', account.id, parts))) return undefined
  return {
    field: 'role',
    why: 'cannot change between coach and student once there were sessions: make a second account'
  }
}

function rightsOf({ role, isAdmin, disabled }: Account): Rights {
  return { role, isAdmin, disabled }
}

function listActs(
  before: Rights,
  after: Rights
): readonly { readonly act: AuditAct; readonly details: AuditDetails }[] {
  const acts: { readonly act: AuditAct; readonly details: AuditDetails }[] = []
  if (before.role !== after.role) acts.push({ act: 'role-changed', details: { from: before.role, to: after.role } })
  if (before.isAdmin !== after.isAdmin)
    acts.push({ act: after.isAdmin ? 'administrator-made' : 'administrator-unmade', details: {} })
  if (before.disabled !== after.disabled)
    acts.push({ act: after.disabled ? 'account-disabled' : 'account-enabled', details: {} })
  return acts
}

function refuse(field: string, why: string): RightsResult {
  return { ok: false, problems: [{ field, why }] }
}
