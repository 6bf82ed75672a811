import { createStore } from 'zustand/vanilla'
import type { DeviceAccount, LinkActions, Outcome } from '../contract/screens.ts'
import type * as LinkParts from '../data/account/link-parts.ts'
import { createSignInStore, type Opened, type SignInStoreParts } from '../store/create-sign-in-store.ts'
import { createCredentials, type Credentials } from '../data/account/credentials.ts'
import { checkNewAddress } from '../data/account/move-account.ts'
import { createOwnAccountApi } from '../data/account/own-account.ts'
import { findDemo } from '../data/account/find-demo.ts'
import { createPendingSignOuts } from '../data/account/pending-sign-outs.ts'
import { createRememberedAccounts, toDeviceAccount } from '../data/account/remembered-accounts.ts'
import { createServerAccess, type ServerAccess } from '../data/account/server-access.ts'
import { createSignIn } from '../data/account/sign-in.ts'
import { createKeyValueVault } from '../data/account/token-vault.ts'
import type { ApplicationParts, CreateApplication, OpenWorkspace } from '../contract/application.ts'
import type { Result } from '../data/http/failure.ts'
import { OpenRefusedError } from '../data/recovery/open-refused-error.ts'
import { classifyStorageError } from '../data/database/storage-fault.ts'
import type { OpenedWorkspace } from './open-workspace.ts'
import { provideTemporal } from './provide-temporal.ts'

/** Under this key each window of a browser remembers its account. */
const windowAccountKey = 'coachdesk.window-account'
/** How long a sign-out waits for the server to hear of it, ms. */
const signOutPatienceMs = 3_000

