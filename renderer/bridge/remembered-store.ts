import type { Desktop } from '#electron/contract/ipc-contract.ts'
import { accountsKey } from '../data/account/remembered-accounts.ts'
import type { KeyValueStore } from '../contract/application.ts'

const prefix = 'coachdesk.'

export interface RememberedStore extends KeyValueStore {
  /** Resolves when main has answered all that was written so far: on the disk, unless that refused. */
  readonly flush: () => Promise<void>
  /** Whether main said of the key's last value that it is on the disk. */
  readonly isKept: (key: string) => boolean
}

/**
 * Small texts, kept by the main process in a file: `localStorage` reaches the disk seconds later, and a sign-out must not be
 * undone by a kill. Read from memory, written there and to main, in order.
 * @param remembered what main remembered when the page was loaded
 */
export function createRememberedStore(desktop: Desktop, remembered: Readonly<Record<string, string>>): RememberedStore {
  const values = new Map(Object.entries(remembered))
  /** The last write of a key, until it is on the disk. */
  const unkept = new Map<string, Promise<void>>()

  function save(key: string, value: string | null): void {
    const saving = desktop
      .call('remembered:save', key, value)
      .catch(() => false)
      .then(isSaved => {
        if (isSaved && unkept.get(key) === saving) unkept.delete(key)
      })
    unkept.set(key, saving)
  }

  return {
    getItem: key => values.get(key) ?? null,
    setItem(key, value) {
      if (values.get(key) === value && !unkept.has(key)) return
      values.set(key, value)
      save(key, value)
    },
    removeItem(key) {
      if (!values.delete(key) && !unkept.has(key)) return
      save(key, null)
    },
    async flush() {
      await Promise.all(unkept.values())
    },
    isKept: key => values.has(key) && !unkept.has(key)
  }
}

/**
 * Versions before kept the same texts in `localStorage`: takes them over where main remembers no account, and removes there
 * what is on the disk. The accounts go last, so that a kill in the middle only means that the next start does it again.
 * @param keysToLeave stay where they are
 */
export async function takeOverStorage(
  storage: Storage,
  store: RememberedStore,
  keysToLeave: readonly string[]
): Promise<void> {
  if (store.getItem(accountsKey) !== null) return
  const found = Object.keys(storage).filter(key => key.startsWith(prefix) && !keysToLeave.includes(key))
  const keys = found.toSorted((a, b) => Number(a === accountsKey) - Number(b === accountsKey))
  for (const key of keys) {
    const value = storage.getItem(key)
    if (value !== null) store.setItem(key, value)
  }
  await store.flush()
  for (const key of keys) if (store.isKept(key)) storage.removeItem(key)
}
