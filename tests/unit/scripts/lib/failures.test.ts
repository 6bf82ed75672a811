import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { listPlaywrightFailures, listVitestFailures } from '../../../../scripts/lib/failures.ts'

function write(report: unknown): string {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'coachdesk-failures-')), 'report.json')
  writeFileSync(file, JSON.stringify(report))
  return file
}

test('failed tests of vitest, and a file that does not load', () => {
  const passed = { status: 'passed', fullName: 'stands', failureMessages: [] }
  const failureMessages = ['\u001B[31mexpected 1\u001B[39m to be 2\n    at /x/a.test.ts:3:1']
  const failed = { status: 'failed', fullName: 'BK1 counts', failureMessages }
  const file = write({
    testResults: [
      { name: path.resolve('tests/a.test.ts'), assertionResults: [passed, failed] },
      { name: path.resolve('tests/b.test.ts'), message: 'no such module', assertionResults: [] }
    ]
  })
  expect(listVitestFailures(file)).toEqual([
    'tests/a.test.ts > BK1 counts\n    expected 1 to be 2',
    'tests/b.test.ts > does not load\n    no such module'
  ])
})

test('failed specs of Playwright, in suites within suites', () => {
  const results = [{ error: { message: 'expect(locator) failed\n\nTimeout: 15000ms' } }]
  const inner = { file: 'a.spec.ts', specs: [{ title: 'opens', ok: false, tests: [{ results }] }] }
  const passed = { title: 'closes', ok: true, tests: [{ results: [{}] }] }
  const file = write({ suites: [{ file: 'a.spec.ts', suites: [inner], specs: [passed] }] })
  expect(listPlaywrightFailures(file)).toEqual([
    'a.spec.ts > opens\n    expect(locator) failed\n    \n    Timeout: 15000ms'
  ])
})

test('a runner that died without a report names none', () => {
  expect(listVitestFailures('/nowhere/report.json')).toEqual([])
  expect(listPlaywrightFailures('/nowhere/report.json')).toEqual([])
})
