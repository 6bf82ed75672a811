import { z } from 'zod'
import { parseJson } from '#domain/parse-json.ts'
import type { IssuedTokensAnswer, SignedInAnswer } from '#domain/wire/sign-in.ts'
import type { TokenVault } from '#renderer/contract/application.ts'
import { fail, type Result, succeed } from '../http/failure.ts'
import type { SignInApi } from '../http/sign-in-api.ts'

const storedTokensSchema = z.object({ token: z.string(), renewalToken: z.string() })
type StoredTokens = z.infer<typeof storedTokensSchema>
type GivenTokens = Pick<IssuedTokensAnswer, 'token' | 'renewalToken' | 'deviceToken' | 'serverKey'> &
  Pick<SignedInAnswer, 'isAdmin' | 'email'> &
  Partial<Pick<SignedInAnswer, 'name'>>
/** What a server says beside its tokens, to be remembered with the account. */
export type SaidByServer = Pick<GivenTokens, 'deviceToken' | 'serverKey' | 'isAdmin' | 'email'>

/** The tokens of one account: kept in the vault, renewed when the server does not accept them any more. */
export interface Credentials {
  /** The token to send; undefined after a sign-out or where none was ever kept. */
  load(): Promise<string | undefined>
  /**
   * A token that replaces one which the server refused, or that is missing. However many requests ask at once, one renewal is sent
   * (single flight); a token that was replaced meanwhile is answered without the network.
   */
  renew(refused: string | undefined, signal: AbortSignal): Promise<Result<string>>
  /**
   * An account was unlocked without a network. Where it has no token that counts, the password gets one as soon as the server can
   * be reached. It is used once and stored nowhere.
   */
  signInLater(name: string, password: string, deviceToken: string | undefined): void
  adopt(tokens: GivenTokens): Promise<void>
  forget(): Promise<void>
}

/** @param keep stores what this device shows at its next sign-in, and who the server is */
export function createCredentials(
  accountKey: string,
  vault: TokenVault,
  sessionApi: SignInApi,
  keep: (said: SaidByServer) => void = () => undefined
): Credentials {
  let renewing: Promise<Result<string>> | undefined
  let later: { readonly name: string; readonly password: string; readonly deviceToken: string | undefined } | undefined

  // The vault is read each time: another window of this account may have renewed the token.
  async function read(): Promise<StoredTokens | undefined> {
    const secret = await vault.load(accountKey)
    if (secret === undefined) return undefined
    return storedTokensSchema.safeParse(parseJson(secret)).data
  }

  async function adopt(given: GivenTokens): Promise<void> {
    const { token, renewalToken, deviceToken, serverKey, isAdmin, name, email } = given
    later = undefined
    // What says who it is says also whether there is an address.
    keep({ deviceToken, serverKey, isAdmin, ...(name === undefined ? {} : { email }) })
    await vault.save(accountKey, JSON.stringify({ token, renewalToken }))
  }

  async function sendRenewal(refused: string | undefined, signal: AbortSignal): Promise<Result<string>> {
    const stored = await read()
    if (stored === undefined) return signInNow(signal)
    if (stored.token !== refused) return succeed(stored.token)
    const renewed = await sessionApi.renew(stored.renewalToken, signal)
    if (renewed.ok) {
      // Signed out meanwhile, in this window or another one: no token comes back.
      if ((await read()) === undefined) return fail({ kind: 'needs-sign-in' })
      await adopt(renewed.value)
      return succeed(renewed.value.token)
    }
    return renewed.failure.kind === 'needs-sign-in' ? signInNow(signal) : renewed
  }

  async function signInNow(signal: AbortSignal): Promise<Result<string>> {
    if (later === undefined) return fail({ kind: 'needs-sign-in' })
    const signedIn = await sessionApi.signIn(later.name, later.password, signal, later.deviceToken)
    if (signedIn.ok) {
      await adopt(signedIn.value)
      return succeed(signedIn.value.token)
    }
    if (signedIn.failure.kind !== 'wrong-password') return signedIn
    // It was changed elsewhere: trying it again would only lock the account.
    later = undefined
    return fail({ kind: 'needs-sign-in' })
  }

  return {
    load: async () => (await read())?.token,
    renew(refused, signal) {
      renewing ??= sendRenewal(refused, signal).finally(() => {
        renewing = undefined
      })
      return renewing
    },
    signInLater(name, password, deviceToken) {
      later = { name, password, deviceToken }
    },
    adopt,
    forget() {
      later = undefined
      return vault.remove(accountKey)
    }
  }
}
