import { expect, it } from 'vitest'
import { createDossierId } from '#domain/model/dossier.ts'
import { maxDossiers } from '#domain/model/limits.ts'
import { countDossiers } from '#server/copies/count-dossiers.ts'
import { createMemoryDatabases } from '#server/storage/memory-databases.ts'
import { systemStarts } from '../../../support/start-source.ts'

it('DO3 reads no dossier while a coach has fewer documents than there may be dossiers', async () => {
  const databases = createMemoryDatabases(systemStarts)
  const store = await databases.open('calls-coach001')
  const dossiers = Array.from({ length: 3 }, (_, n) => ({ _id: createDossierId(`student${n}`), kind: 'dossier' }))
  await store.write(dossiers, { newEdits: true })
  let reads = 0
  const counted = {
    info: () => store.info(),
    all: (range: Parameters<typeof store.all>[0]) => {
      reads += 1
      return store.all(range)
    }
  }
  expect(await countDossiers(counted)).toBe(3)
  expect(reads).toBe(0)
  const others = Array.from({ length: maxDossiers }, (_, n) => ({ _id: `notice:${n}`, kind: 'notice' }))
  await store.write(others, { newEdits: true })
  expect(await countDossiers(counted)).toBe(3)
  expect(reads).toBe(1)
  await databases.close()
})
