import type { z } from 'zod'
import type { OwnDetails } from '#domain/model/account.ts'
import {
  type AccountChange,
  type CalendarLinkAnswer,
  calendarLinkSchema,
  type ChosenMail,
  type MadeCalendarLinkAnswer,
  madeCalendarLinkSchema,
  ownAccountSchema,
  type OwnMail,
  ownMailSchema,
  type PasswordChange,
  signInsSchema
} from '#domain/wire/account.ts'
import {
  type IssuedTokensAnswer,
  issuedTokensSchema,
  type RenewalRequest,
  type SignedInAnswer,
  signedInSchema,
  type SignInRequest
} from '#domain/wire/sign-in.ts'
import { fail, type Result, succeed } from './failure.ts'
import type { SignedInDevice } from '#renderer/contract/screens.ts'
import { readDeviceZone } from '../device-zone.ts'
import type { HttpRequest, HttpTransport } from './http-transport.ts'

/** `/_session`: everything that is done before or without a valid token. Sends each request once. */
export interface SignInApi {
  /** @param deviceToken of an earlier sign-in: guesses from elsewhere do not lock this device out */
  signIn(
    name: string,
    password: string,
    signal: AbortSignal,
    deviceToken: string | undefined
  ): Promise<Result<SignedInAnswer>>
  renew(renewalToken: string, signal: AbortSignal): Promise<Result<SignedInAnswer>>
  /** Ends the sign-in that the token belongs to. @param token any token of it, also its device token */
  signOut(token: string, signal: AbortSignal): Promise<Result<unknown>>
}

export function createSignInApi(transport: HttpTransport): SignInApi {
  return {
    signIn: async (name, password, signal, token) =>
      readAs(
        signedInSchema,
        await transport.readJson({
          method: 'POST',
          path: '/_session',
          body: { name, password, zone: readDeviceZone() } satisfies SignInRequest,
          token,
          signal
        })
      ),
    renew: async (renewalToken, signal) =>
      readAs(
        signedInSchema,
        await transport.readJson({
          method: 'POST',
          path: '/_session/renew',
          body: { renewalToken } satisfies RenewalRequest,
          signal
        })
      ),
    signOut: (token, signal) => transport.readJson({ method: 'DELETE', path: '/_session', token, signal })
  }
}

/** `/_account`: what the owner of an account sees and changes of it. */
export interface AccountApi {
  load(): Promise<Result<OwnDetails>>
  /** @param currentPassword for another e-mail address, or none */
  save(details: OwnDetails, currentPassword?: string): Promise<Result<OwnDetails>>
  /** Gives new tokens: the old ones stop working. */
  changePassword(current: string, next: string): Promise<Result<IssuedTokensAnswer>>
  /** The devices that are signed in to the account. */
  listSignIns(): Promise<Result<readonly SignedInDevice[]>>
  endSignIn(id: string): Promise<Result<undefined>>
  findCalendarLink(): Promise<Result<CalendarLinkAnswer>>
  makeCalendarLink(): Promise<Result<MadeCalendarLinkAnswer>>
  endCalendarLink(): Promise<Result<undefined>>
  loadMail(): Promise<Result<OwnMail>>
  saveMail(chosen: ChosenMail): Promise<Result<OwnMail>>
  askForAddress(): Promise<Result<undefined>>
}

/** Sends with the token of whoever is signed in. */
export type Ask = (request: Omit<HttpRequest, 'token' | 'signal'>) => Promise<Result<unknown>>

const calendarPath = '/_account/calendar'

export function createAccountApi(ask: Ask): AccountApi {
  return {
    load: async () => readAs(ownAccountSchema, await ask({ method: 'GET', path: '/_account' })),
    async save({ displayName, phone, email, zone }, currentPassword) {
      const proof = currentPassword === undefined ? {} : { currentPassword }
      // An empty e-mail removes the one that is there.
      const body: AccountChange = { displayName, phone, email: email ?? '', zone, ...proof }
      return readAs(ownAccountSchema, await ask({ method: 'PUT', path: '/_account', body }))
    },
    async changePassword(currentPassword, newPassword) {
      const body: PasswordChange = { currentPassword, newPassword }
      return readAs(issuedTokensSchema, await ask({ method: 'PUT', path: '/_account/password', body }))
    },
    async listSignIns() {
      const answer = readAs(signInsSchema, await ask({ method: 'GET', path: '/_account/sign-ins' }))
      return answer.ok ? succeed(answer.value.signIns) : answer
    },
    async endSignIn(id) {
      const ended = await ask({ method: 'DELETE', path: `/_account/sign-ins/${encodeURIComponent(id)}` })
      return ended.ok ? succeed(undefined) : ended
    },
    findCalendarLink: async () => readAs(calendarLinkSchema, await ask({ method: 'GET', path: calendarPath })),
    makeCalendarLink: async () => readAs(madeCalendarLinkSchema, await ask({ method: 'POST', path: calendarPath })),
    async endCalendarLink() {
      const ended = await ask({ method: 'DELETE', path: calendarPath })
      return ended.ok ? succeed(undefined) : ended
    },
    loadMail: async () => readAs(ownMailSchema, await ask({ method: 'GET', path: '/_account' })),
    saveMail: async mail =>
      readAs(ownMailSchema, await ask({ method: 'PUT', path: '/_account', body: { mail } satisfies AccountChange })),
    async askForAddress() {
      const asked = await ask({ method: 'POST', path: '/_account/address' })
      return asked.ok ? succeed(undefined) : asked
    }
  }
}

/** An answer of another shape comes from something that is not our server. */
export function readAs<T>(schema: z.ZodType<T>, result: Result<unknown>): Result<T> {
  if (!result.ok) return result
  const parsed = schema.safeParse(result.value)
  return parsed.success ? succeed(parsed.data) : fail({ kind: 'not-a-server', detail: 'an answer of unknown shape' })
}
