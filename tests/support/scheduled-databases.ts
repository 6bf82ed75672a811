import { setImmediate } from 'node:timers/promises'
import type { Databases, DocumentStore } from '#server/storage/document-store.ts'

/** Picks one of so many operations that wait. */
export type Choose = (options: number) => number

export interface ScheduledDatabases extends Databases {
  /**
   * Starts everything at once; from then on one operation of those that wait goes at a time, the one that is chosen, and the
   * next is chosen when nothing else is under way. Resolves when all is done.
   */
  runScheduled<T>(acts: readonly (() => Promise<T>)[], choose: Choose): Promise<readonly PromiseSettledResult<T>[]>
}

/** Nothing waits so long: what is awaited then is not storage. */
const mostTurns = 10_000

/**
 * Storage in which the order of the gate's operations is somebody's choice: every read and write of `slots`, and every commit
 * of the gate. Whatever else is done goes on by itself between two choices.
 */
export function createScheduledDatabases(base: Databases): ScheduledDatabases {
  const waiting: (() => Promise<void>)[] = []
  let isOn = false
  let underWay = 0

  async function pass<T>(work: () => Promise<T>): Promise<T> {
    underWay += 1
    try {
      return await work()
    } finally {
      underWay -= 1
    }
  }
  function wait<T>(work: () => Promise<T>): Promise<T> {
    if (!isOn) return pass(work)
    return new Promise((resolve, reject) => {
      waiting.push(() => pass(work).then(resolve, reject))
    })
  }

  function wrap(store: DocumentStore): DocumentStore {
    const read = store.name === 'slots' ? wait : pass
    const write = store.name === 'slots' || store.name === 'bookings' ? wait : pass
    return {
      ...store,
      read: ids => (ids.length === 0 ? Promise.resolve([]) : read(() => store.read(ids))),
      readRevisions: id => read(() => store.readRevisions(id)),
      readAncestry: id => read(() => store.readAncestry(id)),
      changes: query => pass(() => store.changes(query)),
      changesBackwards: query => pass(() => store.changesBackwards(query)),
      info: () => pass(() => store.info()),
      readLocal: id => pass(() => store.readLocal(id)),
      write: (docs, options) => (docs.length === 0 ? Promise.resolve([]) : write(() => store.write(docs, options))),
      writeLocal: (id, body) => pass(() => store.writeLocal(id, body))
    }
  }

  /** Two turns in a row without anything under way: whatever follows from the last operation has been asked for. */
  async function becomeQuiet(): Promise<void> {
    for (let turns = 0, quiet = 0; quiet < 2; turns += 1) {
      if (turns > mostTurns) throw new Error('storage does not come to rest')
      await setImmediate()
      quiet = underWay === 0 ? quiet + 1 : 0
    }
  }

  return {
    ...base,
    open: name => pass(async () => wrap(await base.open(name))),
    commitInOrder: units => (units.length === 0 ? Promise.resolve([]) : wait(() => base.commitInOrder(units))),
    async runScheduled(acts, choose) {
      isOn = true
      const works = acts.map(act => act())
      const left = new Set(works)
      for (const work of works) {
        const done = () => void left.delete(work)
        work.then(done, done)
      }
      for (let turns = 0; left.size > 0 || waiting.length > 0; turns += 1) {
        await becomeQuiet()
        const [next] = waiting.splice(waiting.length > 1 ? choose(waiting.length) : 0, 1)
        if (next !== undefined) await next()
        else if (left.size > 0 && turns > mostTurns) throw new Error('what is awaited is not storage')
      }
      isOn = false
      return Promise.allSettled(works)
    }
  }
}

export interface Explored {
  readonly schedules: number
  /** What was wrong, with the choices that led to it. */
  readonly found: { readonly problem: string; readonly choices: readonly number[] } | undefined
  /** False where the limit ended it. */
  readonly isComplete: boolean
}

/**
 * Runs something again and again, each time with other choices, until every schedule was taken once, the limit is reached or
 * something is wrong.
 * @param run the same from the beginning each time; says what is wrong
 */
export async function exploreSchedules(
  run: (choose: Choose) => Promise<string | undefined>,
  maxSchedules = Number.POSITIVE_INFINITY
): Promise<Explored> {
  let prefix: readonly number[] = []
  for (let schedules = 1; ; schedules += 1) {
    const taken: { readonly choice: number; readonly options: number }[] = []
    const problem = await run(options => {
      const choice = prefix[taken.length] ?? 0
      taken.push({ choice, options })
      return choice
    })
    const choices = taken.map(({ choice }) => choice)
    if (problem !== undefined) return { schedules, found: { problem, choices }, isComplete: false }
    const last = taken.findLastIndex(({ choice, options }) => choice + 1 < options)
    if (last === -1) return { schedules, found: undefined, isComplete: true }
    if (schedules >= maxSchedules) return { schedules, found: undefined, isComplete: false }
    prefix = [...choices.slice(0, last), (choices[last] ?? 0) + 1]
  }
}
