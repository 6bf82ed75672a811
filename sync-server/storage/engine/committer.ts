import type { CommitOutcome, CommitPart, WriteRow } from '../document-store.ts'
import type { DiskRoom } from '../disk-room.ts'
import { type CommitWatch, unwatched } from './commit-watch.ts'
import type { DatabaseInfo, DatabaseWrite, Engine, LocalWrite } from './engine.ts'
import { type Call, createDraft, type CommitDraft, type LocalChange, readStored, toError } from './draft.ts'

export interface Committer {
  /** Row by row: a document that conflicts keeps none of the others from being stored. */
  write(part: CommitPart): Promise<readonly WriteRow[]>
  /** All documents of all parts, or none. Rejects where one of them cannot be parsed. */
  commitTogether(parts: readonly CommitPart[]): Promise<CommitOutcome>
  /** Units in order, each whole or not at all. The first that is not stored ends it: those after it were judged upon it. */
  commitInOrder(units: readonly (readonly CommitPart[])[]): Promise<readonly CommitOutcome[]>
  changeLocal(change: LocalChange): Promise<void>
  /** Makes the database if there is none, and stores what goes with a commit to it. */
  touch(database: string): Promise<void>
  /** Runs the work while nothing is judged or stored. */
  runAlone(work: () => Promise<void>): Promise<void>
  /** Stores what is prepared while nothing else is judged or stored. */
  storeAlone(prepare: () => Promise<readonly DatabaseWrite[]>): Promise<void>
  /** Waits until all that was asked for is answered. */
  idle(): Promise<void>
}

/** Local documents that go with the next commit to a database. */
export interface Companion {
  readonly writes: readonly LocalWrite[]
  /** Called once they are on disk. */
  readonly onStored: () => void
}

export interface CommitterParts {
  readonly engine: Engine
  readonly room: DiskRoom
  /** What goes with a commit to this database. */
  readonly accompany: (database: string) => Promise<Companion | undefined>
  /** Called after each commit, before those who wait are answered, with the databases whose documents it has changed. */
  readonly onCommitted: (changed: ReadonlyMap<string, DatabaseInfo>) => void
  /** Left out: nobody looks whether commits end. */
  readonly watch?: CommitWatch
}

/** Bounds one commit, so that a long queue cannot make it, and the wait for it, longer without end. */
const maxDocsPerCommit = 512

interface WaitingCall extends Call {
  readonly resolve: (outcomes: readonly CommitOutcome[]) => void
  readonly reject: (error: unknown) => void
}

const nothing = { units: [], locals: [], touched: [], isWhole: true } satisfies Call

/**
 * The one way into a store. Calls that wait at the same time are judged in the order they came in, each upon those before it, and
 * what they change is one commit. A unit that cannot be parsed, or that is to be stored whole and conflicts, is not part of it.
 */
export function createCommitter(parts: CommitterParts): Committer {
  const { engine, room, accompany, onCommitted, watch = unwatched } = parts
  const queue: (WaitingCall | (() => Promise<void>))[] = []
  let running: Promise<void> | undefined

  async function drain(): Promise<void> {
    // Requests that arrive in the same turn of the event loop join the same commit.
    await new Promise<void>(resolve => {
      setImmediate(resolve)
    })
    for (let next = queue[0]; next !== undefined; next = queue[0]) {
      if (typeof next !== 'function') await watch(answer(takeGroup(queue)))
      else {
        queue.shift()
        await watch(next())
      }
    }
    running = undefined
  }

  async function answer(group: readonly WaitingCall[]): Promise<void> {
    const answers: (() => void)[] = []
    try {
      await room.expect()
      const draft = createDraft(await readStored(engine, group))
      for (const call of group) {
        const outcomes = judge(draft, call)
        answers.push(() => (outcomes instanceof Error ? call.reject(outcomes) : call.resolve(outcomes)))
      }
      await store(draft.toWrites(), draft.touched)
    } catch (error) {
      for (const { reject } of group) reject(error)
      return
    }
    for (const tell of answers) tell()
  }

  async function store(writes: readonly DatabaseWrite[], touched: ReadonlySet<string>): Promise<void> {
    if (writes.length === 0) return
    const changed = new Set(writes.filter(({ records }) => records.length > 0).map(({ database }) => database))
    const accompanied = [...new Set([...changed, ...touched])]
    const companions = new Map(
      await Promise.all(accompanied.map(async database => [database, await accompany(database)] as const))
    )
    const infos = await engine.commit(
      writes.map(write => ({ ...write, locals: [...write.locals, ...(companions.get(write.database)?.writes ?? [])] }))
    )
    for (const companion of companions.values()) companion?.onStored()
    onCommitted(new Map([...infos].filter(([name]) => changed.has(name))))
  }

  function ask(call: Call): Promise<readonly CommitOutcome[]> {
    return new Promise((resolve, reject) => {
      queue.push({ ...call, resolve, reject })
      running ??= drain()
    })
  }

  function runAlone(work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      queue.push(() => work().then(resolve, reject))
      running ??= drain()
    })
  }

  return {
    async write(part) {
      if (part.docs.length === 0) return []
      const [outcome] = await ask({ ...nothing, units: [[part]], isWhole: false })
      return outcome?.rows[0] ?? []
    },
    async commitTogether(parts) {
      const [outcome = { stored: true, rows: [] }] = await ask({ ...nothing, units: [parts] })
      if (outcome.error !== undefined) throw outcome.error
      return outcome
    },
    async commitInOrder(units) {
      return units.length === 0 ? [] : ask({ ...nothing, units })
    },
    async changeLocal(change) {
      await ask({ ...nothing, locals: [change] })
    },
    async touch(database) {
      await ask({ ...nothing, touched: [database] })
    },
    runAlone,
    storeAlone: prepare =>
      runAlone(async () => {
        await room.expect()
        await store(await prepare(), new Set())
      }),
    async idle() {
      for (let last = running; last !== undefined; last = running) await last
    }
  }
}

/** What a call comes to; an error is its own and nobody else's. */
function judge(draft: CommitDraft, call: Call): readonly CommitOutcome[] | Error {
  try {
    return draft.add(call)
  } catch (error) {
    return toError(error)
  }
}

function takeGroup(queue: (WaitingCall | (() => Promise<void>))[]): readonly WaitingCall[] {
  const group: WaitingCall[] = []
  let count = 0
  for (const call of queue) {
    if (typeof call === 'function') break
    count += call.units.flat().reduce((sum, { docs }) => sum + docs.length, call.locals.length)
    if (group.length > 0 && count > maxDocsPerCommit) break
    group.push(call)
  }
  queue.splice(0, group.length)
  return group
}
