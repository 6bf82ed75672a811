import leveldown, { type LevelConstructor, type LevelDown } from 'leveldown'

/**
 * How the disk is:
 * `full` no write is stored and no database can be opened; `failing` as full, but databases can be opened (EIO);
 * `unreadable` reads fail.
 */
export type DiskState = 'sound' | 'full' | 'failing' | 'unreadable'

/** A disk below LevelDB that fails on purpose. Its databases really are on the disk. */
export interface FaultyDisk {
  state: DiskState
  /** Writes until it is full by itself; undefined: never. */
  fullAfter: number | undefined
  /** Whether the record of a write that failed is whole in the log all the same, and read when it is opened. */
  keepsFailedWrites: boolean
  /** Called when a write fails. */
  onFailure: () => void
  /** Writes that were stored behind half a record. */
  readonly behindTear: number
  readonly level: LevelConstructor
}

interface Operation {
  readonly type: 'put' | 'del'
  readonly key: unknown
  readonly value?: unknown
}

/** What opening a database again makes of it: the tail of a log with half a record in it. */
interface Tail {
  /** In the order in which they are to be done. */
  readonly operations: Operation[]
}

/**
 * LevelDB 1.20 as it is on a full disk (F34): a failed write leaves half a record in the log; the handle goes on behind it, and
 * answers reads by what it has in memory; when the log is read at the next start, everything behind that record is gone. A
 * database that is closed after the failure has nothing behind it.
 */
export function createFaultyDisk(): FaultyDisk {
  const tailByLocation = new Map<string, Tail>()
  let behindTear = 0
  const disk = {
    state: 'sound' as DiskState,
    fullAfter: undefined as number | undefined,
    keepsFailedWrites: false,
    onFailure: (): void => undefined,
    get behindTear() {
      return behindTear
    },
    level: Object.assign(openFaulty, { destroy: leveldown.destroy.bind(leveldown) })
  }

  function countWrite(): void {
    if (disk.fullAfter === undefined) return
    disk.fullAfter -= 1
    if (disk.fullAfter >= 0) return
    disk.fullAfter = undefined
    disk.state = 'full'
  }

  function openFaulty(location: string): LevelDown {
    const level = leveldown(location)
    const raw = {
      open: level._open.bind(level),
      get: level._get.bind(level),
      batch: level._batch.bind(level),
      iterator: level._iterator.bind(level)
    }
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
      const undo = await Promise.all(
        operations.map(
          ({ key }) =>
            new Promise<Operation>(resolve => {
              raw.get(key, { asBuffer: true }, (error, value) =>
                resolve(error ? { type: 'del', key } : { type: 'put', key, value })
              )
            })
        )
      )
      tailByLocation.get(location)?.operations.unshift(...undo)
    }

    level._open = (options, callback) => {
      if (disk.state === 'full') return process.nextTick(callback, noSpace(location))
      raw.open(options, error => {
        const tail = tailByLocation.get(location)
        tailByLocation.delete(location)
        if (error || tail === undefined || tail.operations.length === 0) return callback(error)
        raw.batch(tail.operations, { sync: true }, callback)
      })
    }
    level._batch = (operations, options, callback) => {
      const list = operations as readonly Operation[]
      countWrite()
      if (disk.state === 'full' || disk.state === 'failing') {
        tear(list)
        return process.nextTick(callback, noSpace(location))
      }
      if (!isTorn) return raw.batch(operations, options, callback)
      void noteUndo(list).then(() => raw.batch(operations, options, callback))
    }
    level._put = (key, value, options, callback) => level._batch([{ type: 'put', key, value }], options, callback)
    level._del = (key, options, callback) => level._batch([{ type: 'del', key }], options, callback)
    level._get = (key, options, callback) => {
      if (disk.state === 'unreadable') process.nextTick(callback, unreadable(location))
      else raw.get(key, options, callback)
    }
    level._iterator = options => {
      const iterator = raw.iterator(options)
      const next = iterator._next.bind(iterator)
      iterator._next = callback => {
        if (disk.state !== 'unreadable') return next(callback)
        process.nextTick(callback, unreadable(location))
        return iterator
      }
      return iterator
    }
    return level
  }

  return disk
}

function noSpace(location: string): Error {
  return new Error(`IO error: ${location}/000003.log: No space left on device`)
}

function unreadable(location: string): Error {
  return new Error(`IO error: ${location}/000005.ldb: Input/output error`)
}
