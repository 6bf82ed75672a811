import { z } from 'zod'
import { type OwnDetails, ownDetailsSchema } from '#domain/model/account.ts'
import { instantSchema, userIdSchema, zoneNameSchema } from '#domain/model/primitives.ts'
import { serverKeySchema } from '#domain/wire/identity.ts'
import { roleSchema } from '#domain/model/role.ts'
import { fail, type Result, succeed } from './failure.ts'
import type { SignedInDevice } from '#renderer/contract/screens.ts'
import type { HttpRequest, HttpTransport } from './http-transport.ts'

const tokensSchema = z.object({
  token: z.string().min(1),
  expiresAt: instantSchema,
  renewalToken: z.string().min(1),
  renewableUntil: instantSchema,
  /** Proves at a later sign-in that this device has signed in before; servers of 0.1.0 give none. */
  deviceToken: z.string().min(1).optional(),
  /** Who the server is; those of 0.1.0 do not say. */
  serverKey: serverKeySchema.optional()
})
const signedInSchema = tokensSchema.extend({
  name: z.string(),
  roles: z.tuple([roleSchema]),
  userId: userIdSchema,
  displayName: z.string(),
  zone: zoneNameSchema
})

/** A short-lived token and the one that renews it. Instants by the server's clock. */
export type Tokens = z.infer<typeof tokensSchema>
export type SignedIn = z.infer<typeof signedInSchema>

/** `/_session`: everything that is done before or without a valid token. Sends each request once. */
export interface SessionApi {
  /** @param deviceToken of an earlier sign-in: guesses from elsewhere do not lock this device out */
  signIn(
    name: string,
    password: string,
    signal: AbortSignal,
    deviceToken: string | undefined
  ): Promise<Result<SignedIn>>
  renew(renewalToken: string, signal: AbortSignal): Promise<Result<SignedIn>>
  /** Ends the sign-in that the token belongs to. @param token any token of it, also its device token */
  signOut(token: string, signal: AbortSignal): Promise<Result<unknown>>
}

export function createSessionApi(transport: HttpTransport): SessionApi {
  return {
    signIn: async (name, password, signal, token) =>
      readAs(
        signedInSchema,
        await transport.readJson({ method: 'POST', path: '/_session', body: { name, password }, token, signal })
      ),
    renew: async (renewalToken, signal) =>
      readAs(
        signedInSchema,
        await transport.readJson({ method: 'POST', path: '/_session/renew', body: { renewalToken }, signal })
      ),
    signOut: (token, signal) => transport.readJson({ method: 'DELETE', path: '/_session', token, signal })
  }
}

/** `/_account`: what the owner of an account sees and changes of it. */
export interface AccountApi {
  load(): Promise<Result<OwnDetails>>
  save(details: OwnDetails): Promise<Result<OwnDetails>>
  /** Gives new tokens: the old ones stop working. */
  changePassword(current: string, next: string): Promise<Result<Tokens>>
  /** The devices that are signed in to the account. */
  listSignIns(): Promise<Result<readonly SignedInDevice[]>>
  endSignIn(id: string): Promise<Result<undefined>>
}

const signInsSchema = z.object({
  signIns: z.array(
    z.object({
      id: z.string(),
      createdAt: instantSchema,
      usedAt: instantSchema,
      agent: z.string(),
      isThisDevice: z.boolean()
    })
  )
})

/** Sends with the token of whoever is signed in. */
export type Ask = (request: Omit<HttpRequest, 'token' | 'signal'>) => Promise<Result<unknown>>

export function createAccountApi(ask: Ask): AccountApi {
  return {
    load: async () => readAs(ownDetailsSchema.strip(), await ask({ method: 'GET', path: '/_account' })),
    save: async ({ displayName, phone, email, zone }) =>
      readAs(
        ownDetailsSchema.strip(),
        // An empty e-mail removes the one that is there.
        await ask({ method: 'PUT', path: '/_account', body: { displayName, phone, email: email ?? '', zone } })
      ),
    changePassword: async (currentPassword, newPassword) =>
      readAs(
        tokensSchema,
        await ask({ method: 'PUT', path: '/_account/password', body: { currentPassword, newPassword } })
      ),
    async listSignIns() {
      const answer = readAs(signInsSchema, await ask({ method: 'GET', path: '/_account/sign-ins' }))
      return answer.ok ? succeed(answer.value.signIns) : answer
    },
    async endSignIn(id) {
      const ended = await ask({ method: 'DELETE', path: `/_account/sign-ins/${encodeURIComponent(id)}` })
      return ended.ok ? succeed(undefined) : ended
    }
  }
}

/** An answer of another shape comes from something that is not our server. */
export function readAs<T>(schema: z.ZodType<T>, result: Result<unknown>): Result<T> {
  if (!result.ok) return result
  const parsed = schema.safeParse(result.value)
  return parsed.success ? succeed(parsed.data) : fail({ kind: 'not-a-server', detail: 'an answer of unknown shape' })
}
