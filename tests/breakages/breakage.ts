import { type Bundle, textOf, withText } from '../static/support/bundle.ts'

/** One deliberate fault in what was built. */
export interface Breakage {
  readonly name: string
  readonly file: string
  /** @throws where the text is not as expected: a breakage that changes nothing proves nothing */
  readonly edit: (text: string) => string
}

export const mainFile = 'out/main/index.js'
export const preloadFile = 'out/preload/index.cjs'
export const pageFile = 'out/renderer/index.html'
export const builderFile = 'electron-builder.yml'

/** Replaces the one place that `found` names. @throws where there is none or more than one */
export const replaceOne =
  (found: string | RegExp, replacement: string) =>
  (text: string): string => {
    const count = typeof found === 'string' ? text.split(found).length - 1 : [...text.matchAll(asGlobal(found))].length
    if (count !== 1) throw new Error(`${String(found)} is there ${count} times, not once`)
    return text.replace(found, () => replacement)
  }

const asGlobal = ({ source, flags }: RegExp): RegExp => new RegExp(source, `${flags.replace('g', '')}g`)

/** Adds a line at the end. */
export const append =
  (line: string) =>
  (text: string): string =>
    `${text}\n${line}\n`

/** Adds a line at the beginning. */
export const prepend =
  (line: string) =>
  (text: string): string =>
    `${line}\n${text}`

/** The bundle with the fault in it. */
export function breakBundle(bundle: Bundle, { file, edit, name }: Breakage): Bundle {
  const before = bundle.textByFile.has(file) ? textOf(bundle, file) : ''
  const after = edit(before)
  if (after === before) throw new Error(`"${name}" changes nothing`)
  return withText(bundle, file, after)
}
