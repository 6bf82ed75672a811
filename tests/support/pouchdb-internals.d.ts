/** The parts of PouchDB's adapters that we build on; undocumented, pinned, and held by tests/contract (F11, F27). */
declare module 'pouchdb-adapter-memory' {
  const plugin: PouchDB.Plugin
  export default plugin
}

declare module 'leveldown' {
  export interface LevelIterator {
    _next(callback: (error?: Error | null, key?: unknown, value?: unknown) => void): unknown
    next(callback: (error?: Error | null, key?: unknown, value?: unknown) => void): unknown
    end(callback: (error?: Error | null) => void): void
  }
  export interface LevelDown {
    readonly location: string
    /** Of abstract-leveldown: `new`, `opening`, `open`, `closing` or `closed`. */
    readonly status: string
    open(options: object, callback: (error?: Error | null) => void): void
    close(callback: (error?: Error | null) => void): void
    _open(options: object, callback: (error?: Error | null) => void): void
    _close(callback: (error?: Error | null) => void): void
    _get(key: unknown, options: object, callback: (error?: Error | null, value?: unknown) => void): void
    _put(key: unknown, value: unknown, options: object, callback: (error?: Error | null) => void): void
    _del(key: unknown, options: object, callback: (error?: Error | null) => void): void
    _batch(operations: readonly unknown[], options: object, callback: (error?: Error | null) => void): void
    _iterator(options: object): LevelIterator
    iterator(options: object): LevelIterator
    batch(operations: readonly object[], callback: (error?: Error | null) => void): void
    compactRange(start: string, end: string, callback: (error?: Error | null) => void): void
  }
  export interface LevelConstructor {
    (location: string): LevelDown
    destroy(location: string, callback: (error?: Error) => void): void
  }
  const leveldown: LevelConstructor & {
    repair(location: string, callback: (error?: Error | null) => void): void
  }
  export default leveldown
}
