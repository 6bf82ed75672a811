import type { InvitationsAnswer, ListedInvitation } from '#domain/wire/invitations.ts'
import type { Outcome } from './refusal.ts'

/** Why the server makes no invitation, as it says it. */
export const invitationRefusals = ['too-many-invitations', 'registration-closed', 'no-mail', 'not-an-address'] as const
export type InvitationRefusal = (typeof invitationRefusals)[number]

/** An invitation that was just made. */
export interface NewInvitation {
  readonly invitation: ListedInvitation
  /** In full. Only now: the server does not know it any more. */
  readonly link: string
}

/** What the open account asks of invitations, straight from the server: online only. */
export interface InvitationActions {
  /** Those that this coach has made, the newest first, and whether the server can mail them. */
  readonly list: () => Promise<Outcome<InvitationsAnswer>>
  /** @param label whom it is for, for the list alone; may be empty. @param address where it is mailed; empty: nowhere */
  readonly make: (label: string, address: string) => Promise<Outcome<NewInvitation | InvitationRefusal>>
  /** One that was used meanwhile is left to the list, which says by whom. */
  readonly revoke: (id: string) => Promise<Outcome>
  /** Of a student's account: accepts a coach's invitation with it. */
  readonly accept: (token: string) => Promise<Outcome>
}
