import { cpSync, rmSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { createRandom } from '../../simulation/plan/random.ts'
import { printFigures, readCount, readSeed } from '../counts.ts'
import { pushDocument } from '../push.ts'
import { type ServerProcess, startServerProcess } from '../server/start-server.ts'
import { createLedger } from './ledger.ts'
import { observe } from './observe.ts'
import { type Burst, isDefined, runLoad } from './run-load.ts'
import { prepareWorld, type World } from './world.ts'
import { findHalfMoves, type Write } from './writes.ts'

const rounds = readCount('COACHDESK_CHAOS_ROUNDS', 25)
const seed = readSeed()
const total = { kills: 0, acknowledged: 0, refused: 0, 'without an answer': 0, sessions: 0, moved: 0, pencilled: 0 }

let server: ServerProcess
afterEach(() => server.dispose())
afterAll(() => printFigures(`kill -9 (seed ${seed})`, total))

async function runBurst(world: World, ledger: ReturnType<typeof createLedger>, killAfter: number): Promise<Burst> {
  const killed = Promise.withResolvers<void>()
  const kill = (): void => void server.kill().then(killed.resolve, killed.reject)
  const burst = await runLoad({ people: world.people, load: world.load, ledger, killAfter, kill })
  await killed.promise
  return burst
}

async function look({ coaches, students }: World): Promise<ReadonlyMap<string, string>> {
  return observe(coaches, students, await server.order('journal', null))
}

/** Sends once more what was never answered, twice: whatever had become of it, both get one defined verdict. */
async function resend(writes: readonly Write[], ledger: ReturnType<typeof createLedger>): Promise<readonly string[]> {
  const problems: string[] = []
  for (const { by, database, doc, factsOf } of writes) {
    const row = await pushDocument(by.ask, database, doc)
    if (!isDefined(row)) problems.push(`${doc._id} sent again: ${JSON.stringify(row)}`)
    ledger.acknowledge(factsOf(row))
    const again = await pushDocument(by.ask, database, doc)
    const isClaim = doc['status'] === 'requested'
    // Any other write may have made itself a thing of the past: then it is told so, and nothing changes.
    if (!isDefined(again) || (isClaim && !isDeepStrictEqual(row, again))) {
      problems.push(`${doc._id}: first ${JSON.stringify(row)}, then ${JSON.stringify(again)}`)
    }
  }
  return problems
}

describe(`kill -9 under mixed load, ${rounds} times`, () => {
  it('BK4 keeps every acknowledged write, leaves nothing half done, and answers what is sent again', async () => {
    server = await startServerProcess()
    const random = createRandom(seed)
    const ledger = createLedger()
    const world = await prepareWorld(server, random)
    const moves: Write[] = []
    for (let round = 0; round < rounds; round += 1) {
      const burst = await runBurst(world, ledger, 15 + random.below(45))
      total.kills += 1
      total.acknowledged += burst.accepted
      total.refused += burst.refused
      total['without an answer'] += burst.doubtful.length
      moves.push(...burst.moves, ...burst.doubtful)
      await server.start()

      const found = await server.order('inspect', null)
      const seen = await look(world)
      const problems = [...burst.problems, ...found, ...ledger.compare(seen), ...findHalfMoves(moves, seen)]
      expect([`round ${round}, seed ${seed}`, problems]).toEqual([expect.any(String), []])

      const resent = await resend(burst.doubtful, ledger)
      const foundThen = await server.order('inspect', null)
      const seenThen = await look(world)
      const problemsThen = [...resent, ...foundThen, ...ledger.compare(seenThen), ...findHalfMoves(moves, seenThen)]
      expect([`round ${round}, sent again, seed ${seed}`, problemsThen]).toEqual([expect.any(String), []])
      ledger.settle(seenThen)
    }
    const sessions = (await server.order('journal', null)).filter(({ state }) => state !== 'declined')
    total.sessions = sessions.length
    total.moved = sessions.filter(({ moves }) => moves !== undefined).length
    total.pencilled = sessions.filter(({ pencilled }) => pencilled === true).length
  })

  it('a server that comes back with older data is found out', async () => {
    server = await startServerProcess()
    const ledger = createLedger()
    const world = await prepareWorld(server, createRandom(seed))
    const backup = path.join(path.dirname(server.dataFolder), 'older')
    await server.stop()
    cpSync(server.dataFolder, backup, { recursive: true })
    await server.start()
    const { accepted } = await runBurst(world, ledger, 30)
    rmSync(server.dataFolder, { recursive: true })
    cpSync(backup, server.dataFolder, { recursive: true })
    await server.start()

    expect(accepted).toBeGreaterThanOrEqual(30)
    expect(ledger.compare(await look(world))).not.toEqual([])
  })
})
