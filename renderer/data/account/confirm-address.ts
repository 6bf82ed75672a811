import type { ConfirmAddressRequest } from '#domain/wire/account.ts'
import { doneSchema } from '#domain/wire/sign-in.ts'
import type { Outcome } from '#renderer/contract/screens.ts'
import { failureToRefusal } from '../http/failure.ts'
import type { HttpTransport } from '../http/http-transport.ts'
import { readAs } from '../http/sign-in-api.ts'

type Transport = Pick<HttpTransport, 'readJson'>

/** Of a link that was mailed to an address: it is its person's (ML3). */
export async function confirmAddress(transport: Transport, token: string): Promise<Outcome> {
  return spend(transport, '/_links/address', token)
}

/** Of a link that was mailed to an address that was replaced: it is put back (JO22). */
export async function revertAddress(transport: Transport, token: string): Promise<Outcome> {
  return spend(transport, '/_links/revert-address', token)
}

/** Asked without a sign-in: the link's secret says whose address it is. It goes in the body alone. */
async function spend(transport: Transport, path: string, token: string): Promise<Outcome> {
  const body: ConfirmAddressRequest = { token }
  const signal = new AbortController().signal
  const answer = readAs(doneSchema, await transport.readJson({ method: 'POST', path, body, signal }))
  return answer.ok ? { ok: true, value: undefined } : { ok: false, refusal: failureToRefusal(answer.failure) }
}
