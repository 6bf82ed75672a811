import type { KeyValueStore, TokenVault } from '#renderer/contract/application.ts'

const prefix = 'coachdesk.token.'

/** Keeps tokens in the window's key-value store: the web edition's means. The desktop uses the system's key store. */
export function createKeyValueVault(store: KeyValueStore): TokenVault {
  return {
    load: accountKey => Promise.resolve(store.getItem(prefix + accountKey) ?? undefined),
    save(accountKey, secret) {
      store.setItem(prefix + accountKey, secret)
      return Promise.resolve()
    },
    remove(accountKey) {
      store.removeItem(prefix + accountKey)
      return Promise.resolve()
    }
  }
}
