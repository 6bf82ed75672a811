import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const page = readFileSync(join(root, 'domain/RULES.md'), 'utf8')
const listIds = (text: string): readonly string[] =>
  [...text.matchAll(/^- \*\*([A-Z]{2}\d+)\*\* /gm)].map(match => match[1] ?? '')
const ruleIds = listIds(page)
/** Those of sections that say so are held beside the code that they are about. */
const outsideIds = page
  .split(/^## /m)
  .filter(section => /^.*outside the domain/.test(section))
  .flatMap(listIds)

/** Ids at the beginning of titles: `test('SL1 ...')`, `test.each(table)('SL1 ...')`, `it(...)`. */
function listTestedIds(source: string): readonly string[] {
  const plain = [...source.matchAll(/\b(?:test|it)\(\s*['"`]([A-Z]{2}\d+)\b/g)]
  // The table of a `.each` can be long: its title is the first text after the bracket that closes it.
  const tabled = [...source.matchAll(/\)\(\s*['"`]([A-Z]{2}\d+)\b/g)]
  return [...plain, ...tabled].map(match => match[1] ?? '')
}

function readTests(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(test|suite|spec)\.tsx?$/.test(name))
    .map(name => readFileSync(join(root, folder, name), 'utf8'))
}

describe('the page of rules', () => {
  const tested = new Set(readTests('tests').flatMap(listTestedIds))
  const testedHere = new Set([...readTests('tests/unit/domain'), ...readTests('tests/property')].flatMap(listTestedIds))

  test('lists rules, each once', () => {
    expect(ruleIds.length).toBeGreaterThan(60)
    expect(ruleIds).toEqual([...new Set(ruleIds)])
  })

  test('has at least one test for every rule, beside the pure functions themselves', () => {
    const untested = ruleIds.filter(id => !testedHere.has(id) && !outsideIds.includes(id))
    expect(untested, 'no test in tests/unit/domain or tests/property has a title that begins with it').toEqual([])
    const untestedOutside = outsideIds.filter(id => !tested.has(id))
    expect(untestedOutside, 'no test in tests has a title that begins with it').toEqual([])
  })

  test('has a line for every id of its families that a test anywhere names', () => {
    const families = new Set(ruleIds.map(id => id.slice(0, 2)))
    const unknown = [...tested].filter(id => families.has(id.slice(0, 2)) && !ruleIds.includes(id))
    expect(unknown, 'the title of a test begins with it, and domain/RULES.md has no such line').toEqual([])
  })

  test('finds ids in titles of every form', () => {
    const source =
      "test('SL1 a', f)\ntest.each([\n[1, f(2)]\n])('SL2 %d', f)\nit(`SL3 b`, f)\n// SL4\ntest('no SL5', f)"
    expect(listTestedIds(source).toSorted()).toEqual(['SL1', 'SL2', 'SL3'])
  })
})
