import type { Credentials } from '../account/credentials.ts'
import type { Result } from './failure.ts'
import type { HttpRequest, HttpTransport } from './http-transport.ts'

type Unauthorized = Omit<HttpRequest, 'token'>

/** Sends with the account's token. A token that is refused is renewed once and the request sent again; never twice. */
export interface AuthorizedClient {
  readJson(request: Unauthorized): Promise<Result<unknown>>
  openStream(request: Unauthorized): Promise<Result<ReadableStream<Uint8Array>>>
}

export function createAuthorizedClient(transport: HttpTransport, credentials: Credentials): AuthorizedClient {
  async function withToken<T>(
    request: Unauthorized,
    send: (request: HttpRequest) => Promise<Result<T>>
  ): Promise<Result<T>> {
    const token = await credentials.load()
    if (token !== undefined) {
      const first = await send({ ...request, token })
      if (first.ok || first.failure.kind !== 'needs-sign-in') return first
    }
    const renewed = await credentials.renew(token, request.signal)
    return renewed.ok ? send({ ...request, token: renewed.value }) : renewed
  }

  return {
    readJson: request => withToken(request, sent => transport.readJson(sent)),
    openStream: request => withToken(request, sent => transport.openStream(sent))
  }
}