/** Puts the data layer of one window together. All state is in what it returns. */
export const createApplication: CreateApplication = parts => {
  const { keyValueStore, windows } = parts
  const accounts = createRememberedAccounts(keyValueStore)
  const signOuts = createPendingSignOuts(keyValueStore)
  const vault = parts.tokenVault ?? createKeyValueVault(keyValueStore)
  const accessByUrl = new Map<string, ServerAccess>()
  const credentialsByKey = new Map<string, Credentials>()
  const workspace = createStore<OpenWorkspace>(() => ({ store: undefined }))
  let opened: { readonly key: string; readonly workspace: OpenedWorkspace } | undefined
  let queue: Promise<unknown> = Promise.resolve()

  function accessServer(serverUrl: string): ServerAccess {
    const access = accessByUrl.get(serverUrl) ?? createServerAccess(serverUrl, parts)
    accessByUrl.set(serverUrl, access)
    return access
  }

  /** One object for each account: renewals must not be sent twice. */
  function credentialsOf({ key, serverUrl }: DeviceAccount): Credentials {
    const { sessionApi } = accessServer(serverUrl)
    const credentials =
      credentialsByKey.get(key) ??
      createCredentials(key, vault, sessionApi, ({ deviceToken, serverKey, isAdmin, ...said }) =>
        accounts.change(key, {
          ...said,
          ...(deviceToken === undefined ? {} : { deviceToken }),
          ...(isAdmin === undefined ? {} : { isAdmin }),
          // What a sign-in has pinned, no renewal changes.
          ...(serverKey === undefined || accounts.find(key)?.serverKey !== undefined ? {} : { serverKey })
        })
      )
    credentialsByKey.set(key, credentials)
    return credentials
  }

  /** Opening and closing never overlap: a database must be closed before the next one is opened (F8). */
  function enqueue<T>(task: () => Promise<T>): Promise<T> {
    const outcome = queue.then(task)
    queue = outcome.catch(() => undefined)
    return outcome
  }

  async function closeOpened(): Promise<void> {
    const closing = opened
    opened = undefined
    workspace.setState({ store: undefined })
    await closing?.workspace.close()
  }

  async function openAccount(account: DeviceAccount, maySetAside: boolean): Promise<Opened> {
    accounts.saveOpenKey(account.key)
    windows?.own.setItem(windowAccountKey, account.key)
    // Whoever sees an account open finds it here again, whatever ends the application.
    await keyValueStore.flush?.()
    // Signed in again: what waits for a valid token goes on.
    if (opened?.key === account.key) {
      opened.workspace.wake()
      return { ok: true, value: undefined }
    }
    await closeOpened()
    // Where it cannot be loaded, the page's server is out of reach and this browser has not stored the page.
    const layer = await loadDataLayer(parts).catch(() => undefined)
    if (layer === undefined) return { ok: false, refusal: 'unreachable' }
    try {
      const next = await layer.openWorkspace(
        account,
        accessServer(account.serverUrl),
        credentialsOf(account),
        { ...parts, storage: layer.storage },
        maySetAside
      )
      opened = { key: account.key, workspace: next }
      workspace.setState({ store: next.store })
      return { ok: true, value: undefined }
    } catch (error) {
      // Damaged, of a newer version, or without its key: the data stays as it is, and the person is told.
      if (error instanceof OpenRefusedError) return { ok: false, refusal: error.refusal, kept: error.kept }
      return { ok: false, refusal: classifyStorageError(error) }
    }
  }

  async function forgetSignIn(account: DeviceAccount): Promise<void> {
    const credentials = credentialsOf(account)
    const token = await credentials.load()
    accounts.change(account.key, { signedIn: false })
    accounts.saveOpenKey(undefined)
    // From here on no kill opens the account again without its password.
    await keyValueStore.flush?.()
    await credentials.forget()
    await parts.dataKeyVault?.lock?.(account.key)
    const deviceToken = accounts.find(account.key)?.deviceToken
    if (deviceToken !== undefined) {
      // Told as soon as the server can be reached, if it cannot be now.
      signOuts.add({ serverUrl: account.serverUrl, deviceToken })
      await tellSignOuts()
    } else if (token !== undefined) {
      await sendSignOut(account.serverUrl, token)
    }
  }

  function sendSignOut(serverUrl: string, token: string): Promise<Result<unknown>> {
    return accessServer(serverUrl).sessionApi.signOut(token, AbortSignal.timeout(signOutPatienceMs))
  }
  const tellSignOuts = (): Promise<void> => signOuts.send(sendSignOut)
  void tellSignOuts()

  /** The proof is asked for once more, right before anything of the account goes there. */
  async function moveTo(address: string, account: DeviceAccount): Promise<Outcome<DeviceAccount>> {
    const checked = await checkAddress(address, account)
    if (!checked.ok) return checked
    return enqueue(async () => {
      if (opened?.key === account.key) await closeOpened()
      accounts.change(account.key, { serverUrl: checked.value })
      // They would go on sending to the address of before.
      credentialsByKey.delete(account.key)
      await keyValueStore.flush?.()
      return { ok: true, value: { ...account, serverUrl: checked.value } }
    })
  }
  const checkAddress = (address: string, account: DeviceAccount): Promise<Outcome<string>> =>
    checkNewAddress(address, account, { accounts, accessServer, application: parts })

  const entrance = createSignIn({ application: parts, accounts, credentialsOf, accessServer })

  const signIn: SignInStoreParts['signIn'] = async (serverUrl, name, password) => {
    const signingIn = entrance.signIn(serverUrl, name, password)
    // Fetched meanwhile: an account is opened next. What fails here is asked for again then.
    loadDataLayer(parts).catch(() => undefined)
    return prepareToOpen(await signingIn, password)
  }

  async function prepareToOpen(signedIn: Outcome<DeviceAccount>, password: string): Promise<Outcome<DeviceAccount>> {
    // The server was reached just now: what waits for it is told as well.
    if (signedIn.ok) void tellSignOuts()
    if (signedIn.ok) await parts.dataKeyVault?.unlock?.(signedIn.value.key, password)
    // From here on there is something to lose.
    if (signedIn.ok) void parts.persistence?.ask()
    return signedIn
  }

  /** Next to nobody opens a link, or forgets a password: what is done about it comes when it is needed. */
  async function actOnLink<T>(act: (links: typeof LinkParts) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const links = await import('../data/account/link-parts.ts').catch(() => undefined)
    return links === undefined ? { ok: false, refusal: 'unreachable' } : act(links)
  }
  const pageTransport = () => accessServer(parts.defaultServerUrl).transport
  const onLinks = <T>(act: (links: LinkActions) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
    actOnLink(({ createLinkActions }) =>
      act(
        createLinkActions({
          transport: pageTransport(),
          enter: async (signedIn, password) =>
            prepareToOpen(await entrance.enter(parts.defaultServerUrl, signedIn, password), password)
        })
      )
    )
  const links: LinkActions = {
    look: token => onLinks(actions => actions.look(token)),
    setUp: input => onLinks(actions => actions.setUp(input)),
    join: input => onLinks(actions => actions.join(input)),
    reset: input => onLinks(actions => actions.reset(input))
  }

  const sessionParts: SignInStoreParts = {
    listAccounts: () => accounts.list().map(toDeviceAccount),
    findAccountToOpen() {
      // A window stays with its account, whichever was opened in another one since.
      const key = windows?.own.getItem(windowAccountKey) ?? accounts.readOpenKey()
      const account = key === undefined ? undefined : accounts.find(key)
      return account?.signedIn === true ? toDeviceAccount(account) : undefined
    },
    signIn,
    links,
    findDemo: serverUrl => findDemo(accessServer(serverUrl).transport),
    endFirstVisit: ({ key }) => accounts.change(key, { isFirstVisit: false }),
    confirmAddress: token => actOnLink(({ confirmAddress }) => confirmAddress(pageTransport(), token)),
    revertAddress: token => actOnLink(({ revertAddress }) => revertAddress(pageTransport(), token)),
    findResetWay: serverUrl => actOnLink(({ findResetWay }) => findResetWay(accessServer(serverUrl).transport)),
    askForReset: (serverUrl, login) =>
      actOnLink(({ askForReset }) => askForReset(accessServer(serverUrl).transport, login)),
    isSignedIn: key => accounts.find(key)?.signedIn === true,
    open: (account, how) => enqueue(() => openAccount(account, how?.maySetAside ?? false)),
    unlockWithFormer: async ({ key }, password) =>
      (await parts.dataKeyVault?.unlockWithFormer?.(key, password)) ?? false,
    close: () => enqueue(closeOpened),
    forgetSignIn,
    checkAddress,
    moveTo,
    persistence: parts.persistence,
    onOtherWindow: listener => windows?.onChange(listener) ?? (() => undefined),
    accountApi: account =>
      createOwnAccountApi({
        account,
        accounts,
        access: accessServer(account.serverUrl),
        credentials: credentialsOf(account),
        application: parts
      })
  }
  return {
    sessionStore: createSignInStore(sessionParts),
    workspace,
    stop: () => enqueue(closeOpened),
    async flush() {
      await Promise.all([opened?.workspace.flush(), keyValueStore.flush?.()])
    }
  }
}

/** All that needs the local database, in chunks of their own: the sign-in does not wait for them. Loaded once by the engine. */
async function loadDataLayer({ storage }: Pick<ApplicationParts, 'storage'>) {
  await provideTemporal()
  const [{ openWorkspace }, loaded] = await Promise.all([
    import('./open-workspace.ts'),
    typeof storage === 'function' ? storage() : storage
  ])
  return { openWorkspace, storage: loaded }
}
