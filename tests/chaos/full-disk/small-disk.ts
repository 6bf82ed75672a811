import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const mebibyte = 1_048_576

/** A file system in memory that is soon full, with files that can be taken away to make room. */
export interface SmallDisk {
  readonly folder: string
  /** Takes the next file away. False where none is left. */
  makeRoom(): boolean
  remove(): void
}

/** Why none can be mounted here; undefined where it can. */
export function findMountProblem(): string | undefined {
  try {
    mountSmallDisk({ size: 1, ballast: 0 }).remove()
    return undefined
  } catch (error) {
    return `no small file system can be mounted here: ${error instanceof Error ? error.message.split('\n')[0] : ''}`
  }
}

/** Sizes in MiB. Needs the right to mount. */
export function mountSmallDisk({ size, ballast }: { readonly size: number; readonly ballast: number }): SmallDisk {
  const folder = mkdtempSync(path.join(tmpdir(), 'coachdesk-small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}m`, 'tmpfs', folder], { stdio: 'pipe' })
  } catch (error) {
    rmSync(folder, { recursive: true })
    throw error
  }
  const files = Array.from({ length: ballast }, (_, n) => path.join(folder, `ballast-${n}`))
  for (const file of files) writeFileSync(file, new Uint8Array(mebibyte))
  return {
    folder,
    makeRoom() {
      const file = files.pop()
      if (file === undefined) return false
      rmSync(file)
      return true
    },
    remove() {
      execFileSync('umount', [folder], { stdio: 'pipe' })
      rmSync(folder, { recursive: true })
    }
  }
}
