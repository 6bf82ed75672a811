import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../../../scripts/lib/project.ts'

/** Which packages a version was built with. */
export type Packages = 'those of the repository, which are the same' | 'its own, from npm ci'

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>
}

/**
 * Puts the source of a commit into a folder, with what records it, and gives it the packages that it was made for: those
 * that are installed here, where every version is the same, or its own.
 * @param recording folder of entries that were written later, relative to the repository; undefined: the commit has its own
 */
export function checkOut(commit: string, recording: string | undefined, folder: string): Packages {
  mkdirSync(folder, { recursive: true })
  const archive = execFileSync('git', ['archive', '--format=tar', commit], { cwd: projectRoot, maxBuffer: 2 ** 28 })
  execFileSync('tar', ['-xf', '-', '-C', folder], { input: new Uint8Array(archive) })
  if (recording !== undefined) {
    for (const copied of [recording, 'tests/versions/support/protocol.ts']) {
      cpSync(path.join(projectRoot, copied), path.join(folder, copied), { recursive: true })
    }
  }
  if (hasPackages(readLock(folder), readLock(projectRoot))) {
    symlinkSync(path.join(projectRoot, 'node_modules'), path.join(folder, 'node_modules'))
    return 'those of the repository, which are the same'
  }
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' })
  return 'its own, from npm ci'
}

function readLock(root: string): LockFile {
  return JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as LockFile
}

/** Packages for other platforms are optional: which of them a lock file names plays no part. */
function hasPackages(wanted: LockFile, here: LockFile): boolean {
  return Object.entries(wanted.packages)
    .filter(([place, { optional }]) => place !== '' && optional !== true)
    .every(([place, { version }]) => here.packages[place]?.version === version)
}
