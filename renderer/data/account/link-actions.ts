import { normalizePassword } from '#domain/model/password.ts'
import {
  type JoiningAccount,
  type JoinRequest,
  linkFactsSchema,
  type LinkRequest,
  type ResetRequest,
  type SetUpRequest
} from '#domain/wire/links.ts'
import { type SignedInAnswer, signedInSchema } from '#domain/wire/sign-in.ts'
import type { DeviceAccount, LinkActions, Outcome, TypedAccount } from '#renderer/contract/screens.ts'
import type { HttpTransport } from '../http/http-transport.ts'
import { readDeviceZone } from '../device-zone.ts'
import { readAs } from '../http/sign-in-api.ts'
import { resultToOutcome } from './result-to-outcome.ts'

/** What a page does with a link of its own server. The link's secret is in bodies alone. */
export function createLinkActions(parts: {
  readonly transport: HttpTransport
  readonly enter: (signedIn: SignedInAnswer, password: string) => Promise<Outcome<DeviceAccount>>
}): LinkActions {
  const { transport, enter } = parts

  async function post(path: string, body: unknown) {
    return transport.readJson({ method: 'POST', path, body, signal: new AbortController().signal })
  }

  /** Spends the link: whoever it lets in is signed in on this device. */
  async function spend(path: string, body: unknown, password: string): Promise<Outcome<DeviceAccount>> {
    const answer = resultToOutcome(readAs(signedInSchema, await post(path, body)))
    return answer.ok ? enter(answer.value, password) : answer
  }

  return {
    look: async token =>
      resultToOutcome(readAs(linkFactsSchema, await post('/_links/look', { token } satisfies LinkRequest))),
    setUp: ({ account: typed, ...input }) => {
      const account = toJoining(typed)
      return spend('/_links/set-up', { ...input, account } satisfies SetUpRequest, account.password)
    },
    reset: ({ token, password: typed }) => {
      const password = normalizePassword(typed)
      return spend('/_links/reset', { token, password, zone: readDeviceZone() } satisfies ResetRequest, password)
    },
    join: ({ token, account: typed }) => {
      const account = toJoining(typed)
      return spend('/_links/join', { token, account } satisfies JoinRequest, account.password)
    }
  }
}

function toJoining({ name, password, ...fields }: TypedAccount): JoiningAccount {
  return { ...fields, name: name.trim().toLowerCase(), zone: readDeviceZone(), password: normalizePassword(password) }
}
