import type { NewAccount } from '#server/accounts/account-service.ts'
import { openCalendar, type Person, signIn } from '../../chaos/people.ts'
import { readAll, type Row } from '../../chaos/push.ts'
import type { ServerInput } from '../../chaos/server/protocol.ts'
import { type ServerProcess, startServerProcess } from '../../chaos/server/start-server.ts'
import { createRandom } from '../../simulation/plan/random.ts'
import { dayMs, worldStart } from '../../support/gate-world.ts'
import type { Ask } from '../../support/http-client.ts'
import { toAccountRole } from '../../support/account-role.ts'
import { passwordOf } from '../../support/test-server.ts'
import { type Act, createHonestLife, type HonestLife } from './honest-life.ts'
import { type Crowd, startCrowd } from './hostile-crowd.ts'
import type { Stage } from './stage.ts'

/** A write that meets others this often in a row never gets through. */
const maxTries = 20

const cast = {
  coach: ['cara', 'cleo'],
  student: ['sam', 'sue', 'sid'],
  hostile: [
    ['mallory', 'student'],
    ['manuel', 'student'],
    ['mona', 'coach'],
    ['magda', 'admin']
  ]
} as const

/**
 * Two servers that began alike, each in a process: one is attacked, killed and started again, the twin is not. The same honest
 * people do the same acts at both, one after the other.
 */
export interface RunWorld {
  readonly attacked: ServerProcess
  readonly twin: ServerProcess
  readonly stage: Stage
  readonly life: HonestLife
  readonly crowd: Crowd
  readonly hostileIds: ReadonlySet<string>
  /** Places of documents that were perhaps written twice. */
  readonly repeated: Set<string>
  readonly figures: { acts: number; accepted: number; refused: number; conflicts: number; kills: number }
  /** Does an act at both. @returns what was answered differently */
  perform(act: Act, ending?: 'kill'): Promise<readonly string[]>
  /** Slots that the attacked server does not give under the revision that it has itself stored. */
  findRefusedRevisions(): Promise<readonly string[]>
  /** Whether some slot of the attacked server has two ends of its history that are not removed. */
  hasFork(): Promise<boolean>
  /** An honest person signs out, and in again: the token that has ended has not run out. */
  signInAnew(): Promise<void>
  /** A day goes by; everybody signs out, and in again. */
  pass(): Promise<void>
  dispose(): Promise<void>
}

/** How the attacked server is broken on purpose. */
export type BrokenServer = Pick<ServerInput, 'isLeaky' | 'isTrusting'>

