// A disk of a few hundred megabytes, to be filled up: a tmpfs, mounted as root, or in a mount namespace of this user's own.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, chmodSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export interface SmallDisk {
  /** Where the app sees it. */
  readonly folder: string
  /** The same place for this process. */
  readonly ownPath: string
  /** Starts a program that sees the disk; undefined where every program does. */
  readonly wrapProgram?: (program: string, scratch: string) => string
  freeBytes(): number
  /** Leaves so many bytes free, or less where less is free. */
  fillUpTo(freeBytes: number): void
  dispose(): Promise<void>
}

const chunk = new Uint8Array(1024 * 1024)

/** Undefined where this user may mount nothing. */
export const createSmallDisk = async (folder: string, megabytes: number): Promise<SmallDisk | undefined> => {
  mkdirSync(folder, { recursive: true })
  if (process.platform !== 'linux') return undefined
  return mountAsRoot(folder, megabytes) ?? (await mountInNamespace(folder, megabytes))
}

const mountArgs = (folder: string, megabytes: number) => ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]

const mountAsRoot = (folder: string, megabytes: number): SmallDisk | undefined => {
  try {
    execFileSync('mount', mountArgs(folder, megabytes), { stdio: 'ignore' })
  } catch {
    return undefined
  }
  const dispose = () => Promise.resolve(void execFileSync('umount', ['--lazy', folder], { stdio: 'ignore' }))
  return { folder, ownPath: folder, ...createFilling(folder), dispose }
}

const mountInNamespace = async (folder: string, megabytes: number): Promise<SmallDisk | undefined> => {
  const script = 'mount "$@" && echo mounted && exec sleep 3600'
  const holder = spawn('unshare', ['-rm', 'sh', '-c', script, 'sh', ...mountArgs(folder, megabytes)], {
    stdio: ['ignore', 'pipe', 'ignore']
  })
  if (!(await saysMounted(holder))) return undefined
  const ownPath = `/proc/${holder.pid}/root${folder}`
  return {
    folder,
    ownPath,
    ...createFilling(ownPath),
    wrapProgram(program, scratch) {
      const wrapper = path.join(scratch, 'in-namespace')
      writeFileSync(
        wrapper,
        `#!/bin/sh\nexec nsenter -t ${holder.pid} -U -m --preserve-credentials '${program}' "$@"\n`
      )
      chmodSync(wrapper, 0o755)
      return wrapper
    },
    async dispose() {
      const exited = once(holder, 'exit')
      holder.kill('SIGKILL')
      await exited
    }
  }
}

const saysMounted = async (holder: ChildProcess): Promise<boolean> => {
  const failed = Promise.race([once(holder, 'exit'), once(holder, 'error')]).then(() => false)
  const said = holder.stdout === null ? Promise.resolve(false) : once(holder.stdout, 'data').then(() => true)
  return Promise.race([said, failed])
}

const createFilling = (folder: string): Pick<SmallDisk, 'freeBytes' | 'fillUpTo'> => {
  const ballast = path.join(folder, 'ballast')
  const freeBytes = (): number => {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  }
  return {
    freeBytes,
    fillUpTo(wanted) {
      rmSync(ballast, { force: true })
      const missing = Math.max(0, freeBytes() - wanted)
      // Another one may take the room at the same time.
      writeUntilFull(ballast, chunk, Math.floor(missing / chunk.length))
      if (wanted === 0) writeUntilFull(ballast, chunk.subarray(0, 4096), Number.POSITIVE_INFINITY)
    }
  }
}

/** False where there was no room for all. */
const writeUntilFull = (file: string, bytes: Uint8Array, times: number): boolean => {
  try {
    for (let n = 0; n < times; n += 1) appendFileSync(file, bytes)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    return false
  }
}
