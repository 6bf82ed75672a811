import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addStart,
  judgeSince,
  parseStarts,
  type Start,
  type StartLog,
  touchLastStart
} from '#server/storage/start-log.ts'

const minuteMs = 60_000
let counted = 0

/** Random enough: never the same bytes twice. */
function randomBytes(length: number): Uint8Array {
  counted += 1
  return new Uint8Array(length).fill(0).map((_, index) => (counted >> (8 * index)) & 0xff)
}

function noteStart(starts: readonly Start[], seq: number, now = 0, restored = false): readonly Start[] {
  return addStart(starts, { seq, now, randomBytes, restored })
}

const idOf = (starts: readonly Start[], at: number): string => starts.at(at)?.id ?? ''
const log = (starts: readonly Start[], ownId?: string): StartLog => ({ starts, ownId })

describe('SB1 a sequence belongs to the starts that made it', () => {
  const first = noteStart([], 0, 1 * minuteMs)
  const second = noteStart(first, 40, 2 * minuteMs)
  const third = noteStart(second, 90, 3 * minuteMs)

  it('SB1 goes on from every place of this past', () => {
    for (const [at, number] of [
      [0, 0],
      [0, 40],
      [1, 41],
      [1, 90],
      [1, 3],
      [2, 120]
    ] as const) {
      const asked = { number, startId: idOf(third, at) }
      expect(judgeSince(log(third), 120, asked)).toEqual({ kind: 'known', since: number })
    }
  })

  it('SB1 sees a place that a start of this past never came to', () => {
    for (const [at, number] of [
      [0, 41],
      [1, 91],
      [2, 121]
    ] as const) {
      expect(judgeSince(log(third), 120, { number, startId: idOf(third, at) })).toEqual({
        kind: 'another-past',
        since: 0,
        dataFrom: (at + 1) * minuteMs
      })
    }
  })

  it('SB1 sees a copy that went on by itself, also where its sequence has grown past what was known', () => {
    const copy = noteStart(second, 45, 9 * minuteMs)
    expect(judgeSince(log(third), 1_000, { number: 50, startId: idOf(copy, -1) })).toMatchObject({
      kind: 'another-past'
    })
    expect(judgeSince(log(copy), 1_000, { number: 95, startId: idOf(third, -1) })).toMatchObject({
      kind: 'another-past'
    })
    expect(judgeSince(log(copy), 1_000, { number: 60, startId: idOf(third, 1) })).toMatchObject({
      kind: 'another-past',
      dataFrom: 2 * minuteMs
    })
  })

  it('SB1 a bare number of version 0.1.0 is never another past; beyond the end it begins anew', () => {
    expect(judgeSince(log(third), 120, { number: 120, startId: undefined })).toEqual({ kind: 'known', since: 120 })
    expect(judgeSince(log(third), 120, { number: 121, startId: undefined })).toEqual({ kind: 'unknown', since: 0 })
  })
})

describe('SB1 how old the state is that came back', () => {
  const old = noteStart(noteStart([], 0, 1 * minuteMs), 40, 2 * minuteMs)
  const unknown = { number: 7, startId: '3.ffffffffffffffff' }

  it('SB1 is when the last run before this one was seen to change something', () => {
    expect(judgeSince(log(old), 60, unknown)).toMatchObject({ kind: 'another-past', dataFrom: 2 * minuteMs })
    const grown = noteStart(old, 60, 3 * minuteMs)
    expect(judgeSince(log(grown, idOf(grown, -1)), 70, unknown)).toMatchObject({ dataFrom: 2 * minuteMs })
  })

  it('SB1 is before the start that the operator called the first one afterwards', () => {
    const restored = noteStart(old, 60, 3 * minuteMs, true)
    const later = noteStart(noteStart(restored, 70, 4 * minuteMs), 80, 5 * minuteMs)
    expect(judgeSince(log(later, idOf(later, -1)), 90, unknown)).toMatchObject({ dataFrom: 2 * minuteMs })
  })

  it('SB1 is not said where the database is a new one', () => {
    const lost = noteStart([], 0, 9 * minuteMs)
    expect(judgeSince(log(lost, idOf(lost, -1)), 0, unknown)).toEqual({
      kind: 'another-past',
      since: 0,
      dataFrom: undefined
    })
  })

  it('SB1 follows the run, and writes no more often than every ten minutes', () => {
    const [start] = noteStart([], 0, 100 * minuteMs)
    const starts = start === undefined ? [] : [start]
    expect(touchLastStart(starts, 109 * minuteMs)).toBe(starts)
    expect(touchLastStart(starts, 110 * minuteMs)).toEqual([{ ...start, lastAt: 110 * minuteMs }])
    // The clock had been an hour ahead.
    expect(touchLastStart(starts, 40 * minuteMs)).toEqual([{ ...start, lastAt: 40 * minuteMs }])
  })
})

