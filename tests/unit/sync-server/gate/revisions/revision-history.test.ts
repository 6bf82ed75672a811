import { describe, expect, it } from 'vitest'
import { buildOutcome, compareBase, type Found, isForgedHistory } from '#server/gate/revisions/revision-history.ts'

/** Each revision built on the one before it. */
const chain = (revs: readonly string[]): Found['known'] => new Map(revs.map((rev, n) => [rev, revs[n - 1]]))
const makeHash = () => 'fresh'
const live = (rev: string, known: readonly string[] = [rev]): Found => ({
  current: { kind: 'live', value: { id: 'x' } },
  rev,
  known: chain(known)
})
const tombstone = (rev: string, known: readonly string[]): Found => ({
  current: { kind: 'deleted' },
  rev,
  known: chain(known)
})
const absent: Found = { current: { kind: 'absent' }, rev: undefined, known: new Map() }
/** A pushed revision with its history, newest first. */
const pushed = (...revs: readonly string[]) => {
  const [own = ''] = revs
  const start = Number(own.slice(0, own.indexOf('-')))
  const ids = revs.map(rev => rev.slice(rev.indexOf('-') + 1))
  return { newEdits: false, doc: { _id: 'x', n: 1, _rev: own, _revisions: { start, ids } } }
}

describe('SL14 the base of a write', () => {
  it('is the named revision for an ordinary write', () => {
    const base = (rev: string | undefined, found: Found) =>
      compareBase({ newEdits: true, doc: { _id: 'x', ...(rev === undefined ? {} : { _rev: rev }) } }, found)
    expect(base(undefined, live('1-a'))).toBe('none')
    expect(base('1-a', live('1-a'))).toBe('current')
    expect(base('1-a', live('2-b'))).toBe('stale')
    expect(base('1-a', absent)).toBe('stale')
  })

  it.each([
    ['goes forward', pushed('2-b', '1-a'), live('1-a'), 'current'],
    ['goes forward by several', pushed('4-d', '3-c', '2-b', '1-a'), live('2-b', ['1-a', '2-b']), 'current'],
    ['is new', pushed('1-a'), absent, 'none'],
    ['is here already', pushed('2-b', '1-a'), live('2-b', ['1-a', '2-b']), 'known'],
    ['was here before', pushed('1-a'), live('2-b', ['1-a', '2-b']), 'known'],
    ['forks', pushed('2-z', '1-a'), live('2-b', ['1-a', '2-b']), 'stale'],
    ['has another root', pushed('1-z'), live('1-a'), 'stale'],
    ['goes on from a tombstone', pushed('3-c', '2-t', '1-a'), tombstone('2-t', ['1-a', '2-t']), 'current'],
    ['never knew what was removed', pushed('1-z'), tombstone('2-t', ['1-a', '2-t']), 'none'],
    ['edits what was removed', pushed('2-z', '1-a'), tombstone('2-t', ['1-a', '2-t']), 'stale']
  ] as const)('of a replica that %s', (_name, push, found, expected) => {
    expect(compareBase(push, found)).toBe(expected)
  })
})

describe('what stores the outcome of a replica’s push', () => {
  it('is the pushed revision where it says the same', () => {
    const push = pushed('2-b', '1-a')
    expect(buildOutcome(push, live('1-a'), { value: { id: 'x', n: 1 } as { id: string } }, makeHash)).toEqual([
      push.doc
    ])
  })

  it('is a child of the pushed revision where it says something else', () => {
    expect(buildOutcome(pushed('2-b', '1-a'), live('1-a'), { value: { id: 'x' } }, makeHash)).toEqual([
      { _id: 'x', _rev: '3-fresh', _revisions: { start: 3, ids: ['fresh', 'b', 'a'] } }
    ])
  })

  it('ends the stored leaf in the same batch where the push forked', () => {
    const docs = buildOutcome(pushed('2-z', '1-a'), live('2-b', ['1-a', '2-b']), { value: { id: 'x' } }, makeHash)
    expect(docs.map(doc => [doc._rev, doc._deleted, doc._revisions?.ids])).toEqual([
      ['3-fresh', undefined, ['fresh', 'z', 'a']],
      ['3-fresh', true, ['fresh', 'b']]
    ])
  })
})

describe('a history of a replica', () => {
  it.each([
    ['one that goes on', pushed('2-b', '1-a'), live('1-a'), false],
    ['one that is far ahead of nothing', pushed('10000-b'), absent, false],
    ['one that is too far ahead of nothing', pushed('10001-b'), absent, true],
    ['one that is too far ahead', pushed('10002-b'), live('1-a'), true],
    ['one that is far ahead of what has grown far', pushed('100000001-b'), live('99999999-a'), true],
    ['one that goes on from what has grown far', pushed('100000002-b'), live('100000001-a'), false],
    ['one with a hash of another generation', pushed('3-a', '2-b'), live('1-a'), true],
    ['one that is here already', pushed('1-a'), live('2-b', ['1-a', '2-b']), false]
  ] as const)('RV2 %s', (_name, push, found, isForged) => {
    expect(isForgedHistory(push, found)).toBe(isForged)
  })
})

describe('RV2 made-up ancestors beneath a known revision', () => {
  const found = live('6-y', ['5-r', '6-y'])

  it('are forged where storage knows others, and not where they are the same or not named', () => {
    expect(isForgedHistory(pushed('7-n', '6-y', '5-f', '4-f'), found)).toBe(true)
    expect(isForgedHistory(pushed('7-n', '6-y', '5-r', '4-f'), found)).toBe(false)
    expect(isForgedHistory(pushed('7-n', '6-y'), found)).toBe(false)
  })

  it('are never stored: what storage knows beneath it is', () => {
    const [outcome] = buildOutcome(pushed('7-n', '6-y', '5-r', '4-f'), found, { value: { id: 'x' } }, makeHash)
    expect(outcome?._revisions).toEqual({ start: 8, ids: ['fresh', 'n', 'y', 'r'] })
  })
})
