import type { DesktopFacts } from '#electron/contract/desktop-types.ts'
import type {
  CallChannel,
  CallContract,
  Desktop,
  EventChannel,
  EventContract
} from '#electron/contract/ipc-contract.ts'
import { type DesktopShell, openDesktopShell } from '../bridge/desktop-shell.ts'

export const testFacts: DesktopFacts = {
  version: '1.2.3',
  versions: { electron: '45.4.1', chrome: '156.0.1', node: '24.2.0' },
  platform: 'linux',
  servers: ['https://desk.example.org'],
  keyStore: { kind: 'protected' },
  remembered: {},
  settings: {
    reminders: { beforeMin: [60, 10], afterSession: true },
    theme: 'system',
    keepRunning: true,
    autoUpdate: false
  },
  disk: { isLow: false, freeBytes: 50_000_000_000 },
  update: { kind: 'off' }
}

/** What the main process would answer; a channel that is not mentioned answers as an idle shell does. */
export type FakeAnswers = { readonly [C in CallChannel]?: CallContract[C] }

export interface FakeDesktop {
  readonly desktop: Desktop
  /** Every call so far, `[channel, ...arguments]`. */
  readonly calls: readonly (readonly unknown[])[]
  /** The arguments of each call on a channel. */
  readonly callsOn: (channel: CallChannel) => readonly (readonly unknown[])[]
  readonly tell: <C extends EventChannel>(channel: C, value: EventContract[C]) => void
}

/** A bridge without a shell behind it; main's side is in memory. */
export function createFakeDesktop(facts: Partial<DesktopFacts> = {}, answers: FakeAnswers = {}): FakeDesktop {
  const calls: (readonly unknown[])[] = []
  const listeners = new Map<EventChannel, Set<(value: never) => void>>()
  const secrets = new Map<string, string>()
  const described: DesktopFacts = { ...testFacts, ...facts }
  let settings = described.settings
  const usual: CallContract = {
    'app:describe': () => described,
    'app:may-end': () => undefined,
    'servers:check': address => ({ kind: 'ok', serverUrl: address, reload: true }),
    'settings:change': change => {
      settings = { ...settings, ...change }
      return settings
    },
    'key-store:choose': kind => ({ kind }),
    'key-store:check': () => described.keyStore,
    'secrets:load': (kind, key) => {
      const value = secrets.get(`${kind} ${key}`)
      return value === undefined ? { kind: 'none' } : { kind: 'found', value }
    },
    'secrets:load-former': () => [],
    'secrets:save': (kind, key, value) => {
      secrets.set(`${kind} ${key}`, value)
      return true
    },
    'secrets:remove': (kind, key) => void secrets.delete(`${kind} ${key}`),
    'remembered:save': () => true,
    'recovery:load': () => undefined,
    'recovery:save': () => true,
    'recovery:export': () => 'export.json',
    'recovery:show-exports': () => undefined,
    'status:publish': () => undefined,
    'link:take': () => undefined,
    'shell:open-external': () => true,
    'shell:open-logs': () => undefined,
    'clipboard:write': () => undefined,
    'page:print': () => undefined,
    'page:save-pdf': name => ({ kind: 'saved', file: `${name}.pdf` }),
    'updates:check': () => ({ kind: 'idle' }),
    'updates:install': () => true,
    'log:page-fault': () => undefined
  }
  const desktop: Desktop = {
    call<C extends CallChannel>(channel: C, ...args: Parameters<CallContract[C]>) {
      calls.push([channel, ...args])
      const answer = (answers[channel] ?? usual[channel]) as (...given: unknown[]) => ReturnType<CallContract[C]>
      // A throw of main's own code is a rejection here.
      return Promise.resolve().then(() => answer(...args))
    },
    on(channel, listener) {
      const known = listeners.get(channel) ?? new Set()
      listeners.set(channel, known.add(listener))
      return () => void known.delete(listener)
    }
  }
  return {
    desktop,
    calls,
    callsOn: channel => calls.filter(([called]) => called === channel).map(([, ...args]) => args),
    tell: (channel, value) => listeners.get(channel)?.forEach(listener => listener(value as never))
  }
}

/** The shell over a fake bridge, with nothing remembered. */
export async function openFakeShell(
  facts: Partial<DesktopFacts> = {},
  answers: FakeAnswers = {}
): Promise<FakeDesktop & { readonly shell: DesktopShell }> {
  const fake = createFakeDesktop(facts, answers)
  const shell = await openDesktopShell(fake.desktop, { getItem: () => null, setItem: () => undefined })
  return { ...fake, shell }
}
