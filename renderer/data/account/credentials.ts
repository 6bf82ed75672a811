import { z } from 'zod'
import type { TokenVault } from '../application-contract.ts'
import { fail, type Result, succeed } from '../http/failure.ts'
import type { SessionApi, Tokens } from '../http/session-api.ts'

const storedTokensSchema = z.object({ token: z.string(), renewalToken: z.string() })
type StoredTokens = z.infer<typeof storedTokensSchema>

/** The tokens of one account: kept in the vault, renewed when the server does not accept them any more. */
export interface Credentials {
  /** The token to send; undefined after a sign-out or where none was ever kept. */
  load(): Promise<string | undefined>
  /**
   * A token that replaces one which the server refused. However many requests ask at once, one renewal is sent
   * (single flight); a token that was replaced meanwhile is answered without the network.
   */
  renew(refused: string, signal: AbortSignal): Promise<Result<string>>
  adopt(tokens: Pick<Tokens, 'token' | 'renewalToken'>): Promise<void>
  forget(): Promise<void>
}

export function createCredentials(accountKey: string, vault: TokenVault, sessionApi: SessionApi): Credentials {
  let renewing: Promise<Result<string>> | undefined

  // The vault is read each time: another window of this account may have renewed the token.
  async function read(): Promise<StoredTokens | undefined> {
    const secret = await vault.load(accountKey)
    if (secret === undefined) return undefined
    return storedTokensSchema.safeParse(parseJson(secret)).data
  }

  async function adopt({ token, renewalToken }: StoredTokens): Promise<void> {
    await vault.save(accountKey, JSON.stringify({ token, renewalToken }))
  }

  async function sendRenewal(refused: string, signal: AbortSignal): Promise<Result<string>> {
    const stored = await read()
    if (stored === undefined) return fail({ kind: 'needs-sign-in' })
    if (stored.token !== refused) return succeed(stored.token)
    const renewed = await sessionApi.renew(stored.renewalToken, signal)
    if (!renewed.ok) return renewed
    await adopt(renewed.value)
    return succeed(renewed.value.token)
  }

  return {
    load: async () => (await read())?.token,
    renew(refused, signal) {
      renewing ??= sendRenewal(refused, signal).finally(() => {
        renewing = undefined
      })
      return renewing
    },
    adopt,
    forget: () => vault.remove(accountKey)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
