import { foldWords } from './words.ts'

/** Something that can be done from everywhere. */
export interface Command {
  readonly id: string
  readonly label: string
  /** Further words under which it is found. */
  readonly words?: string
  /** The keys that do the same. */
  readonly keys?: readonly string[]
  readonly run: () => void
}

/** Commands in which every word begins that was typed; all of them where nothing was. */
export function findCommands(commands: readonly Command[], query: string): readonly Command[] {
  const typed = foldWords(query)
  return commands.filter(({ label, words = '' }) => {
    const own = foldWords(`${label} ${words}`)
    return typed.every(start => own.some(word => word.startsWith(start)))
  })
}
