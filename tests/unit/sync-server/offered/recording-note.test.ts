import { expect, test } from 'vitest'
import { continueRecording } from '#server/offered/recording-note.ts'

const now = 5_000
const first = { id: '1.a', seq: 0, lastAt: 1_000 }
const restored = { id: '2.b', seq: 9, lastAt: 4_000, restored: true } as const

test('IN10 recording begins with the first start of a server that can do it', () => {
  expect(continueRecording(undefined, [first], now)).toEqual({ since: now, breaks: [{ from: now, until: now }] })
})

test('IN10 a start as any other changes nothing', () => {
  const stored = { since: 2_000, breaks: [] }
  expect(continueRecording(stored, [first, { id: '2.b', seq: 4, lastAt: 3_000 }], now)).toBe(stored)
})

test('IN10 a folder that was put back begins again, once for each time', () => {
  const stored = { since: 500, breaks: [{ from: 500, until: 500 }] }
  const again = continueRecording(stored, [first, restored], now)
  expect(again).toEqual({ since: now, breaks: [...stored.breaks, { from: 1_000, until: now }], restoredId: '2.b' })
  expect(continueRecording(again, [first, restored, { id: '3.c', seq: 12, lastAt: 6_000 }], now + 9)).toBe(again)
})

test('IN9 recording that began by a clock that was ahead begins when it is set right', () => {
  const stored = { since: 9_000, breaks: [{ from: 9_000, until: 9_000 }] }
  expect(continueRecording(stored, [first], now)).toEqual({ since: now, breaks: [{ from: now, until: now }] })
})
