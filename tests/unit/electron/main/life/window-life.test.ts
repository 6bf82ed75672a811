import { describe, expect, test } from 'vitest'
import type { DesktopStatus } from '#electron/contract/desktop-types.ts'
import { mergeFeatures } from '#electron/main/life/switch-on-sqlite.ts'
import { countLosses } from '#electron/main/life/count-losses.ts'
import { decideAfterCrash } from '#electron/main/life/decide-after-crash.ts'
import { decideClose } from '#electron/main/life/decide-close.ts'
import { createStatusBoard } from '#electron/main/menu/status-board.ts'

const status: DesktopStatus = {
  role: 'coach',
  syncText: '3 changes waiting',
  needsPerson: 0,
  unsynced: 3,
  sessions: []
}

describe('closing the window', () => {
  const facts = { isQuitting: false, keepRunning: true, isExplained: true }
  test.each([
    [{}, 'hide'],
    [{ isExplained: false }, 'hide-and-explain'],
    [{ keepRunning: false }, 'quit'],
    [{ keepRunning: false, isExplained: false }, 'quit'],
    [{ isQuitting: true }, 'close'],
    [{ isQuitting: true, keepRunning: false }, 'close']
  ])('%j: %s', (given, decision) => {
    expect(decideClose({ ...facts, ...given })).toBe(decision)
  })
})

test('changes are lost with the application only where nothing is left behind', () => {
  expect(countLosses({ kind: 'memory' }, status)).toBe(3)
  expect(countLosses({ kind: 'memory' }, undefined)).toBe(0)
  for (const kind of ['protected', 'unprotected', 'undecided'] as const) expect(countLosses({ kind }, status)).toBe(0)
})

test('a page that stops is loaded again once a minute, and then the person is asked', () => {
  const now = 1_800_000_000_000
  expect(decideAfterCrash(undefined, now)).toBe('reload')
  expect(decideAfterCrash(now - 59_999, now)).toBe('ask')
  expect(decideAfterCrash(now - 60_000, now)).toBe('reload')
})

describe('features of Chromium', () => {
  test.each([
    ['', ['A'], 'A'],
    ['B', ['A'], 'B,A'],
    ['B, C', ['A'], 'B,C,A'],
    ['A', ['A'], 'A'],
    ['A:old/1,B', ['A:stage/Use'], 'B,A:stage/Use'],
    ['A<Trial,B', ['A:stage/Use'], 'B,A:stage/Use'],
    ['Abc', ['A'], 'Abc,A']
  ])('%j with %j is %s', (given, wanted, merged) => {
    expect(mergeFeatures(given, wanted)).toBe(merged)
  })
})

test('whoever asks is told each status, also that nobody is signed in any more', () => {
  const board = createStatusBoard()
  const told: unknown[] = []
  board.onChange(next => told.push(next))
  board.publish(status)
  expect(board.current).toBe(status)
  board.publish(undefined)
  expect(board.current).toBeUndefined()
  expect(told).toEqual([status, undefined])
})