export async function startRunWorld(seed: number, options: BrokenServer = {}): Promise<RunWorld> {
  const random = createRandom(seed)
  const attacked = await startServerProcess({ stillAt: worldStart, ...options })
  await addEverybody(attacked)
  await attacked.stop()
  const twin = await startServerProcess({ stillAt: worldStart, copyOf: attacked.dataFolder })
  await attacked.start()
  let up: PromiseWithResolvers<void> | undefined
  let aheadMs = 0

  /** @param former shows that these devices have signed in before: guesses at the names do not lock them out */
  const signInAll = async (
    server: ServerProcess,
    names: readonly string[],
    former: ReadonlyMap<string, Person> = new Map()
  ): Promise<Map<string, Person>> =>
    new Map(
      await Promise.all(
        names.map(async name => [name, await signIn(server, name, former.get(name)?.tokens.deviceToken)] as const)
      )
    )
  const honestNames = [...cast.coach, ...cast.student]
  let there = await signInAll(attacked, honestNames)
  let expected = await signInAll(twin, honestNames)
  const hostileNames = cast.hostile.map(([name]) => name)
  let hostile = await signInAll(attacked, hostileNames)
  const idsOf = (names: readonly string[]) => names.map(name => there.get(name)!.userId)
  const stage: Stage = {
    coachIds: idsOf(cast.coach),
    studentIds: idsOf(cast.student),
    slotIds: [],
    bookingIds: [],
    names: honestNames,
    spent: [],
    signInIds: [],
    notices: [],
    signed: [],
    hot: [],
    sent: [],
    now: worldStart
  }
  const pick = (names: readonly string[]) => names.map(name => there.get(name)!)
  const life = createHonestLife({ random, coaches: pick(cast.coach), students: pick(cast.student), stage })
  const attackers: Person[] = [...hostile.values()]
  await lookAround()
  const crowd = startCrowd({
    url: attacked.url,
    random: createRandom(seed + 1),
    stage,
    attackers,
    whenUp: () => up?.promise ?? Promise.resolve()
  })
  const repeated = new Set<string>()
  const figures = { acts: 0, accepted: 0, refused: 0, conflicts: 0, kills: 0 }

  /** Ends the sign-ins of these people at both servers, and begins new ones on the same devices. */
  async function signInAnew(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const { ask, userId, tokens } = there.get(name)!
      await signOut(ask)
      stage.spent.push({ userId, ...tokens })
      await signOut(expected.get(name)!.ask)
    }
    there = new Map([...there, ...(await signInAll(attacked, names, there))])
    expected = new Map([...expected, ...(await signInAll(twin, names, expected))])
    await lookAround()
  }

  /** What hostile people know from now on. */
  async function lookAround(): Promise<void> {
    const notices: Stage['notices'][number][] = []
    const signed: Stage['signed'][number][] = []
    const signInIds: string[] = []
    for (const { ask, userId } of there.values()) {
      for (const doc of await readAll(ask, `calls-${userId}`)) {
        if (doc._id.startsWith('notice:')) notices.push({ userId, notice: doc })
        if (doc['signed'] !== undefined) signed.push({ studentId: String(doc['otherId']), signed: doc['signed'] })
      }
      const { json } = await ask('GET', '/_account/sign-ins')
      signInIds.push(...(json['signIns'] as readonly { readonly id: string }[]).map(({ id }) => id))
    }
    Object.assign(stage, { notices, signed, signInIds })
  }

  async function kill(): Promise<void> {
    up = Promise.withResolvers<void>()
    figures.kills += 1
    await attacked.kill()
    await attacked.start()
    up.resolve()
    up = undefined
  }

  /** As a device does it: what was not answered, and what met another write, is done again. */
  async function performAttacked(
    act: Act,
    ask: Ask,
    killed: Promise<unknown> | undefined
  ): Promise<Row | 'nothing to do'> {
    for (let tries = 1; ; tries += 1) {
      try {
        const row = await act.perform(ask)
        if (row === 'nothing to do' || row.kind === 'ok' || row.error !== 'conflict' || tries === maxTries) return row
        figures.conflicts += 1
      } catch (error) {
        if (killed === undefined) throw error
        for (const place of act.places) repeated.add(place)
        await killed
      }
    }
  }

  return {
    attacked,
    twin,
    stage,
    life,
    crowd,
    hostileIds: new Set(attackers.map(({ userId }) => userId)),
    repeated,
    figures,
    async perform(act, ending) {
      stage.hot = act.places
      figures.acts += 1
      const wanted = await act.perform(expected.get(act.by.name)!.ask)
      const killed = ending === 'kill' ? kill() : undefined
      if (killed !== undefined) for (const place of act.places) repeated.add(place)
      const got = await performAttacked(act, there.get(act.by.name)!.ask, killed)
      await killed
      await Promise.all([attacked.order('idle', null), twin.order('idle', null)])
      if (wanted !== 'nothing to do' && wanted.kind === 'ok') {
        act.note()
        figures.accepted += 1
      } else figures.refused += 1
      const [a, b] = [describe(got), describe(wanted)]
      return a === b ? [] : [`${act.words}: answered with ${a}, and not with ${b}`]
    },
    async findRefusedRevisions() {
      const { ask } = there.get(cast.coach[0])!
      const { json } = await ask('GET', '/slots/_all_docs?limit=2000')
      const rows = json['rows'] as readonly { readonly id: string; readonly value: { readonly rev: string } }[]
      const faults: string[] = []
      for (const { id, value } of rows) {
        const { status, text } = await ask('GET', `/slots/${encodeURIComponent(id)}?rev=${value.rev}`)
        if (status !== 200) faults.push(`slots/${id} is refused under its own revision ${value.rev}: ${status} ${text}`)
      }
      return faults
    },
    async hasFork() {
      const { ask } = there.get(cast.coach[0])!
      for (const id of stage.slotIds) {
        const { json } = await ask('GET', `/slots/${encodeURIComponent(id)}?conflicts=true`)
        if (json['_conflicts'] !== undefined) return true
      }
      return false
    },
    async signInAnew() {
      const name = random.pick(honestNames)
      await signInAnew([name])
    },
    async pass() {
      await crowd.pause()
      aheadMs += dayMs
      stage.now = worldStart + aheadMs
      await Promise.all([attacked.order('set-clock-ahead', aheadMs), twin.order('set-clock-ahead', aheadMs)])
      await signInAnew(honestNames)
      hostile = await signInAll(attacked, hostileNames, hostile)
      attackers.splice(0, attackers.length, ...hostile.values())
      crowd.go()
    },
    async dispose() {
      await crowd.stop()
      await attacked.dispose()
      await twin.dispose()
    }
  }
}

async function signOut(ask: Ask): Promise<void> {
  const { status } = await ask('DELETE', '/_session')
  if (status !== 200) throw new Error(`signing out: ${status}`)
}

async function addEverybody(server: ServerProcess): Promise<void> {
  const roles = [
    ...cast.coach.map(name => [name, 'coach'] as const),
    ...cast.student.map(name => [name, 'student'] as const),
    ...cast.hostile
  ]
  const accounts = roles.map(([name, role], n): NewAccount => {
    const phone = `+41 44 668 18 ${String(10 + n)}`
    const said = { displayName: `Person ${name}`, phone, zone: 'Europe/Zurich', password: passwordOf(name) }
    return { name, ...toAccountRole(role), ...said }
  })
  await server.order('add-accounts', accounts)
  for (const name of cast.coach) await openCalendar(await signIn(server, name))
}

function describe(row: Row | 'nothing to do'): string {
  if (row === 'nothing to do') return row
  return row.kind === 'ok' ? 'ok' : `${row.error} ${row.reason}`
}
