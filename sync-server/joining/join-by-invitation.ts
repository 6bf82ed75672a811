import type { Account } from '#domain/model/account.ts'
import type { InvitationFacts, JoinRequest } from '#domain/wire/links.ts'
import type { AccountDirectory } from '../accounts/account-directory.ts'
import type { AccountResult, AccountService, NewAccount } from '../accounts/account-service.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { RelationKeeper } from '../copies/relation-keeper.ts'
import type { CommitPart, Databases } from '../storage/document-store.ts'
import { type Invitation, stateOf } from './invitation.ts'
import type { Invitations } from './invitations.ts'
import type { Organisation } from './organisation.ts'

/** So often a relation that was changed meanwhile is planned again. */
const maxTries = 4

/** What comes of it that somebody with an account accepts. `over`: the link does not work; `not-for-you`: it is no invitation for a student, or the coach's own. */
export type AcceptOutcome =
  | { readonly ok: true; readonly coachId: string }
  | { readonly ok: false; readonly why: 'over' | 'not-for-you' }

/** How people come in by an invitation: with a new account, or with the one that they have (JO8, JO9). */
export interface JoinByInvitation {
  /** One that works now: nobody's whose maker or coach is disabled, and none while nobody may join. */
  find(token: string): Promise<Invitation | undefined>
  toFacts(invitation: Invitation): InvitationFacts
  join(request: JoinRequest): Promise<AccountResult | 'over'>
  accept(token: string, account: Account): Promise<AcceptOutcome>
}

export function createJoinByInvitation(parts: {
  readonly invitations: Invitations
  readonly organisation: Organisation
  readonly directory: Pick<AccountDirectory, 'find'>
  readonly service: Pick<AccountService, 'addTogether'>
  readonly relations: RelationKeeper
  readonly audit: Pick<AuditLog, 'plan'>
  readonly commit: Databases['commitTogether']
  readonly now: () => number
}): JoinByInvitation {
  const { invitations, organisation, directory, service, relations, audit, commit, now } = parts

  /** Asked again in the turn of the change. A disabled coach gets no students, and a demoted administrator's links make no accounts. */
  function isGood(invitation: Invitation): boolean {
    const { by, coachId, isAdmin, role } = invitation
    const maker = directory.find(by)
    if (maker === undefined || maker.disabled || organisation.registration() === 'closed') return false
    const coach = coachId === undefined ? undefined : directory.find(coachId)
    const isCoachThere = coachId === undefined || (coach?.role === 'coach' && !coach.disabled)
    const mayStill = maker.isAdmin || (maker.role === 'coach' && coachId === by && role === 'student' && !isAdmin)
    return isCoachThere && mayStill
  }

  async function find(token: string): Promise<Invitation | undefined> {
    const found = await invitations.find(token)
    return found !== undefined && stateOf(found, now()) === 'open' && isGood(found) ? found : undefined
  }

  /** Spends it, and stores the relation that it is for. */
  async function planAll(
    invitation: Invitation,
    person: Pick<Account, 'id' | 'displayName' | 'zone'>
  ): Promise<readonly CommitPart[] | undefined> {
    const use = isGood(invitation) ? await invitations.planUse(invitation.id, person.id) : undefined
    if (use === undefined) return undefined
    const { by, role, isAdmin, coachId } = invitation
    const details = { role, isAdmin, ...(coachId === undefined ? {} : { coach: coachId }) }
    const entry = audit.plan({ by, act: 'invitation-used', subject: person.id, details })
    if (coachId === undefined) return [use, entry]
    const relation = await relations.plan(coachId, person)
    return relation === undefined ? undefined : [use, entry, ...relation]
  }

  return {
    find,
    toFacts({ by, role, isAdmin, coachId }) {
      const [maker, coach] = [directory.find(by), coachId === undefined ? undefined : directory.find(coachId)]
      return {
        by: maker?.displayName ?? '',
        role,
        isAdmin,
        ...(coach === undefined ? {} : { coach: { userId: coach.id, displayName: coach.displayName } })
      }
    },
    async join({ token, account }) {
      const invitation = await find(token)
      if (invitation === undefined) return 'over'
      const { role, isAdmin, coachId } = invitation
      if (coachId !== undefined) await relations.prepare(coachId)
      // Judged in the turn of the change: of two people on one link one gets the account.
      const added = await service.addTogether({ ...toTyped(account), role, isAdmin }, person =>
        planAll(invitation, person)
      )
      if (coachId !== undefined) relations.note(coachId)
      return added === 'unwanted' ? 'over' : added
    },
    async accept(token, account) {
      const known = await invitations.find(token)
      const coachId = known?.coachId
      // The answer was lost: it is done.
      if (known?.used?.by === account.id && coachId !== undefined) return { ok: true, coachId }
      for (let tries = 0; tries < maxTries; tries += 1) {
        const invitation = await find(token)
        if (invitation === undefined) return { ok: false, why: 'over' }
        if (coachId === undefined || account.role !== 'student') return { ok: false, why: 'not-for-you' }
        await Promise.all([relations.prepare(coachId), relations.prepare(account.id)])
        const planned = await planAll(invitation, account)
        if (planned === undefined) return { ok: false, why: 'over' }
        const { stored } = await commit(planned)
        relations.note(coachId, account.id)
        if (stored) return { ok: true, coachId }
      }
      throw new Error('an invitation was not accepted: its documents change all the time')
    }
  }
}

/** As it was typed: an empty address is none. */
function toTyped({ email, ...fields }: JoinRequest['account']): Omit<NewAccount, 'role' | 'isAdmin'> {
  return { ...fields, ...(email === undefined || email === '' ? {} : { email }) }
}