describe('SB1 the log stays short', () => {
  const thousands = Array.from({ length: 3_000 }).reduce<readonly Start[]>(
    (starts, _, n) => noteStart(starts, n, n * minuteMs),
    []
  )
  const [earliest] = thousands

  it('SB1 after thousands of starts, and keeps the newest ones', () => {
    expect(JSON.stringify(thousands).length).toBeLessThan(50_000)
    expect(judgeSince(log(thousands), 3_000, { number: 2_999, startId: idOf(thousands, -1) })).toMatchObject({
      kind: 'known'
    })
  })

  it('SB1 takes a start that it has dropped for unknown and not for another past', () => {
    expect(Number.parseInt(earliest?.id ?? '', 10)).toBe(2_501)
    expect(judgeSince(log(thousands), 3_000, { number: 4, startId: '5.0102030405060708' })).toEqual({
      kind: 'unknown',
      since: 0
    })
  })

  it('SB1 reads what it has stored, and nothing from what it cannot understand', () => {
    expect(parseStarts(JSON.parse(JSON.stringify({ starts: thousands })))).toEqual(thousands)
    for (const stored of [undefined, {}, { starts: 'x' }, { starts: [{ id: 'a.b', seq: 1, lastAt: 1 }] }]) {
      expect(parseStarts(stored)).toEqual([])
    }
  })
})

/** One database folder: its starts and how far its sequence has come. `truth` names each change, oldest first. */
interface Folder {
  readonly starts: readonly Start[]
  readonly isNoted: boolean
  readonly truth: readonly number[]
}

it('SB1 property: a client never goes on from a place whose past is not its own, and is never sent back in its own', () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.constant({ kind: 'write' } as const) },
    { weight: 2, arbitrary: fc.constant({ kind: 'restart' } as const) },
    { weight: 1, arbitrary: fc.constant({ kind: 'copy' } as const) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('put-back' as const), which: fc.nat(5) }) },
    { weight: 4, arbitrary: fc.constant({ kind: 'note-place' } as const) }
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      let folder: Folder = { starts: noteStart([], 0), isNoted: true, truth: [] }
      const copies: Folder[] = []
      const places: { readonly number: number; readonly startId: string; readonly truth: readonly number[] }[] = []
      let change = 0
      for (const one of steps) {
        if (one.kind === 'write') {
          const starts = folder.isNoted ? folder.starts : noteStart(folder.starts, folder.truth.length)
          change += 1
          folder = { starts, isNoted: true, truth: [...folder.truth, change] }
        } else if (one.kind === 'restart') folder = { ...folder, isNoted: false }
        else if (one.kind === 'copy') copies.push(folder)
        else if (one.kind === 'put-back') {
          const copy = copies[one.which % Math.max(1, copies.length)]
          if (copy !== undefined) {
            copies.push(folder)
            folder = { ...copy, isNoted: false }
          }
        } else places.push({ number: folder.truth.length, startId: idOf(folder.starts, -1), truth: folder.truth })
        for (const place of places) {
          const isSamePast = place.truth.every((known, index) => folder.truth[index] === known)
          const { kind } = judgeSince(log(folder.starts), folder.truth.length, place)
          expect(kind).toBe(isSamePast ? 'known' : 'another-past')
        }
      }
    }),
    { numRuns: 500 }
  )
})
