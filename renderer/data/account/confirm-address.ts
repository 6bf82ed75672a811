import type { ConfirmAddressRequest } from '#domain/wire/account.ts'
import { doneSchema } from '#domain/wire/sign-in.ts'
import type { Outcome } from '#renderer/contract/screens.ts'
import { failureToRefusal } from '../http/failure.ts'
import type { HttpTransport } from '../http/http-transport.ts'
import { readAs } from '../http/sign-in-api.ts'

/** Asked without a sign-in: the link's secret says whose address it is. It goes in the body alone. */
export function createConfirmAddress(transport: HttpTransport): (token: string) => Promise<Outcome> {
  return async token => {
    const body: ConfirmAddressRequest = { token }
    const signal = new AbortController().signal
    const answer = readAs(
      doneSchema,
      await transport.readJson({ method: 'POST', path: '/_links/address', body, signal })
    )
    return answer.ok ? { ok: true, value: undefined } : { ok: false, refusal: failureToRefusal(answer.failure) }
  }
}
