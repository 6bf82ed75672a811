import { createStore, type StoreApi } from 'zustand/vanilla'
import { ownDetailsInputSchema, passwordSchema } from '#domain/model/account.ts'
import type {
  DeviceAccount,
  KeptSealed,
  LinkActions,
  Outcome,
  OwnAccountActions,
  Refusal,
  Refused,
  ResetInput,
  SignInState,
  SignInStoreState,
  StoragePersistence
} from '../contract/screens.ts'

/** What the session store asks of the accounts and the local databases behind it. */
export interface SignInStoreParts {
  readonly listAccounts: () => readonly DeviceAccount[]
  /** The account that was open when the window was last closed, and did not sign out. */
  readonly findAccountToOpen: () => DeviceAccount | undefined
  /** Checks name and password, at the server or (where it cannot be reached) on this device. */
  readonly signIn: (serverUrl: string, name: string, password: string) => Promise<Outcome<DeviceAccount>>
  /** What can be done with a link that works once. */
  readonly links: LinkActions
  readonly findDemo: SignInStoreState['findDemo']
  readonly endFirstVisit: (account: DeviceAccount) => void
  /** Tells the page's own server that an address is its person's, by the secret of a link that was mailed there. */
  readonly confirmAddress: (token: string) => Promise<Outcome>
  readonly revertAddress: SignInStoreState['revertAddress']
  readonly findResetWay: SignInStoreState['findResetWay']
  readonly askForReset: SignInStoreState['askForReset']
  /** Whether the account opens without its password. */
  readonly isSignedIn: (key: string) => boolean
  /** Opens the account's data, closing what was open before. The same account again goes on where it is. */
  readonly open: (account: DeviceAccount, how?: { readonly maySetAside: boolean }) => Promise<Opened>
  /** Whether a password of before opens what the one of today does not. */
  readonly unlockWithFormer: (account: DeviceAccount, password: string) => Promise<boolean>
  readonly close: () => Promise<void>
  readonly forgetSignIn: (account: DeviceAccount) => Promise<void>
  readonly checkAddress: (address: string, account: DeviceAccount) => Promise<Outcome<string>>
  /** Closes the account's data; opened again, they go on at the other address. */
  readonly moveTo: (address: string, account: DeviceAccount) => Promise<Outcome<DeviceAccount>>
  readonly persistence: StoragePersistence | undefined
  /** Calls the listener when another window may have signed an account in or out. */
  readonly onOtherWindow: (listener: () => void) => () => void
  readonly accountApi: (account: DeviceAccount) => OwnAccountActions
}

export type Opened = Outcome | (Refused & { readonly kept?: KeptSealed | undefined })

const needsSignIn: Outcome<never> = { ok: false, refusal: 'needs-sign-in' }

