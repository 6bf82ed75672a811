import { isTypedAddress, normalizeEmail } from '#domain/model/email-address.ts'
import { normalizePassword } from '#domain/model/password.ts'
import { readServerAddress } from '#domain/server-address.ts'
import { fromWireRole } from '#domain/wire/role.ts'
import type { SignedInAnswer } from '#domain/wire/sign-in.ts'
import type { ApplicationParts } from '#renderer/contract/application.ts'
import type { DeviceAccount, Outcome } from '#renderer/contract/screens.ts'
import { type Failure, failureToRefusal } from '../http/failure.ts'
import type { Credentials } from './credentials.ts'
import { comparePassword, createPasswordCheck, defaultPasswordRounds } from './password-check.ts'
import {
  createAccountKey,
  type RememberedAccount,
  type RememberedAccounts,
  toDeviceAccount
} from './remembered-accounts.ts'
import type { ServerAccess } from './server-access.ts'

/** The ways into an account from this device. */
export interface AccountEntrance {
  readonly signIn: (serverUrl: string, name: string, password: string) => Promise<Outcome<DeviceAccount>>
  /** The server has let somebody in with this password just now. */
  readonly enter: (serverUrl: string, signedIn: SignedInAnswer, password: string) => Promise<Outcome<DeviceAccount>>
}

/** Signs in at the server; where it cannot be reached, checks the password of an account that signed in here before. */
export function createSignIn(parts: {
  readonly application: ApplicationParts
  readonly accounts: RememberedAccounts
  readonly credentialsOf: (account: DeviceAccount) => Credentials
  readonly accessServer: (serverUrl: string) => ServerAccess
}): AccountEntrance {
  const { application, accounts, credentialsOf, accessServer } = parts

  /** An account keeps its key when its server moves to another address. */
  function findKnown(userId: string, serverUrl: string): RememberedAccount | undefined {
    const here = accounts.list().find(account => account.userId === userId && account.serverUrl === serverUrl)
    return here ?? accounts.find(createAccountKey(userId, serverUrl))
  }

  async function remember(
    serverUrl: string,
    signedIn: SignedInAnswer,
    password: string
  ): Promise<Outcome<DeviceAccount>> {
    const [role] = signedIn.roles.map(fromWireRole)
    const { userId, name, displayName, zone, deviceToken, isAdmin = false, email } = signedIn
    // Neither sessions nor the right to administer: there is nothing to open.
    if (role === undefined || (role === 'none' && !isAdmin)) return { ok: false, refusal: 'wrong-role' }
    const known = findKnown(userId, serverUrl)
    const key = known?.key ?? createAccountKey(userId, serverUrl)
    // The address that its server has left: whoever answers there now gets the data only if it is the same server.
    if (known !== undefined && known.serverUrl !== serverUrl && known.serverKey !== signedIn.serverKey) {
      return { ok: false, refusal: 'another-server' }
    }
    const serverKey = signedIn.serverKey ?? known?.serverKey
    const rounds = application.passwordRounds ?? defaultPasswordRounds
    const passwordCheck = await createPasswordCheck(password, rounds, application.randomBytes)
    const account = {
      key,
      serverUrl,
      userId,
      name,
      displayName,
      role,
      isAdmin,
      zone,
      signedIn: true,
      passwordCheck,
      isFirstVisit: known?.isFirstVisit ?? true,
      ...(email === undefined ? {} : { email }),
      ...(deviceToken === undefined ? {} : { deviceToken }),
      ...(serverKey === undefined ? {} : { serverKey })
    }
    await credentialsOf(account).adopt(signedIn)
    accounts.save(account)
    return { ok: true, value: toDeviceAccount(account) }
  }

  async function unlock(known: RememberedAccount, password: string): Promise<Outcome<DeviceAccount>> {
    const compared = await comparePassword(password, known.passwordCheck)
    if (compared === 'other') return { ok: false, refusal: 'wrong-password' }
    credentialsOf(known).signInLater(known.name, normalizePassword(password), known.deviceToken)
    const { rounds } = known.passwordCheck
    const passwordCheck =
      compared === 'same' ? known.passwordCheck : await createPasswordCheck(password, rounds, application.randomBytes)
    accounts.save({ ...known, passwordCheck, signedIn: true })
    return { ok: true, value: toDeviceAccount(known) }
  }

  return {
    enter: remember,
    async signIn(address, rawName, password) {
      const serverUrl = readServerAddress(address === '' ? application.defaultServerUrl : address)
      const name = rawName.trim().toLowerCase()
      if (serverUrl === undefined) return { ok: false, refusal: 'invalid-input', field: 'serverUrl' }
      if (name === '') return { ok: false, refusal: 'invalid-input', field: 'name' }
      if (password === '') return { ok: false, refusal: 'invalid-input', field: 'password' }

      const hereAtServer = accounts.list().filter(account => account.serverUrl === serverUrl)
      const known = hereAtServer.find(account => isLoginOf(name, account))
      const { signal } = new AbortController()
      const answer = await accessServer(serverUrl).sessionApi.signIn(
        name,
        normalizePassword(password),
        signal,
        known?.deviceToken
      )
      if (answer.ok) return remember(serverUrl, answer.value, password)
      if (!isNobodyThere(answer.failure)) return { ok: false, refusal: failureToRefusal(answer.failure) }
      if (known !== undefined) return unlock(known, password)
      // Of a server that this device knows, the name is the question; of another one, the address may be wrong.
      return { ok: false, refusal: hereAtServer.length > 0 ? 'unknown-here' : 'unreachable' }
    }
  }
}

/** A name, or the confirmed address that the server said last (JO20). */
function isLoginOf(login: string, { name, email }: RememberedAccount): boolean {
  if (!isTypedAddress(login)) return login === name
  return email !== undefined && normalizeEmail(email) === normalizeEmail(login)
}

/** Nothing was heard of a server: the device judges by itself. */
function isNobodyThere({ kind }: Failure): boolean {
  return kind === 'offline' || kind === 'incomplete'
}
