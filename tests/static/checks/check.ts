import type { Bundle } from '../support/bundle.ts'

/** One demand on what ships. */
export interface Check {
  readonly name: string
  /** What is wrong, one sentence each; none where all is well. */
  readonly find: (bundle: Bundle) => readonly string[] | Promise<readonly string[]>
}

/** A sentence for each expected value that is another one. */
export function compareAll(
  expected: Readonly<Record<string, unknown>>,
  read: (name: string) => unknown
): readonly string[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const found = read(name)
    return JSON.stringify(found) === JSON.stringify(value)
      ? []
      : [`${name} is ${JSON.stringify(found)}, not ${JSON.stringify(value)}`]
  })
}

/** A sentence where a call that everything rests on is missing. */
export function demand(isMet: boolean, sentence: string): readonly string[] {
  return isMet ? [] : [sentence]
}
