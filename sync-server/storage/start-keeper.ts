import type { Companion } from './engine/committer.ts'
import type { Engine } from './engine/engine.ts'
import { addStart, parseStarts, type Start, type StartLog, touchLastStart } from './start-log.ts'

/** Where the log of starts gets its times and its random ids from. */
export interface StartSource {
  /** Wall clock, epoch ms. */
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
}

/** What this run of the process knows of one database, also while storage is out. */
export interface RunMemory {
  /** The start that this run has noted. */
  ownId: string | undefined
  /** The highest sequence that this run has seen committed. */
  maxSeq: number
  /** What the next commit has to say, and no commit has said yet: that the folder was put back from a copy, or that another past begins. */
  expected: 'restored' | 'renewed' | undefined
}

/** Of a database that this run has not looked at yet. */
export function createRunMemory(): RunMemory {
  return { ownId: undefined, maxSeq: 0, expected: undefined }
}

/** Keeps the log of starts of one database. */
export interface StartKeeper {
  readonly log: StartLog
  /** What is to be stored with a commit to the database. */
  accompany(): Promise<Companion | undefined>
  /** To be called after each commit with the sequence then reached. */
  afterCommit(seq: number): void
  /** From now on: the next commit notes a start, as the first one after the folder was put back from a copy. */
  expectRestored(): void
  /** From now on: the next commit forgets the starts that clients know. Another past begins. */
  expectRenewal(): void
}

/** No client's checkpoint has this id: those are kept below the id of their user. */
const localId = 'starts'

/**
 * Reads the log of a database. A start is noted in the commit with the first change of its run: until then, sequences are those of
 * the run before, which is still the same past.
 */
export async function openStartKeeper(parts: {
  readonly engine: Engine
  readonly database: string
  readonly memory: RunMemory
  readonly source: StartSource
}): Promise<StartKeeper> {
  const { engine, database, memory, source } = parts
  const readSeq = async (): Promise<number> => (await engine.info(database))?.updateSeq ?? 0
  let starts = parseStarts(await engine.readLocal(database, localId))
  const seq = await readSeq()
  const isAsLeft = starts.at(-1)?.id === memory.ownId && seq >= memory.maxSeq
  // Somebody has put other files there, or changes are lost, while storage was out: from here on it is another run.
  if (!isAsLeft) memory.ownId = undefined
  memory.maxSeq = seq

  async function findNext(): Promise<readonly Start[]> {
    const { expected } = memory
    if (memory.ownId !== undefined && expected === undefined) return touchLastStart(starts, source.now())
    const { now, randomBytes } = source
    const restored = expected === 'restored'
    return addStart(expected === 'renewed' ? [] : starts, { seq: await readSeq(), now: now(), randomBytes, restored })
  }

  return {
    get log() {
      return { starts, ownId: memory.ownId }
    },
    async accompany() {
      const next = await findNext()
      if (next === starts) return undefined
      return {
        writes: [{ id: localId, body: { starts: next } }],
        onStored() {
          starts = next
          memory.expected = undefined
          memory.ownId = next.at(-1)?.id
        }
      }
    },
    afterCommit(reached) {
      memory.maxSeq = reached
    },
    expectRestored() {
      memory.expected ??= 'restored'
    },
    expectRenewal() {
      memory.expected = 'renewed'
    }
  }
}
