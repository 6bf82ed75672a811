import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createMemoryEngine } from '#server/storage/engine/memory-engine.ts'
import { createLevelDatabases } from '#server/storage/level-databases.ts'
import { createMemoryDatabases } from '#server/storage/memory-databases.ts'
import { systemStarts } from '../support/start-source.ts'
import { describeDocumentStore, type StorageUnderTest } from './document-store.suite.ts'
import { describeUnsoundDocuments } from './unsound-documents.suite.ts'

async function createLevel(): Promise<StorageUnderTest> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-store-'))
  let databases = await createLevelDatabases(folder, systemStarts)
  return {
    databases,
    async reopen() {
      await databases.close()
      databases = await createLevelDatabases(folder, systemStarts)
      return databases
    },
    async remove() {
      await databases.close()
      await rm(folder, { recursive: true })
    }
  }
}

function createMemory(): Promise<StorageUnderTest> {
  const engine = createMemoryEngine()
  let databases = createMemoryDatabases(systemStarts, engine)
  return Promise.resolve({
    databases,
    async reopen() {
      await databases.close()
      databases = createMemoryDatabases(systemStarts, engine)
      return databases
    },
    remove: () => databases.close()
  })
}

for (const [title, create] of [
  ['LevelDB', createLevel],
  ['memory', createMemory]
] as const) {
  describeDocumentStore(title, create)
  describeUnsoundDocuments(title, create)
}
