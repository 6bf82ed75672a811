import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { ClassicLevel } from 'classic-level'

export type LevelRange = Readonly<
  Partial<Record<'gt' | 'gte' | 'lt' | 'lte', string>> & { limit?: number; reverse?: boolean }
>

export type Operation =
  | { readonly type: 'put'; readonly key: string; readonly value: string }
  | { readonly type: 'del'; readonly key: string }

/** The content as of one moment. */
export interface Moment {
  release(): Promise<void>
}

/** One LevelDB, from its opening to its end: all of it that an engine needs. Tests put faults in between. */
export interface LevelFiles {
  open(): Promise<void>
  close(): Promise<void>
  read(keys: readonly string[], at?: Moment): Promise<readonly (string | undefined)[]>
  /** At once, in memory. */
  list(range: LevelRange, at?: Moment): Promise<readonly (readonly [key: string, value: string])[]>
  /** Bit by bit. */
  walk(range: LevelRange, at?: Moment): AsyncIterable<readonly [key: string, value: string]>
  /** All or nothing, and on disk (fdatasync) before it resolves. */
  write(operations: readonly Operation[]): Promise<void>
  /** Not atomic, and on disk some time later. */
  fill(operations: readonly Operation[]): Promise<void>
  clear(range: LevelRange): Promise<void>
  compact(from: string, to: string): Promise<void>
  freeze(): Moment
}

/** @param mayCreate makes a new store where there is none; left out: it may */
export type OpenFiles = (location: string, mayCreate?: boolean) => LevelFiles

/** Read ahead by a walk: with the 16 KiB of the library most of the time goes into calls. */
const walkBytes = 1_048_576

/** LevelDB's own repair of files that cannot be opened. */
export const repairFiles = (location: string): Promise<void> => ClassicLevel.repair(location)

/** Without the file that names its newest state LevelDB begins anew, and removes every table that it finds. */
async function expectCurrent(location: string): Promise<void> {
  const names = await readdir(location).catch((): string[] => [])
  if (names.includes('CURRENT')) return
  const content = names.filter(name => /\.(ldb|sst|log)$/.test(name))
  const sizes = await Promise.all(content.map(async name => (await stat(path.join(location, name))).size))
  if (sizes.some(size => size > 0)) throw new Error('Corruption: the file CURRENT is missing')
}

/** LevelDB on the disk. It belongs to one process: a second one cannot open it. */
export const createLevelFiles: OpenFiles = (location, mayCreate = true) => {
  let opened: ClassicLevel | undefined
  const level = (): ClassicLevel => {
    if (opened === undefined) throw new Error('the files are not open')
    return opened
  }
  const snapshotOf = new WeakMap<Moment, ReturnType<ClassicLevel['snapshot']>>()
  const optionsAt = (at: Moment | undefined): object => (at === undefined ? {} : { snapshot: snapshotOf.get(at) })
  return {
    async open() {
      await expectCurrent(location)
      // It begins to open, and perhaps to make, its files as soon as there is one.
      opened ??= new ClassicLevel(location, { createIfMissing: mayCreate })
      await opened.open()
    },
    close: async () => opened?.close(),
    read: (keys, at) => level().getMany([...keys], optionsAt(at)),
    list: (range, at) =>
      level()
        .iterator({ ...range, ...optionsAt(at) })
        .all(),
    walk: (range, at) => level().iterator({ ...range, ...optionsAt(at), highWaterMarkBytes: walkBytes }),
    write: operations => level().batch([...operations], { sync: true }),
    fill: operations => level().batch([...operations]),
    clear: range => level().clear(range),
    compact: (from, to) => level().compactRange(from, to),
    freeze() {
      const snapshot = level().snapshot()
      const moment = { release: () => snapshot.close() }
      snapshotOf.set(moment, snapshot)
      return moment
    }
  }
}
