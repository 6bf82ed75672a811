import 'fake-indexeddb/auto'
import { webcrypto } from 'node:crypto'
import { createBrowserKeyVault } from '#renderer/data/account/browser-key-vault.ts'
import { createDeviceKeys } from '#renderer/data/account/device-keys.ts'
import type { KeyValueStore } from '#renderer/contract/application.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  createTestKeyVault,
  createTestRecoveryVault,
  type TestKeyVault,
  type TestRecoveryVault
} from './recovery-fixture.ts'
import { createDevice, type Device } from './replication-fixture.ts'

/** Nothing outside the database is remembered, as in a browser: all that is left is the file. */
function createDownloads(): TestRecoveryVault {
  return Object.assign(createTestRecoveryVault(), { load: () => Promise.resolve(undefined) })
}

export interface Computer extends Device {
  readonly vault: TestRecoveryVault
}

/** Its keys are wrapped with the password. */
export function createBrowser(server: TestServer): Computer {
  const device = createDevice(server)
  const store: KeyValueStore = {
    getItem: key => device.keyValues.get(key) ?? null,
    setItem: (key, value) => void device.keyValues.set(key, value),
    removeItem: key => void device.keyValues.delete(key)
  }
  const dataKeyVault = createBrowserKeyVault({
    store,
    deviceKeys: createDeviceKeys(indexedDB),
    randomBytes: length => webcrypto.getRandomValues(new Uint8Array(length)),
    passwordRounds: 10,
    runAlone: (_, task) => task()
  })
  const vault = createDownloads()
  return { ...device, vault, parts: { dataKeyVault, recoveryVault: vault } }
}

/** Its keys are in the system's key store. */
export function createDesktop(server: TestServer): Computer & { readonly keys: TestKeyVault } {
  const [keys, vault] = [createTestKeyVault(), createDownloads()]
  return { ...createDevice(server), keys, vault, parts: { dataKeyVault: keys, recoveryVault: vault } }
}

/** The file that a computer kept. */
export const fileOf = ({ vault }: Computer, text = vault.files[0] ?? ''): Blob => new Blob([text])
