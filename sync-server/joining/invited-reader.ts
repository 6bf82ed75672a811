import type { AccountDirectory } from '../accounts/account-directory.ts'
import { stateOf } from './invitation.ts'
import type { Invitations } from './invitations.ts'
import type { Organisation } from './organisation.ts'

/** Somebody without an account, to whom an invitation is mailed. */
export interface Invited {
  readonly address: string
  /** The link's secret. */
  readonly token: string
  /** The name of whoever invites. */
  readonly by: string
  readonly organisation: string | undefined
  readonly isStudent: boolean
}

/** An invitation that is to be mailed; undefined where nobody can use it any more. */
export type FindInvited = (id: string) => Promise<Invited | undefined>

interface InvitedParts {
  readonly invitations: Pick<Invitations, 'findById' | 'mailToken'>
  readonly organisation: Pick<Organisation, 'name' | 'registration'>
  readonly directory: Pick<AccountDirectory, 'find'>
  readonly now: () => number
}

/** Reads what a mailed invitation says, at the moment of sending: one that is not open any more is mailed to nobody (JO13). */
export function createInvitedReader({ invitations, organisation, directory, now }: InvitedParts): FindInvited {
  return async id => {
    const invitation = await invitations.findById(id)
    if (invitation?.address === undefined || stateOf(invitation, now()) !== 'open') return undefined
    if (organisation.registration() === 'closed') return undefined
    const maker = directory.find(invitation.by)
    if (maker === undefined || maker.disabled) return undefined
    return {
      address: invitation.address,
      token: invitations.mailToken(invitation),
      by: maker.displayName,
      organisation: organisation.name(),
      isStudent: invitation.role === 'student'
    }
  }
}
