import { describe } from 'vitest'
import { importDataKey } from '#renderer/data/account/data-key.ts'
import { createDexieStorage } from '#renderer/data/database/dexie-storage.ts'
import { createSeal } from '#renderer/data/database/sealing/seal.ts'
import { createKeptMemory } from '../integration/replication-fixture.ts'
import { describeRxStorage } from './rxdb-storage.suite.ts'

const key = await importDataKey(crypto.getRandomValues(new Uint8Array(32)))
const seal = createSeal(key, length => crypto.getRandomValues(new Uint8Array(length)))

describe('local database in IndexedDB, sealed', () => {
  describeRxStorage(createDexieStorage, seal)
})

describe('local database in memory, sealed', () => {
  describeRxStorage(createKeptMemory, seal)
})
