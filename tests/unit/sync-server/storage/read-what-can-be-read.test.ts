import { expect, it } from 'vitest'
import type { LevelRange } from '#server/storage/engine/level-files.ts'
import { readWhatCanBeRead } from '#server/storage/read-what-can-be-read.ts'

const names = ['accounts', 'bookings', 'slots']
const keys = [
  ...names.map(name => `!db\0${name}`),
  ...names.flatMap(name => Array.from({ length: 20 }, (_, n) => `${name}\0d\0${String(n).padStart(2, '0')}`)),
  ...names.map(name => `${name}\0l\0checkpoint`)
].toSorted()

/** Files of which these entries cannot be read: a call that comes upon one of them fails. */
function createDamaged(damaged: readonly string[]) {
  const isWithin = (key: string, { gt, gte, lt, lte }: LevelRange): boolean =>
    (gt === undefined || key > gt) &&
    (gte === undefined || key >= gte) &&
    (lt === undefined || key < lt) &&
    (lte === undefined || key <= lte)
  return {
    async list(range: LevelRange) {
      const within = keys.filter(key => isWithin(key, range))
      const page = (range.reverse === true ? within.toReversed() : within).slice(0, range.limit)
      if (page.some(key => damaged.includes(key))) throw new Error('Corruption: block checksum mismatch')
      return page.map(key => [key, 'text'] as const)
    }
  }
}

async function listMissing(damaged: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>()
  for await (const page of readWhatCanBeRead(createDamaged(damaged))) for (const [key] of page) found.add(key)
  return keys.filter(key => !found.has(key))
}

it('DM2 one damaged place costs what lies in it', async () => {
  expect(await listMissing([])).toEqual([])
  for (const key of keys) expect(await listMissing([key])).toEqual([key])
})

it('DM2 two damaged places leave the databases between them whole, and of their own what lies outside', async () => {
  const [first, second] = ['accounts\0d\x0005', 'slots\0d\x0018']
  expect(await listMissing([first, second])).toEqual([first, second])
})

it('DM2 of a database with two damaged places what lies between them is lost, and nothing else', async () => {
  const missing = await listMissing(['bookings\0d\x0003', 'bookings\0d\x0006', 'slots\0d\x0000'])
  expect(missing).toEqual(['03', '04', '05', '06'].map(id => `bookings\0d\0${id}`).concat('slots\0d\x0000'))
})
