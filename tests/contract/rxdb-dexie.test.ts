import { describe } from 'vitest'
import { createDexieStorage } from '#renderer/data/database/dexie-storage.ts'
import { describeRxStorage } from './rxdb-storage.suite.ts'

describe('local database in IndexedDB', () => {
  describeRxStorage(createDexieStorage)
})
