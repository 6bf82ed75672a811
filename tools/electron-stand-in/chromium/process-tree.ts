import { readdirSync, readFileSync } from 'node:fs'

export interface RunningProcess {
  readonly pid: number
  readonly parent: number
  readonly commandLine: string
}

const readProcess = (pid: number): RunningProcess | undefined => {
  try {
    // The program's name may hold anything, in parentheses; the parent is the second field after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return { pid, parent: Number(fields[1]), commandLine }
  } catch {
    return undefined // it ended in between
  }
}

/** The process `root` and all that it and its children started, parents first. Linux only. */
export const listProcessTree = (root: number): readonly RunningProcess[] => {
  const all = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(name => readProcess(Number(name)))
    .filter(process => process !== undefined)
  const below = (pid: number): RunningProcess[] =>
    all.filter(process => process.parent === pid).flatMap(process => [process, ...below(process.pid)])
  return [...all.filter(process => process.pid === root), ...below(root)]
}
