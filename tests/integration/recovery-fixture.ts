import { randomBytes } from 'node:crypto'
import { BehaviorSubject } from 'rxjs'
import { importDataKey } from '#renderer/data/account/data-key.ts'
import type { DataKeyVault, KeptMark, RecoveryVault } from '#renderer/contract/application.ts'

/** The system's key store of one computer. */
export interface TestKeyVault extends DataKeyVault {
  /** What it answers from now on: `lost` as after a change of the login password, `gone` as after a new installation. */
  state: 'sound' | 'lost' | 'gone'
  /** Whether a key can be kept. */
  takesKeys: boolean
}

export function createTestKeyVault(): TestKeyVault {
  const bytesByAccount = new Map<string, Uint8Array<ArrayBuffer>>()
  const vault: TestKeyVault = {
    state: 'sound',
    takesKeys: true,
    async load(accountKey) {
      const bytes = bytesByAccount.get(accountKey)
      if (bytes === undefined || vault.state === 'gone') return { kind: 'none' }
      return vault.state === 'lost' ? { kind: 'unreadable' } : { kind: 'found', key: await importDataKey(bytes) }
    },
    async create(accountKey) {
      if (!vault.takesKeys) return undefined
      const bytes = new Uint8Array(randomBytes(32))
      bytesByAccount.set(accountKey, bytes)
      vault.state = 'sound'
      return importDataKey(bytes)
    }
  }
  return vault
}

/** A place outside the database, and the files that were written for the person. */
export interface TestRecoveryVault extends RecoveryVault {
  readonly files: string[]
  record: (KeptMark & { readonly contents?: string }) | undefined
  /** Each export that was kept, newest last. */
  readonly record$: BehaviorSubject<TestRecoveryVault['record']>
  isFull: boolean
}

export function createTestRecoveryVault(): TestRecoveryVault {
  const record$ = new BehaviorSubject<TestRecoveryVault['record']>(undefined)
  const vault: TestRecoveryVault = {
    files: [],
    record$,
    isFull: false,
    get record() {
      return record$.value
    },
    set record(value) {
      record$.next(value)
    },
    load: () => Promise.resolve(vault.record),
    save(_, mark, contents) {
      if (!vault.isFull) vault.record = { ...mark, contents }
      return Promise.resolve(!vault.isFull)
    },
    export(_, contents) {
      if (vault.isFull) return Promise.resolve(undefined)
      vault.files.push(contents)
      return Promise.resolve(`export-${vault.files.length}.json`)
    }
  }
  return vault
}
