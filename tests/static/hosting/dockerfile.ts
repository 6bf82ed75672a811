import { matchesGlob } from 'node:path'

/** One instruction, its continued lines joined. */
export interface Instruction {
  readonly name: string
  readonly rest: string
}

export interface Stage {
  readonly base: string
  /** Undefined for the last one, which nobody copies from. */
  readonly name: string | undefined
  readonly instructions: readonly Instruction[]
}

/** The stages of a Dockerfile in their order. @throws where something stands before the first one */
export function parseDockerfile(text: string): readonly Stage[] {
  const lines = text
    .split('\n')
    .filter(line => !line.trim().startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter(line => line.trim() !== '')
  const stages: { base: string; name: string | undefined; instructions: Instruction[] }[] = []
  for (const line of lines) {
    const [, name = '', rest = ''] = line.match(/^([A-Z]+)\s+(.*)$/) ?? []
    if (name === 'FROM') {
      const [, base = '', as] = rest.match(/^(\S+)(?:\s+AS\s+(\S+))?$/) ?? []
      stages.push({ base, name: as, instructions: [] })
      continue
    }
    const stage = stages.at(-1)
    if (stage === undefined || name === '') throw new Error(`no instruction of a stage: ${line}`)
    stage.instructions.push({ name, rest })
  }
  return stages
}

/** Whether Docker is sent a file of the context: the last pattern that names it or a folder above it decides. */
export function createContextFilter(ignoreFile: string): (file: string) => boolean {
  const patterns = ignoreFile
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => ({ isKept: line.startsWith('!'), pattern: line.replace(/^!/, '') }))
  return file => {
    const parts = file.split('/')
    const named = parts.map((_, at) => parts.slice(0, at + 1).join('/'))
    const last = patterns.findLast(({ pattern }) => named.some(name => isNamed(name, pattern)))
    return last?.isKept ?? true
  }
}

/** For Docker, unlike for Node, a star stands for a name that begins with a dot, too. */
const isNamed = (file: string, pattern: string): boolean => pattern === '**' || matchesGlob(file, pattern)
