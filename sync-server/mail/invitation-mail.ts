import { writeInvitationMail } from '#domain/mail/write-invitation-mail.ts'
import type { WrittenMail } from '#domain/mail/write-mail.ts'
import type { FindInvited, Invited } from '../joining/invited-reader.ts'
import { toLinkAddress } from '../joining/link-address.ts'
import { createAccountMessage, type Message } from './message.ts'

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
