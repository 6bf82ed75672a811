import { existsSync, renameSync } from 'node:fs'
import path from 'node:path'

/** `main.log` -> `main.1.log` -> `main.2.log`, and what was there is gone. Answers whether `file` is free now. */
export function rotateFiles(file: string, kept: number): boolean {
  const { dir, name, ext } = path.parse(file)
  const names = Array.from({ length: kept }, (_, n) => (n === 0 ? file : path.join(dir, `${name}.${n}${ext}`)))
  try {
    for (let n = names.length - 1; n > 0; n -= 1) {
      const [from, to] = [names[n - 1], names[n]]
      if (from !== undefined && to !== undefined && existsSync(from)) renameSync(from, to)
    }
    return true
  } catch {
    return false
  }
}
