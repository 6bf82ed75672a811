import { readServerAddress } from '#domain/server-address.ts'
import type { DeviceAccount, Outcome } from '#renderer/contract/screens.ts'
import type { ApplicationParts } from '#renderer/contract/application.ts'
import { failureToRefusal } from '../http/failure.ts'
import { proveServer } from './prove-server.ts'
import type { RememberedAccounts } from './remembered-accounts.ts'
import type { ServerAccess } from './server-access.ts'

/**
 * Whether the server of an account is at another address, too. Nothing of the person is sent there: no token, no change, no name.
 * @returns the address in full
 */
export async function checkNewAddress(
  typed: string,
  { key }: Pick<DeviceAccount, 'key'>,
  parts: {
    readonly accounts: RememberedAccounts
    readonly accessServer: (serverUrl: string) => Pick<ServerAccess, 'transport'>
    readonly application: Pick<ApplicationParts, 'randomBytes'>
  }
): Promise<Outcome<string>> {
  const { accounts, accessServer, application } = parts
  const known = accounts.find(key)
  const serverUrl = readServerAddress(typed)
  if (serverUrl === undefined) return { ok: false, refusal: 'invalid-input', field: 'address' }
  if (known === undefined) return { ok: false, refusal: 'needs-sign-in' }
  if (serverUrl === known.serverUrl) return { ok: false, refusal: 'same-address' }
  const isThere = accounts.list().some(other => other.serverUrl === serverUrl && other.userId === known.userId)
  if (isThere) return { ok: false, refusal: 'account-there-already' }
  // Its server has never said who it is: no address can be proven to be its own.
  if (known.serverKey === undefined) return { ok: false, refusal: 'no-identity' }
  const proof = await proveServer({
    transport: accessServer(serverUrl).transport,
    address: serverUrl,
    serverKey: known.serverKey,
    randomBytes: application.randomBytes,
    signal: new AbortController().signal
  })
  if (!proof.ok) return { ok: false, refusal: failureToRefusal(proof.failure) }
  const { kind } = proof.value
  return kind === 'proven' ? { ok: true, value: serverUrl } : { ok: false, refusal: kind }
}
