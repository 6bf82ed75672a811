import { expect, test } from 'vitest'
import { addSession, emptyTally } from '#domain/insights/tally.ts'
import { columns } from '#renderer/features/insights/model/columns.ts'
import { tableToCsv } from '#renderer/features/insights/model/table-csv.ts'
import { namesForFile } from '#renderer/features/insights/model/names-for-file.ts'
import { en } from '#renderer/i18n/en/index.ts'
import { buildCall, hourMs, start } from '../../../domain/builders.ts'

const bom = '﻿'
const { month: _month, student: first, ...headings } = en.insights.column
const linesOf = (names: readonly string[]): readonly string[] =>
  tableToCsv({ first, headings, rows: names.map(name => ({ name, tally: emptyTally })) })
    .split('\r\n')
    .slice(1, -1)
const zeros = ',0,0,0,0,0,0,0,0,0,,'

test('a table has its headings, plain numbers, and nothing for the average of no scores', () => {
  const call = buildCall({ endsAt: start + 1.5 * hourMs, satisfaction: 4 })
  const tally = addSession(addSession(emptyTally, 'held', call), 'lateByStudent', buildCall({ satisfaction: 3 }))
  expect(tableToCsv({ first, headings, rows: [{ name: 'Ada', tally }] })).toBe(
    `${bom}Student,${columns.map(column => headings[column]).join(',')}\r\nAda,1,1.5,0,0,0,0,1,0,0,3.5,\r\n`
  )
})

test.each(['=1+1', '+49', '-1', '@SUM(A1)', '\tx', '\rx'])('a name that begins like a formula (%j) is none', name => {
  const [line = ''] = linesOf([name])
  expect(line.replaceAll('"', '')).toBe(`'${name}${zeros}`)
})

test('commas, quotes and lines in a name stay in its cell', () => {
  expect(linesOf(['Chen, Maya', 'Maya "M" Chen', 'Zoë'])).toEqual([
    `"Chen, Maya"${zeros}`,
    `"Maya ""M"" Chen"${zeros}`,
    `Zoë${zeros}`
  ])
  expect(linesOf(['Maya\nChen', 'Maya\rChen'])).toEqual([`"Maya\nChen"${zeros}`, `"Maya\rChen"${zeros}`])
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
