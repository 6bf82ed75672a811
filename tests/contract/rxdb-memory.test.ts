import { describe } from 'vitest'
import { createKeptMemory } from '../integration/replication-fixture.ts'
import { describeRxStorage } from './rxdb-storage.suite.ts'

describe('local database in memory', () => {
  describeRxStorage(createKeptMemory)
})
