import { isDeepStrictEqual } from 'node:util'
import { afterAll, afterEach, expect, it } from 'vitest'
import { createRandom } from '../../simulation/plan/random.ts'
import { printFigures, readCount, readSeed } from '../counts.ts'
import { pushDocument } from '../push.ts'
import { type ServerProcess, startServerProcess } from '../server/start-server.ts'
import { createLedger } from './ledger.ts'
import { observe } from './observe.ts'
import { type Burst, isDefined, runLoad } from './run-load.ts'
import { prepareWorld, type World } from './world.ts'
import { findHalfMoves, type Write } from './writes.ts'

/** Everybody acts at once, and in the middle of it the server ends. */
export async function runBurst(
  server: ServerProcess,
  world: World,
  ledger: ReturnType<typeof createLedger>,
  killAfter: number
): Promise<Burst> {
  const killed = Promise.withResolvers<void>()
  const kill = (): void => void server.kill().then(killed.resolve, killed.reject)
  const burst = await runLoad({ people: world.people, load: world.load, ledger, killAfter, kill })
  await killed.promise
  return burst
}

/** What each person sees now. */
export async function look(server: ServerProcess, { coaches, students }: World): Promise<ReadonlyMap<string, string>> {
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

/** Two files share the rounds, so that a server starts while another one works. */
export function testKills(half: 'first' | 'second'): void {
  const all = readCount('COACHDESK_CHAOS_ROUNDS', 10)
  const rounds = half === 'first' ? Math.ceil(all / 2) : Math.floor(all / 2)
  const seed = readSeed()
  const total = {
    kills: 0,
    acknowledged: 0,
    refused: 0,
    'without an answer': 0,
    sessions: 0,
    moved: 0,
    'between slots': 0,
    pencilled: 0
  }
  let server: ServerProcess | undefined
  afterEach(() => server?.dispose())
  afterAll(() => printFigures(`kill -9, ${half} half (seed ${seed})`, total))

  it.skipIf(rounds === 0)(
    `BK4 ${rounds} kills: keeps every acknowledged write, leaves nothing half done, answers what is sent again`,
    async () => {
      const running = (server = await startServerProcess())
      const random = createRandom(seed)
      const ledger = createLedger()
      const world = await prepareWorld(server, random)
      const moves: Write[] = []
      for (let round = 0; round < rounds; round += 1) {
        const burst = await runBurst(running, world, ledger, 15 + random.below(45))
        total.kills += 1
        total.acknowledged += burst.accepted
        total.refused += burst.refused
        total['without an answer'] += burst.doubtful.length
        moves.push(...burst.moves, ...burst.doubtful)
        await running.start()

        const found = await running.order('inspect', null)
        const seen = await look(running, world)
        const problems = [...burst.problems, ...found, ...ledger.compare(seen), ...findHalfMoves(moves, seen)]
        expect([`round ${round}, seed ${seed}`, problems]).toEqual([expect.any(String), []])

        const resent = await resend(burst.doubtful, ledger)
        const foundThen = await running.order('inspect', null)
        const seenThen = await look(running, world)
        const problemsThen = [...resent, ...foundThen, ...ledger.compare(seenThen), ...findHalfMoves(moves, seenThen)]
        expect([`round ${round}, sent again, seed ${seed}`, problemsThen]).toEqual([expect.any(String), []])
        ledger.settle(seenThen)
      }
      const sessions = (await running.order('journal', null)).filter(({ state }) => state !== 'declined')
      total.sessions = sessions.length
      total.moved = sessions.filter(({ moves }) => moves !== undefined).length
      total['between slots'] = sessions.filter(({ madeSlot }) => (madeSlot?.gaveWay.length ?? 0) > 0).length
      total.pencilled = sessions.filter(({ pencilled }) => pencilled === true).length
    }
  )
}
