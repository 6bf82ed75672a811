import { writeInvitationMail } from '#domain/mail/write-invitation-mail.ts'
import type { WrittenMail } from '#domain/mail/write-mail.ts'
import { toLinkAddress } from '../joining/link-address.ts'
import { createAccountMessage, type Message } from './message.ts'

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

/** The one mail of an invitation (JO13), in the line of whoever invites. */
export function createInvitationMessage({
  id,
  by,
  madeAt
}: {
  readonly id: string
  readonly by: string
  readonly madeAt: number
}): Message {
  return { ...createAccountMessage(by, 'invitation', id, madeAt), invitationId: id }
}

export function findInvitedOf({ kind, invitationId }: Message, find: FindInvited): Promise<Invited | undefined> {
  return kind === 'invitation' && invitationId !== undefined ? find(invitationId) : Promise.resolve(undefined)
}

export function writeInvitation(invited: Invited, url: string): WrittenMail {
  return writeInvitationMail(invited, toLinkAddress(url, 'join', invited.token))
}
