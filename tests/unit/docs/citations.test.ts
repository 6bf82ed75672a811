// What pages and comments cite by a number exists.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../../..')
const places = [
  'README.md',
  'CONTRIBUTING.md',
  'docs',
  'domain',
  'electron',
  'renderer',
  'scripts',
  'sync-server',
  'tests',
  'tools'
]
const isText = (file: string): boolean => /\.(ts|tsx|md|css)$/.test(file)
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')

function listFiles(place: string): readonly string[] {
  if (isText(place)) return [place]
  const names = readdirSync(path.join(root, place), { recursive: true, encoding: 'utf8' })
  return names.filter(isText).map(name => path.join(place, name))
}

/** Keys of a keyboard (`'F24'`) are no facts. */
const factsIn = (text: string): readonly string[] => text.match(/(?<!['"`\w])F\d{1,2}\b(?!['"`])/g) ?? []

/** Tests of what does not exist take 99. */
const rulesIn = (text: string, families: ReadonlySet<string>): readonly string[] =>
  (text.match(/(?<![\w-])[A-Z]{2}\d{1,2}\b/g) ?? []).filter(id => families.has(id.slice(0, 2)) && !id.endsWith('99'))

const texts = places.flatMap(listFiles).map(file => ({ file, text: read(file) }))
const listUnknown = (find: (text: string) => readonly string[], known: ReadonlySet<string>): readonly string[] =>
  texts.flatMap(({ file, text }) =>
    [...new Set(find(text))].filter(id => !known.has(id)).map(id => `${file} cites ${id}`)
  )

describe('what is cited exists', () => {
  test('facts of packages', () => {
    const known = new Set([...read('docs/package-facts.md').matchAll(/^\| \*\*(F\d+)\*\* /gm)].map(([, id = '']) => id))
    expect(known.size).toBeGreaterThan(20)
    expect(listUnknown(factsIn, known)).toEqual([])
  })

  test('rules', () => {
    const known = new Set([...read('domain/RULES.md').matchAll(/^- \*\*([A-Z]{2}\d+)\*\* /gm)].map(([, id = '']) => id))
    const families = new Set([...known].map(id => id.slice(0, 2)))
    expect(known.size).toBeGreaterThan(60)
    expect(listUnknown(text => rulesIn(text, families), known)).toEqual([])
  })

  test('decisions, each number once', () => {
    const numbers = readdirSync(path.join(root, 'docs/decisions')).map(name => Number(name.slice(0, 4)))
    expect(numbers).toEqual(numbers.map((_, at) => at + 1))
    const known = new Set(numbers.map(String))
    const cited = (text: string) => [...text.matchAll(/\bdecision (\d+)\b/gi)].map(([, number = '']) => number)
    expect(listUnknown(cited, known)).toEqual([])
  })

  test('what is no citation is not taken for one', () => {
    expect(factsIn("held (F4, F12): F5; key 'F24', 0F1, F123")).toEqual(['F4', 'F12', 'F5'])
    expect(rulesIn('SL1 and SL2, MSL3, SL4-x, XX1, DESL9', new Set(['SL']))).toEqual(['SL1', 'SL2', 'SL4'])
  })
})
