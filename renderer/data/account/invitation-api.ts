import { type InvitationRequest, invitationsSchema, madeInvitationSchema } from '#domain/wire/invitations.ts'
import type { LinkRequest } from '#domain/wire/links.ts'
import { type InvitationActions, type InvitationRefusal, invitationRefusals } from '#renderer/contract/invitations.ts'
import { type Ask, readAs } from '../http/sign-in-api.ts'
import { type Failure, failureToRefusal, type Result } from '../http/failure.ts'
import { resultToOutcome } from './result-to-outcome.ts'

const path = '/_invitations'

/** @param serverUrl as this device knows it: a server that knows no address of its own answers with a path */
export function createInvitationApi(ask: Ask, serverUrl: string): InvitationActions {
  return {
    async list() {
      const answer = readAs(invitationsSchema, await ask({ method: 'GET', path }))
      return resultToOutcome(answer)
    },
    async make(label, address) {
      const body: InvitationRequest = {
        ...(label.trim() === '' ? {} : { label }),
        ...(address.trim() === '' ? {} : { address })
      }
      const made = readAs(madeInvitationSchema, await ask({ method: 'POST', path, body }))
      if (!made.ok) {
        const why = findRefusal(made.failure)
        return why === undefined ? resultToOutcome(made) : { ok: true, value: why }
      }
      const { invitation, link } = made.value
      return { ok: true, value: { invitation, link: link.startsWith('/') ? serverUrl + link : link } }
    },
    async revoke(id) {
      const revoked = await ask({ method: 'DELETE', path: `${path}/${encodeURIComponent(id)}` })
      const isSettled =
        !revoked.ok && revoked.failure.kind === 'rejected' && [404, 409].includes(revoked.failure.status)
      return isSettled ? { ok: true, value: undefined } : toDone(revoked)
    },
    accept: async token =>
      toDone(await ask({ method: 'POST', path: '/_links/accept', body: { token } satisfies LinkRequest }))
  }
}

/** The server's word is at the end of what it says. */
function findRefusal(failure: Failure): InvitationRefusal | undefined {
  if (failure.kind !== 'rejected') return undefined
  if (failure.field === 'address') return 'not-an-address'
  return invitationRefusals.find(known => failure.detail.endsWith(known))
}

function toDone(result: Result<unknown>) {
  return result.ok
    ? ({ ok: true, value: undefined } as const)
    : ({ ok: false, refusal: failureToRefusal(result.failure) } as const)
}
