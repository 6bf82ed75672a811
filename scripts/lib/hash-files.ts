import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** One hash over the names and contents of all files that the patterns name below `root`. */
export const hashFiles = (root: string, patterns: readonly string[]): string => {
  const files = globSync([...patterns], { cwd: root, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))
    .sort()
  const hash = createHash('sha256')
  for (const file of files) {
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file, 'latin1'), 'latin1').update('\0')
  }
  return hash.digest('hex')
}
