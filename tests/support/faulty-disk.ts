import { setImmediate } from 'node:timers/promises'
import {
  createLevelFiles,
  type LevelFiles,
  type OpenFiles,
  type Operation
} from '#server/storage/engine/level-files.ts'

/**
 * How the disk is:
 * `full` no write is stored and no store can be opened; `failing` as full, but stores can be opened (EIO);
 * `unreadable` reads fail.
 */
export type DiskState = 'sound' | 'full' | 'failing' | 'unreadable'

/** A disk below LevelDB that fails on purpose. Its files really are on the disk. */
export interface FaultyDisk {
  state: DiskState
  /** Writes until it is full by itself; undefined: never. */
  fullAfter: number | undefined
  /** Whether the record of a write that failed is whole in the log all the same, and read when it is opened. */
  keepsFailedWrites: boolean
  /** Whether the next write is stored, and answered with an error. */
  losesNextAnswer: boolean
  /** Turns of the event loop from a write's end to its answer: others can see it long before. */
  turnsToAnswer: number
  /** Called when a write fails. */
  onFailure: () => void
  /** Writes that were stored behind half a record. */
  readonly behindTear: number
  readonly openFiles: OpenFiles
}

/** What opening the files again makes of the tail of a log with half a record in it. */
interface Tail {
  /** In the order in which they are to be done. */
  readonly operations: Operation[]
}

/**
 * LevelDB 1.20 as it is on a full disk (F34): a failed write leaves half a record in the log; the handle goes on behind it, and
 * answers reads by what it has in memory; when the log is read at the next start, everything behind that record is gone. Files
 * that are closed after the failure have nothing behind it.
 */
export function createFaultyDisk(): FaultyDisk {
  const tailByLocation = new Map<string, Tail>()
  let behindTear = 0
  const disk = {
    state: 'sound' as DiskState,
    fullAfter: undefined as number | undefined,
    keepsFailedWrites: false,
    losesNextAnswer: false,
    turnsToAnswer: 0,
    onFailure: (): void => undefined,
    get behindTear() {
      return behindTear
    },
    openFiles
  }

  function countWrite(): void {
    if (disk.fullAfter === undefined) return
    disk.fullAfter -= 1
    if (disk.fullAfter >= 0) return
    disk.fullAfter = undefined
    disk.state = 'full'
  }

  function openFiles(location: string): LevelFiles {
    const files = createLevelFiles(location)
    let isTorn = false

    function tear(operations: readonly Operation[]): void {
      isTorn = true
      disk.onFailure()
      const tail = tailByLocation.get(location) ?? { operations: [] }
      if (disk.keepsFailedWrites) tail.operations.push(...operations)
      tailByLocation.set(location, tail)
    }

    /** What is written behind half a record is undone at the next start, the latest first. */
    async function noteUndo(operations: readonly Operation[]): Promise<void> {
      behindTear += 1
      const keys = operations.map(({ key }) => key)
      const values = await files.read(keys)
      const undo = keys.map((key, n): Operation => {
        const value = values[n]
        return value === undefined ? { type: 'del', key } : { type: 'put', key, value }
      })
      tailByLocation.get(location)?.operations.unshift(...undo)
    }

    async function write(operations: readonly Operation[]): Promise<void> {
      countWrite()
      if (disk.state === 'full' || disk.state === 'failing') {
        tear(operations)
        throw noSpace(location)
      }
      if (isTorn) await noteUndo(operations)
      await files.write(operations)
      for (let turn = 0; turn < disk.turnsToAnswer; turn += 1) await setImmediate()
      if (!disk.losesNextAnswer) return
      disk.losesNextAnswer = false
      disk.onFailure()
      throw noSpace(location)
    }

    function expectReadable(): void {
      if (disk.state === 'unreadable') throw unreadable(location)
    }

    return {
      ...files,
      async open() {
        if (disk.state === 'full') throw noSpace(location)
        await files.open()
        const tail = tailByLocation.get(location)
        tailByLocation.delete(location)
        if (tail !== undefined && tail.operations.length > 0) await files.write(tail.operations)
      },
      write,
      fill: write,
      async clear(range) {
        if (disk.state === 'full' || disk.state === 'failing') throw noSpace(location)
        await files.clear(range)
      },
      async compact(from, to) {
        if (disk.state === 'full' || disk.state === 'failing') throw noSpace(location)
        await files.compact(from, to)
      },
      async read(keys, at) {
        expectReadable()
        return files.read(keys, at)
      },
      async list(range, at) {
        expectReadable()
        return files.list(range, at)
      },
      async *walk(range, at) {
        for await (const entry of files.walk(range, at)) {
          expectReadable()
          yield entry
        }
      }
    }
  }

  return disk
}

function noSpace(location: string): Error {
  return new Error(`IO error: ${location}/000003.log: No space left on device`)
}

function unreadable(location: string): Error {
  return new Error(`IO error: ${location}/000005.ldb: Input/output error`)
}
