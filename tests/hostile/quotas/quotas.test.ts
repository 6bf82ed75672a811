import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { printFigures } from '../../chaos/counts.ts'
import { httpQuotas } from './http-quotas.ts'
import type { QuotaStage } from './quota-row.ts'
import { openQuotaStage } from './quota-stage.ts'
import { ruleQuotas } from './rule-quotas.ts'

const rows = [...httpQuotas, ...ruleQuotas]
const lines = readFileSync(path.join(import.meta.dirname, '../../../docs/http-api.md'), 'utf8').split('\n')

let stage: QuotaStage
beforeAll(async () => {
  stage = await openQuotaStage()
})
afterAll(async () => {
  await stage.test.remove()
  printFigures('quotas', { bounds: rows.length })
})

/** What is said of a quota: its line, and for those of the text the one after it, where it may go on. */
function findLine(what: string): string | undefined {
  const joined = lines.map((line, n) => (line.startsWith('|') ? line : `${line} ${lines[n + 1] ?? ''}`))
  return joined.find(line => line.includes(what) && (line.startsWith(`| ${what}`) || !isOfQuotas(line)))
}

function isOfQuotas(line: string): boolean {
  const quotas = lines.indexOf('## Quotas')
  const at = lines.indexOf(line)
  return at > quotas && line.startsWith('|') && lines.slice(quotas, at).every(one => !one.startsWith('## CouchDB'))
}

/** What the table of quotas names, without its head. */
function listNamed(): readonly string[] {
  return lines
    .filter(isOfQuotas)
    .map(line => (line.split('|')[1] ?? '').trim())
    .filter(name => name !== 'what' && !name.startsWith('--'))
}

describe('every bound of docs/http-api.md', () => {
  it.each(rows.map(row => [`${row.what.trim()}: ${row.bound}`, row] as const))('%s', async (_, row) => {
    const line = findLine(row.what)
    expect(line, `docs/http-api.md has no line for "${row.what.trim()}"`).toBeDefined()
    expect(line).toContain(row.bound)
    expect(line).toContain(row.beyond)
    const { upTo, after } = await row.drive(stage)
    expect(upTo.filter(({ status }) => [403, 413, 429].includes(status))).toEqual([])
    expect(after).toMatchObject(row.expected)
  })

  it('is in the table here, and so is every line of its table of quotas', () => {
    expect(listNamed().length).toBeGreaterThan(10)
    const driven = new Set(rows.map(({ what }) => what.trim()))
    const undriven = listNamed().filter(name => !driven.has(name))
    expect(undriven, 'it is in docs/http-api.md, and in no row of tests/hostile/quotas').toEqual([])
  })
})
