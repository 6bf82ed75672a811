import { type StoreApi, createStore } from 'zustand/vanilla'
import type { DesktopFacts, DesktopSettings, KeyStoreChoice, ServerCheck } from '#electron/contract/desktop-types.ts'
import type { Desktop } from '#electron/contract/ipc-contract.ts'
import { createRememberedStore, type RememberedStore } from './remembered-store.ts'

/** What the page knows of the computer around it, kept current, and what it can ask for. */
export interface DesktopShell {
  readonly desktop: Desktop
  readonly facts: StoreApi<DesktopFacts>
  /** What main keeps of small texts: one per page, for it holds the newer ones. */
  readonly remembered: RememberedStore
  /** False where the settings could not be changed. */
  readonly changeSettings: (change: Partial<DesktopSettings>) => Promise<boolean>
  /** False where the choice could not be kept. */
  readonly chooseKeyStore: (choice: KeyStoreChoice) => Promise<boolean>
  /** Looks again for a key store that did not answer; false where it still does not. */
  readonly checkKeyStore: () => Promise<boolean>
  /** Asks whether a CoachDesk server is at an address; one that is will be known from then on. */
  readonly checkServer: (address: string) => Promise<ServerCheck>
  readonly checkForUpdate: () => Promise<void>
  /** The person has read that the settings were set aside. */
  readonly closeSettingsNote: () => void
}

/** Holds the name of the settings file whose setting aside the person has read about. */
export const readNoteKey = 'coachdesk.read-settings-note'

/**
 * Asks the shell what it knows and follows what it tells. Rejects where the shell does not answer.
 * @param storage remembers what the person has read
 */
export async function openDesktopShell(
  desktop: Desktop,
  storage: Pick<Storage, 'getItem' | 'setItem'>
): Promise<DesktopShell> {
  const described = await desktop.call('app:describe')
  const isRead = storage.getItem(readNoteKey) === described.settingsSetAside
  const facts = createStore<DesktopFacts>(() => (isRead ? withoutNote(described) : described))
  desktop.on('disk:changed', disk => facts.setState({ disk }))
  desktop.on('updates:changed', update => facts.setState({ update }))

  return {
    desktop,
    facts,
    remembered: createRememberedStore(desktop, described.remembered),
    async changeSettings(change) {
      const settings = await desktop.call('settings:change', change).catch(() => undefined)
      if (settings !== undefined) facts.setState({ settings })
      return settings !== undefined
    },
    async chooseKeyStore(choice) {
      const keyStore = await desktop.call('key-store:choose', choice).catch(() => undefined)
      if (keyStore !== undefined) facts.setState({ keyStore })
      return keyStore?.kind === choice
    },
    async checkKeyStore() {
      const keyStore = await desktop.call('key-store:check').catch(() => undefined)
      if (keyStore !== undefined) facts.setState({ keyStore })
      return keyStore?.kind === 'protected'
    },
    async checkServer(address) {
      const check = await desktop
        .call('servers:check', address)
        .catch((): ServerCheck => ({ kind: 'failed', problem: 'unreachable' }))
      // Until the page is loaded again, its policy names the servers of before.
      if (check.kind === 'ok' && !check.reload) {
        const { servers } = facts.getState()
        facts.setState({ servers: [check.serverUrl, ...servers.filter(known => known !== check.serverUrl)] })
      }
      return check
    },
    async checkForUpdate() {
      const update = await desktop.call('updates:check').catch(() => ({ kind: 'failed' }) as const)
      facts.setState({ update })
    },
    closeSettingsNote() {
      const { settingsSetAside } = facts.getState()
      if (settingsSetAside !== undefined) storage.setItem(readNoteKey, settingsSetAside)
      facts.setState(withoutNote, true)
    }
  }
}

function withoutNote({ settingsSetAside: _read, ...facts }: DesktopFacts): DesktopFacts {
  return facts
}
