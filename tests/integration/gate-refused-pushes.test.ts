import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryDatabases } from '#server/storage/memory-databases.ts'
import type { PouchDatabases } from '#server/storage/pouch-databases.ts'
import { createGateWorld, type GateWorld } from '../support/gate-world.ts'
import {
  booked,
  free,
  type HostilePush,
  idOf,
  listForeignPushes,
  listHoursPushes,
  ownRevisions,
  prepareVictims
} from '../support/hostile-pushes.ts'
import { systemStarts } from '../support/start-source.ts'

let databases: PouchDatabases
let world: GateWorld
beforeAll(async () => {
  databases = createMemoryDatabases(systemStarts)
  world = await createGateWorld({ databases })
  await prepareVictims(world)
})
afterAll(() => world.stop())

/** Every leaf of every document of every database. */
async function readEverything(): Promise<string> {
  const names = (await databases.list()).toSorted()
  const leaves = await Promise.all(
    names.map(async name => {
      const store = await databases.open(name)
      const { results } = await store.changes({ since: 0, limit: 1_000, includeDocs: true })
      return results.length === 0 ? [] : [name, results]
    })
  )
  return JSON.stringify(leaves.filter(({ length }) => length > 0))
}

const cases = [booked, free].flatMap(startsAt =>
  [...listForeignPushes(startsAt), ...listHoursPushes(startsAt)].flatMap(push =>
    Object.entries(ownRevisions).map(
      ([how, revise]) => [`${push.name}, ${how}, ${startsAt === booked ? 'booked' : 'free'}`, push, revise] as const
    )
  )
)

describe('a push of somebody who may not write there, with revisions of its own', () => {
  it.each(cases)('RV1 %s: is refused and changes nothing', async (_name, push: HostilePush, revise) => {
    const before = await readEverything()
    const doc = { ...push.doc(world), ...(await revise(world, push)) }
    const rows = await world.push(push.by, push.database, [doc], false)
    expect(rows).toMatchObject([{ error: true, name: 'forbidden' }])
    await world.gate.idle()
    expect(await readEverything()).toBe(before)
  })

  it('RV1 an ordinary one neither', async () => {
    const before = await readEverything()
    for (const { by, database, doc } of listForeignPushes(free)) await world.push(by, database, [doc(world)])
    expect(await readEverything()).toBe(before)
    expect(before).toContain(idOf(free))
  })
})
