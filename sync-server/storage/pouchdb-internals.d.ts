/** The parts of PouchDB's adapters that we build on; undocumented, pinned, and held by tests/contract (F11, F27). */
declare module 'pouchdb-adapter-memory' {
  const plugin: PouchDB.Plugin
  export default plugin
}

declare module 'leveldown' {
  export interface LevelDown {
    readonly location: string
    _put(key: unknown, value: unknown, options: object, callback: (error?: Error) => void): void
    _del(key: unknown, options: object, callback: (error?: Error) => void): void
    _batch(operations: readonly unknown[], options: object, callback: (error?: Error) => void): void
    compactRange(start: string, end: string, callback: (error?: Error) => void): void
  }
  const leveldown: {
    (location: string): LevelDown
    destroy(location: string, callback: (error?: Error) => void): void
  }
  export default leveldown
}
