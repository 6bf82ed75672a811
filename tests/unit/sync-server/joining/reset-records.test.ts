import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Account } from '#domain/model/account.ts'
import { loadResetRecords } from '#server/joining/reset-records.ts'
import { createResetTeller } from '#server/resets/tell-resets.ts'
import { createMemoryDatabases } from '#server/storage/memory-databases.ts'
import { systemStarts } from '../../../support/start-source.ts'

const userId = 'student000001'
const madeAt = Date.UTC(2027, 2, 1)
const wanted = { userId, kind: 'handed', tokenVersion: 0, madeAt, validUntil: madeAt + 1_000, mailedAt: [] } as const

async function open() {
  const databases = createMemoryDatabases(systemStarts)
  const records = await loadResetRecords({
    databases,
    key: 'a key',
    randomBytes: length => new Uint8Array(randomBytes(length))
  })
  return { databases, records }
}

it('JO24 telling of a link does not bring it back over one that was made at that moment', async () => {
  const { records } = await open()
  const [first, second] = [records.make(wanted).record, records.make({ ...wanted, madeAt: madeAt + 1 }).record]
  await records.store(first)
  let storing: Promise<void> | undefined
  const tell = createResetTeller({
    records,
    directory: { find: () => ({ id: userId }) as Account },
    write: () => Promise.resolve(),
    // On its way to the disk while the first one is noted as told.
    tell: () => {
      storing ??= records.store(second)
      return Promise.resolve()
    }
  })
  await tell()
  await storing
  expect(records.find(userId, 'handed')?.hash).toBe(second.hash)
})

it('JO25 telling that a link was made does not hide that it is used at that moment', async () => {
  const { databases, records } = await open()
  const { record } = records.make(wanted)
  await records.store(record)
  let using: Promise<void> | undefined
  const told: string[] = []
  const tell = createResetTeller({
    records,
    directory: { find: () => ({ id: userId }) as Account },
    write: ({ kind }) => {
      told.push(kind)
      return Promise.resolve()
    },
    tell: async () => {
      if (using !== undefined) return
      const used = records.plan({ ...record, usedAt: madeAt + 1, untold: ['made', 'used'] })
      expect((await databases.commitTogether([used])).stored).toBe(true)
      using = records.readBack(userId, 'handed')
    }
  })
  await tell().catch(() => undefined)
  await using
  expect(records.find(userId, 'handed')?.usedAt).toBe(madeAt + 1)
  await tell()
  expect(told).toContain('password-reset')
  expect(records.find(userId, 'handed')).toMatchObject({ usedAt: madeAt + 1, untold: [] })
})