/** The store of who uses this window. Begins by opening the account that was open last; that needs no network. */
export function createSignInStore(parts: SignInStoreParts): StoreApi<SignInStoreState> {
  const store: StoreApi<SignInStoreState> = createStore<SignInStoreState>(() => ({
    session: { kind: 'loading' },
    signIn,
    findDemo: serverUrl => parts.findDemo(serverUrl),
    endFirstVisit() {
      const account = openAccount()
      if (account === undefined) return
      parts.endFirstVisit(account)
      refreshAccount()
    },
    lookAtLink: token => parts.links.look(token),
    setUp: input => openEntered(parts.links.setUp(input)),
    resetPassword,
    join: input => openEntered(parts.links.join(input)),
    confirmAddress: token => parts.confirmAddress(token),
    revertAddress: token => parts.revertAddress(token),
    findResetWay: serverUrl => parts.findResetWay(serverUrl),
    askForReset: (serverUrl, login) => parts.askForReset(serverUrl, login),
    switchTo,
    signOut,
    unlockWithFormer,
    setAside,
    checkAddress: async (address, key) => {
      const account = findAccount(key)
      return account === undefined ? needsSignIn : parts.checkAddress(address, account)
    },
    moveToAddress,
    persistence: parts.persistence,
    loadOwnDetails: async () => currentApi()?.loadOwnDetails() ?? needsSignIn,
    async saveOwnDetails(details, currentPassword) {
      const parsed = ownDetailsInputSchema.safeParse(details)
      if (!parsed.success) {
        return { ok: false, refusal: 'invalid-input', field: parsed.error.issues[0]?.path.join('.') ?? '' }
      }
      const saved = (await currentApi()?.saveOwnDetails(parsed.data, currentPassword)) ?? needsSignIn
      if (saved.ok) refreshAccount()
      return saved
    },
    async changePassword(input) {
      if (!passwordSchema.safeParse(input.next).success) return { ok: false, refusal: 'invalid-input', field: 'next' }
      return (await currentApi()?.changePassword(input)) ?? needsSignIn
    },
    listSignIns: async () => currentApi()?.listSignIns() ?? needsSignIn,
    endSignIn: async id => currentApi()?.endSignIn(id) ?? needsSignIn,
    findCalendarLink: async () => currentApi()?.findCalendarLink() ?? needsSignIn,
    makeCalendarLink: async () => currentApi()?.makeCalendarLink() ?? needsSignIn,
    endCalendarLink: async () => currentApi()?.endCalendarLink() ?? needsSignIn,
    loadMail: async () => currentApi()?.loadMail() ?? needsSignIn,
    saveMail: async chosen => currentApi()?.saveMail(chosen) ?? needsSignIn,
    askForAddress: async () => currentApi()?.askForAddress() ?? needsSignIn,
    loadAdministration: async () => currentApi()?.loadAdministration(),
    loadInvitations: async () => currentApi()?.loadInvitations()
  }))

  function enter(session: SignInState): void {
    store.setState({ session })
  }

  function currentApi(): ReturnType<SignInStoreParts['accountApi']> | undefined {
    const { session } = store.getState()
    return session.kind === 'open' ? parts.accountApi(session.account) : undefined
  }

  /** Shows the name and zone as they were just saved. */
  function refreshAccount(): void {
    const { session } = store.getState()
    if (session.kind !== 'open') return
    const accounts = parts.listAccounts()
    const account = accounts.find(({ key }) => key === session.account.key) ?? session.account
    enter({ kind: 'open', account, accounts })
  }

  async function open(account: DeviceAccount, how?: { readonly maySetAside: boolean }): Promise<Outcome> {
    const { session } = store.getState()
    const isOpenAlready = session.kind === 'open' && session.account.key === account.key
    if (!isOpenAlready) enter({ kind: 'opening', account })
    const outcome = await parts.open(account, how)
    // Another window signed it out while it was opening here.
    if (!parts.isSignedIn(account.key)) {
      await leave()
      return needsSignIn
    }
    if (outcome.ok) enter({ kind: 'open', account, accounts: parts.listAccounts() })
    else {
      const kept = 'kept' in outcome && outcome.kept !== undefined ? { kept: outcome.kept } : {}
      enter({ kind: 'failed', account, refusal: outcome.refusal satisfies Refusal, ...kept })
    }
    return outcome
  }

  async function signIn(input: { serverUrl: string; name: string; password: string }): Promise<Outcome> {
    const signedIn = await parts.signIn(input.serverUrl, input.name, input.password)
    return signedIn.ok ? open(signedIn.value) : signedIn
  }

  async function openEntered(entering: Promise<Outcome<DeviceAccount>>): Promise<Outcome> {
    const entered = await entering
    return entered.ok ? open(entered.value) : entered
  }

  /** The password is set whatever lies on this device: where that does not open with it, the page of the account says so. */
  async function resetPassword(input: ResetInput): Promise<Outcome> {
    const entered = await parts.links.reset(input)
    if (entered.ok) await open(entered.value)
    return entered.ok ? { ok: true, value: undefined } : entered
  }

  async function switchTo(key: string): Promise<Outcome> {
    const account = parts.listAccounts().find(known => known.key === key)
    if (account === undefined) return { ok: false, refusal: 'unknown-here' }
    return parts.isSignedIn(key) ? open(account) : needsSignIn
  }

  async function unlockWithFormer(password: string): Promise<Outcome> {
    const { session } = store.getState()
    if (session.kind !== 'failed') return needsSignIn
    const { account } = session
    if (await parts.unlockWithFormer(account, password)) return open(account)
    return { ok: false, refusal: 'wrong-password' }
  }

  async function setAside(): Promise<Outcome> {
    const { session } = store.getState()
    return session.kind === 'failed' ? open(session.account, { maySetAside: true }) : needsSignIn
  }

  function openAccount(): DeviceAccount | undefined {
    const { session } = store.getState()
    return session.kind === 'open' ? session.account : undefined
  }

  function findAccount(key: string | undefined): DeviceAccount | undefined {
    return key === undefined ? openAccount() : parts.listAccounts().find(known => known.key === key)
  }

  async function moveToAddress(address: string, key?: string): Promise<Outcome> {
    const account = findAccount(key)
    if (account === undefined) return needsSignIn
    const moved = await parts.moveTo(address, account)
    if (!moved.ok) return moved
    const { session } = store.getState()
    if (session.kind === 'open' && session.account.key === account.key) {
      enter({ kind: 'opening', account: moved.value })
      return open(moved.value)
    }
    if ('accounts' in session) enter({ ...session, accounts: parts.listAccounts() })
    return { ok: true, value: undefined }
  }

  async function signOut(): Promise<void> {
    const { session } = store.getState()
    if (session.kind === 'open' || session.kind === 'failed') {
      await parts.close()
      await parts.forgetSignIn(session.account)
    }
    enter({ kind: 'signed-out', accounts: parts.listAccounts() })
  }

  /** Signed out in one window, an account closes in all of them. */
  async function followSignOut(): Promise<void> {
    const { session } = store.getState()
    if ('account' in session && session.kind !== 'opening' && !parts.isSignedIn(session.account.key)) await leave()
  }

  async function leave(): Promise<void> {
    enter({ kind: 'signed-out', accounts: parts.listAccounts() })
    await parts.close()
  }

  parts.onOtherWindow(() => void followSignOut())
  const account = parts.findAccountToOpen()
  if (account === undefined) enter({ kind: 'signed-out', accounts: parts.listAccounts() })
  else void open(account)
  return store
}
