import type { OpenPouch, RawPort } from './pouch-adapter.ts'
import { addStart, parseStarts, type Start, type StartLog, touchLastStart } from './start-log.ts'

/** Where the log of starts gets its times and its random ids from. */
export interface StartSource {
  /** Wall clock, epoch ms. */
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
}

/** What this run of the process knows of one database, also while the database is closed. */
export interface RunMemory {
  /** The start that this run has noted. */
  ownId: string | undefined
  /** The highest sequence that this run has seen committed. */
  maxSeq: number
}

/** Keeps the log of starts of one open database. */
export interface StartKeeper {
  readonly log: StartLog
  /** To be called before each commit: the start of this run is on disk when it resolves. */
  beforeCommit(): Promise<void>
  /** To be called after each commit with the sequence then reached. */
  afterCommit(seq: number): void
  /** Notes a start at once, as the first one after the folder was put back from a copy. */
  noteRestored(): Promise<void>
  /** Forgets the starts that clients know: another past begins. */
  renew(): Promise<void>
}

/** No client's checkpoint has this id: those are kept below the id of their user. */
const localId = '_local/starts'

/**
 * Reads the log of an open database. A start is noted with the first change of its run: until then, sequences are those of the
 * run before, which is still the same past. A database without a log gets its first start at once.
 */
export async function openStartKeeper(parts: {
  readonly pouch: OpenPouch
  readonly port: RawPort
  readonly memory: RunMemory
  readonly source: StartSource
}): Promise<StartKeeper> {
  const { pouch, port, memory, source } = parts
  let stored = await readLog(pouch)
  const seqAtOpening = await readSeq(pouch)
  const isAsLeft = stored.starts.at(-1)?.id === memory.ownId && seqAtOpening >= memory.maxSeq
  // Somebody has put other files there, or changes are lost, while the database was closed: from here on it is another run.
  if (!isAsLeft) memory.ownId = undefined
  memory.maxSeq = seqAtOpening
  let writing: Promise<void> = Promise.resolve()

  async function store(change: (starts: readonly Start[]) => readonly Start[]): Promise<void> {
    const starts = change(stored.starts)
    if (starts === stored.starts) return
    stored = { starts, rev: await putLog(port, starts, stored.rev) }
  }

  async function note(restored: boolean): Promise<void> {
    const seq = await readSeq(pouch)
    await store(starts => addStart(starts, { seq, now: source.now(), randomBytes: source.randomBytes, restored }))
    memory.ownId = stored.starts.at(-1)?.id
  }

  /** One write at a time: each names the revision of the one before. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = writing.then(work).catch(async (error: unknown) => {
      // What was read at opening was not what is there (F37): the next attempt knows better.
      stored = await readLog(pouch)
      throw error
    })
    writing = done.catch(() => undefined)
    return done
  }

  // Where it cannot be stored, nothing else can either, and sequences go out without a start until it can.
  if (stored.starts.length === 0) await inTurn(() => note(false)).catch(() => undefined)

  return {
    get log() {
      return { starts: stored.starts, ownId: memory.ownId }
    },
    beforeCommit: () =>
      inTurn(() => (memory.ownId === undefined ? note(false) : store(starts => touchLastStart(starts, source.now())))),
    afterCommit(seq) {
      memory.maxSeq = seq
    },
    noteRestored: () => inTurn(() => note(true)),
    renew: () =>
      inTurn(async () => {
        const seq = await readSeq(pouch)
        const { now, randomBytes } = source
        await store(() => addStart([], { seq, now: now(), randomBytes, restored: false }))
        memory.ownId = stored.starts.at(-1)?.id
      })
  }
}

interface StoredLog {
  readonly starts: readonly Start[]
  readonly rev: string | undefined
}

function readSeq(pouch: OpenPouch): Promise<number> {
  return new Promise((resolve, reject) => {
    pouch._info((error, info) => (error ? reject(error) : resolve(info?.update_seq ?? 0)))
  })
}

function readLog(pouch: OpenPouch): Promise<StoredLog> {
  return new Promise((resolve, reject) => {
    pouch._getLocal(localId, (error, row) => {
      if (!error) resolve({ starts: parseStarts(row), rev: String(row?.['_rev']) })
      else if ((error as { readonly status?: number }).status === 404) resolve({ starts: [], rev: undefined })
      else reject(error)
    })
  })
}

function putLog(port: RawPort, starts: readonly Start[], rev: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    port.putLocal({ _id: localId, starts, ...(rev === undefined ? {} : { _rev: rev }) }, (error, row) => {
      if (error) reject(error)
      else resolve((row as { readonly rev: string }).rev)
    })
  })
}
