import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

export interface SecondStart {
  readonly argv: readonly string[]
  readonly cwd: string
  readonly additionalData: unknown
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const readPid = (file: string): number | undefined => {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** One app per user data folder, held across processes: a file with the owner's process id, and a socket to reach it. */
export class SingleInstance {
  readonly #userData: () => string
  readonly #onSecond: (second: SecondStart) => void
  #server: net.Server | undefined
  /** Settles when the owner has read our message, or at once where there was none. */
  sent: Promise<void> = Promise.resolve()

  constructor(userData: () => string, onSecond: (second: SecondStart) => void) {
    this.#userData = userData
    this.#onSecond = onSecond
  }

  get #pidFile(): string {
    return path.join(this.#userData(), 'SimSingleton.pid')
  }

  /** The name of a Unix socket may have about a hundred characters: a long one stands elsewhere, by a hash. */
  get #socket(): string {
    const beside = path.join(this.#userData(), 'SimSingleton.sock')
    if (beside.length < 100) return beside
    const key = createHash('sha256').update(this.#userData()).digest('hex').slice(0, 24)
    return path.join(os.tmpdir(), `electron-stand-in-${key}.sock`)
  }

  get isHeld(): boolean {
    return this.#server !== undefined
  }

  /** True where this process is the first; else its arguments are on their way to the first. */
  request(additionalData: unknown): boolean {
    if (this.isHeld) return true
    mkdirSync(this.#userData(), { recursive: true })
    const owner = readPid(this.#pidFile)
    if (owner !== undefined && owner !== process.pid && isAlive(owner)) {
      this.sent = this.#tellOwner({ argv: process.argv, cwd: process.cwd(), additionalData })
      return false
    }
    rmSync(this.#socket, { force: true })
    writeFileSync(this.#pidFile, String(process.pid))
    this.#server = net.createServer(connection => this.#listen(connection)).listen(this.#socket)
    this.#server.unref()
    return true
  }

  release(): void {
    if (!this.isHeld) return
    this.#server?.close()
    this.#server = undefined
    rmSync(this.#pidFile, { force: true })
  }

  #tellOwner(second: SecondStart): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const connection = net.connect(this.#socket)
    connection.on('error', () => resolve())
    connection.on('close', () => resolve())
    connection.end(JSON.stringify(second))
    return promise
  }

  #listen(connection: net.Socket): void {
    let text = ''
    connection.setEncoding('utf8')
    connection.on('error', () => {})
    connection.on('data', (chunk: string) => {
      text += chunk
    })
    connection.on('end', () => this.#onSecond(JSON.parse(text) as SecondStart))
  }
}
