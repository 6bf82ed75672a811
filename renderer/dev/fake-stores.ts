import type { ListedInvitation } from '#domain/wire/invitations.ts'
import { type StoreApi, createStore } from 'zustand/vanilla'
import type { Instant } from '#domain/model/primitives.ts'
import { dayMs, hourMs } from '#domain/time/durations.ts'
import { capabilities } from '#domain/versions/product-version.ts'
import type {
  DeviceAccount,
  NewInvitation,
  SignInStoreState,
  SignedInDevice,
  WorkspaceData,
  WorkspaceStoreState
} from '../contract/screens.ts'
import { createFakeActions } from './fake-actions.ts'

const done = { ok: true, value: undefined } as const
const november2026 = Date.UTC(2026, 10, 16, 8)
const fakeCalendarLink = { address: `https://coaching.example.org/_calendar/${'0'.repeat(64)}.ics`, madeAt: 0 }

const fakeSignIns: readonly SignedInDevice[] = [
  {
    id: 's1',
    createdAt: november2026,
    usedAt: november2026 + hourMs,
    agent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36',
    isThisDevice: true
  },
  {
    id: 's2',
    createdAt: november2026 - dayMs,
    usedAt: november2026 - hourMs,
    agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1',
    isThisDevice: false
  }
]

const fakeInvitations: readonly ListedInvitation[] = [
  {
    id: 'i1',
    label: 'Nora, from the choir',
    madeAt: november2026 - 2 * 24 * hourMs,
    validUntil: november2026 + 12 * 24 * hourMs,
    state: 'open'
  },
  {
    id: 'i2',
    label: 'Emil',
    madeAt: november2026 - 5 * 24 * hourMs,
    validUntil: november2026 + 9 * 24 * hourMs,
    state: 'used',
    usedBy: { userId: 'studentemil', displayName: 'Emil Ek' }
  }
]

function makeFakeInvitation(label: string): NewInvitation {
  const invitation: ListedInvitation = {
    id: 'i3',
    ...(label === '' ? {} : { label }),
    madeAt: november2026,
    validUntil: november2026 + 14 * 24 * hourMs,
    state: 'open'
  }
  return { invitation, link: 'https://coachdesk.example.org/app/join#i3.abcdefghijklmnopqrstuvwxyz0123456789' }
}

/** A session store that is open with this account; actions succeed and do nothing unless given. */
export function createFakeSessionStore(
  account: DeviceAccount,
  overrides: Partial<SignInStoreState> = {}
): StoreApi<SignInStoreState> {
  const details = {
    displayName: account.displayName,
    phone: '+4930901820',
    email: `${account.name}@example.org`,
    zone: account.zone
  }
  return createStore<SignInStoreState>(() => ({
    session: { kind: 'open', account, accounts: [account] },
    signIn: () => Promise.resolve(done),
    findDemo: () => Promise.resolve(undefined),
    endFirstVisit: () => undefined,
    lookAtLink: () => Promise.resolve({ ok: true, value: { kind: 'set-up', validUntil: november2026 + hourMs } }),
    setUp: () => Promise.resolve(done),
    resetPassword: () => Promise.resolve(done),
    join: () => Promise.resolve(done),
    confirmAddress: () => Promise.resolve(done),
    revertAddress: () => Promise.resolve(done),
    findResetWay: () => Promise.resolve({ ok: true, value: 'mail' }),
    askForReset: () => Promise.resolve(done),
    switchTo: () => Promise.resolve(done),
    signOut: () => Promise.resolve(),
    unlockWithFormer: () => Promise.resolve(done),
    setAside: () => Promise.resolve(done),
    checkAddress: address => Promise.resolve({ ok: true, value: address }),
    moveToAddress: () => Promise.resolve(done),
    persistence: { read: () => Promise.resolve('may-be-cleared'), ask: () => Promise.resolve('kept') },
    loadOwnDetails: () => Promise.resolve({ ok: true, value: details }),
    saveOwnDetails: saved => Promise.resolve({ ok: true, value: saved }),
    changePassword: () => Promise.resolve(done),
    listSignIns: () => Promise.resolve({ ok: true, value: fakeSignIns }),
    endSignIn: () => Promise.resolve(done),
    findCalendarLink: () => Promise.resolve({ ok: true, value: undefined }),
    makeCalendarLink: () => Promise.resolve({ ok: true, value: fakeCalendarLink }),
    endCalendarLink: () => Promise.resolve(done),
    loadMail: () =>
      Promise.resolve({
        ok: true,
        value: { email: 'cora@example.org', emailConfirmed: true, mail: { changes: true, reminders: [24 * 60] } }
      }),
    saveMail: mail => Promise.resolve({ ok: true, value: { email: 'cora@example.org', emailConfirmed: true, mail } }),
    askForAddress: () => Promise.resolve({ ok: true, value: undefined }),
    loadAdministration: () => Promise.resolve(undefined),
    loadInvitations: () =>
      Promise.resolve({
        list: () => Promise.resolve({ ok: true, value: { invitations: [...fakeInvitations], mails: true } }),
        make: label => Promise.resolve({ ok: true, value: makeFakeInvitation(label) }),
        revoke: () => Promise.resolve(done),
        accept: () => Promise.resolve(done)
      }),
    ...overrides
  }))
}

/** A workspace store in memory with the data given (empty and synced by default); its actions change that data at once. */
export function createFakeWorkspaceStore(
  account: DeviceAccount,
  now: () => Instant,
  overrides: Partial<WorkspaceStoreState> = {}
): StoreApi<WorkspaceStoreState> {
  const empty: WorkspaceData = {
    ready: true,
    hasAllSlots: true,
    slots: [],
    planned: [],
    leaving: [],
    busy: undefined,
    busyLink: undefined,
    busyIntervals: [],
    coaches: [],
    calls: [],
    notices: [],
    drafts: [],
    unkeptDrafts: new Map(),
    journal: [],
    setAside: 0,
    blocked: new Set(),
    howWeMeet: undefined,
    dossiers: new Map(),
    watches: [],
    offered: [],
    relations: [],
    capabilities,
    syncByRecord: new Map(),
    sync: { kind: 'synced', at: now() },
    collections: (['users', 'slots', 'calls'] as const).map(collection => ({
      collection,
      waiting: 0,
      lastSuccessAt: now()
    })),
    clockOffsetMs: 0,
    storageProblem: undefined,
    recoveryReport: undefined
  }
  return createStore<WorkspaceStoreState>((set, get) => ({
    ...empty,
    ...createFakeActions(account, now, set, get),
    ...overrides
  }))
}
