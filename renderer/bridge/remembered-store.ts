import type { Desktop } from '#electron/contract/ipc-contract.ts'
import type { KeyValueStore } from '../contract/application.ts'

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
