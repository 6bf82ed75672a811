import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createLevelDatabases } from '../../sync-server/storage/level-databases.ts'
import { createMemoryDatabases } from '../../sync-server/storage/memory-databases.ts'
import { systemStarts } from '../support/start-source.ts'
import { describeDocumentStore } from './document-store.suite.ts'

const now = () => performance.now()

describeDocumentStore('LevelDB', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-store-'))
  let databases = await createLevelDatabases(folder, now, systemStarts)
  return {
    databases,
    async reopen() {
      await databases.close()
      databases = await createLevelDatabases(folder, now, systemStarts)
      return databases
    },
    async remove() {
      await databases.close()
      await rm(folder, { recursive: true })
    }
  }
})

describeDocumentStore('memory', () => {
  const prefix = `store-${randomUUID()}-`
  let databases = createMemoryDatabases(prefix, now, systemStarts)
  return Promise.resolve({
    databases,
    async reopen() {
      await databases.close()
      databases = createMemoryDatabases(prefix, now, systemStarts)
      return databases
    },
    remove: () => databases.close()
  })
})
