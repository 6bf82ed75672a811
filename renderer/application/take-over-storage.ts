import type { RememberedStore } from '../bridge/remembered-store.ts'
import { accountsKey } from '../data/account/remembered-accounts.ts'

const prefix = 'coachdesk.'

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
