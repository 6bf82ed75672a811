/**
 * The parts of electron-log 5 that are used. Its entry points also bring child processes (to look at the system's version), a
 * transport over HTTP and one into pages; these parts need files only.
 */
declare module 'electron-log/src/core/Logger.js' {
  import type { FileTransportFactory } from 'electron-log/src/node/transports/file/index.js'

  class Logger {
    constructor(options: {
      readonly logId: string
      readonly dependencies: { readonly externalApi: { getPathVariables(): object } }
      readonly transportFactories: { readonly file: FileTransportFactory; readonly console: () => () => void }
      readonly variables: { readonly processType: string }
    })
    readonly transports: { readonly file: ReturnType<FileTransportFactory> }
    info(line: string): void
    warn(line: string): void
    error(line: string): void
  }
  export default Logger
}

declare module 'electron-log/src/node/transports/file/index.js' {
  interface FileTransport {
    /** What becomes of a message on its way to the file: the last one gives the line. */
    transforms: readonly ((parts: { readonly data: readonly unknown[] }) => unknown)[]
    maxSize: number
    sync: boolean
    writeOptions: { readonly flag: string; readonly mode: number; readonly encoding: string }
    archiveLogFn: (file: { toString(): string }) => void
    resolvePathFn: () => string
  }
  export type FileTransportFactory = (logger: unknown, dependencies: unknown) => FileTransport
  const createFileTransport: FileTransportFactory
  export default createFileTransport
}
