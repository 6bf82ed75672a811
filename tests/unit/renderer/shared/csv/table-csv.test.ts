import { expect, test } from 'vitest'
import { tableToCsv } from '#renderer/shared/csv/table-csv.ts'
import { namesForFile } from '#renderer/features/insights/model/names-for-file.ts'
import { buildCall } from '../../../domain/builders.ts'

const bom = '﻿'
const linesOf = (names: readonly string[]): readonly string[] =>
  tableToCsv([['Student'], ...names.map(name => [name, 0, 1.5, undefined])])
    .split('\r\n')
    .slice(1, -1)
const rest = ',0,1.5,'

test('a table has its headings, plain numbers, and nothing for what is not there', () => {
  expect(
    tableToCsv([
      ['Student', 'Hours', 'Your score'],
      ['Ada', 1.5, undefined]
    ])
  ).toBe(`${bom}Student,Hours,Your score\r\nAda,1.5,\r\n`)
})

test.each(['=1+1', '+49', '-1', '@SUM(A1)', '\tx', '\rx'])('a name that begins like a formula (%j) is none', name => {
  const [line = ''] = linesOf([name])
  expect(line.replaceAll('"', '')).toBe(`'${name}${rest}`)
})

test('commas, quotes and lines in a name stay in its cell', () => {
  expect(linesOf(['Chen, Maya', 'Maya "M" Chen', 'Zoë'])).toEqual([
    `"Chen, Maya"${rest}`,
    `"Maya ""M"" Chen"${rest}`,
    `Zoë${rest}`
  ])
  expect(linesOf(['Maya\nChen', 'Maya\rChen'])).toEqual([`"Maya\nChen"${rest}`, `"Maya\rChen"${rest}`])
})

test('namesakes in a file are told apart by place and first session, and never by phone', () => {
  const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10)
  const sam = (otherId: string, more: object) => buildCall({ otherId, otherName: 'Sam Student', ...more })
  const calls = [
    sam('samstudent1', { startsAt: Date.UTC(2026, 0, 2), otherPhone: '+4915112345678' }),
    sam('samstudent2', { startsAt: Date.UTC(2026, 0, 3), otherPhone: '+4915112345679' }),
    sam('samstudent1', { startsAt: Date.UTC(2026, 0, 4), otherPhone: '+4915112345678' }),
    sam('samstudent3', { startsAt: Date.UTC(2026, 0, 5), otherZone: 'Asia/Tokyo' }),
    buildCall({ otherId: 'erasedone', otherName: '' })
  ]
  expect(Object.fromEntries(namesForFile(calls, dateOf))).toEqual({
    samstudent1: 'Sam Student · Berlin · 2026-01-02',
    samstudent2: 'Sam Student · Berlin · 2026-01-03',
    samstudent3: 'Sam Student · Tokyo'
  })
})
