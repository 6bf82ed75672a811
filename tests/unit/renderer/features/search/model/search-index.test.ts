import { expect, test } from 'vitest'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { callOf, maya, omar } from '#renderer/dev/sample-data.ts'
import { listSources, type SearchSource } from '#renderer/features/search/model/list-sources.ts'
import { createSearchIndex, type SearchIndex } from '#renderer/features/search/model/search-index.ts'

const names = new Map<string, string>([
  [maya.id, 'Maya Chén'],
  [omar.id, 'Omar Haddad']
])
const hexId = (index: number) => index.toString(16).padStart(32, '0')
const now = callOf(1, 0, 9, maya).startsAt

const dayOf = (at: number) => new Date(at).toUTCString()

/** Sources that count how often each is read. */
function countReads(calls: readonly SessionCopy[], reads: string[]): readonly SearchSource[] {
  const sources = listSources({
    calls,
    coaches: [],
    dossiers: new Map(),
    labels: names,
    ownId: 'annaberg',
    isCoach: true,
    erasedName: 'Erased account',
    dayOf
  })
  return sources.map(source => ({
    ...source,
    make: () => {
      reads.push(source.key)
      return source.make()
    }
  }))
}
const read = (index: SearchIndex, calls: readonly SessionCopy[], reads: string[] = []) =>
  index.update(countReads(calls, reads))
const find = (index: SearchIndex, query: string) =>
  index.find(query, now).map(({ kind, shown }) => [kind, ...shown.map(({ entry }) => entry.id)])

const notes = callOf(1, -7, 9, maya, { notes: 'The dress rehearsal is on Friday' })
const other = callOf(2, 1, 9, omar, { notes: 'A résumé for the board' })

function createReady(): SearchIndex {
  return createSearchIndex(() => Promise.resolve())
}

test('FN2 beginnings of words find, in any case, with and without accents, and all of them have to be there', async () => {
  const index = createReady()
  await read(index, [notes, other])
  const note = [['note', `note ${notes.id} `]]
  expect(find(index, 'rehears')).toEqual(note)
  expect(find(index, 'REHEARSAL fri')).toEqual(note)
  expect(find(index, 'rehearsal board')).toEqual([])
  expect(find(index, 'hearsal')).toEqual([])
  expect(find(index, 'resume')).toEqual([['note', `note ${other.id} `]])
  expect(find(index, 'réSUmé')).toEqual([['note', `note ${other.id} `]])
  expect(find(index, ' …')).toEqual([])
})

test('FN2 words of a session are found together with the name of its person, not by that alone', async () => {
  const index = createReady()
  await read(index, [notes, other])
  expect(find(index, 'chen rehearsal')).toEqual([['note', `note ${notes.id} `]])
  expect(find(index, 'omar rehearsal')).toEqual([])
  expect(find(index, 'chen')).toEqual([
    ['person', `person ${maya.id}`],
    ['session', `session ${notes.id}`]
  ])
})

test('FN5 a result says which words were hit', async () => {
  const index = createReady()
  await read(index, [notes])
  const [group] = index.find('rehears may', now)
  expect([...(group?.shown[0]?.hits ?? [])].toSorted()).toEqual(['maya', 'rehearsal'])
})

test('FN5 of one kind those nearest to today come first, and the others are counted', async () => {
  const index = createReady()
  const calls = Array.from({ length: 12 }, (_, at) => callOf(at, at - 8, 9, maya))
  await read(index, calls)
  const sessions = index.find('maya', now).find(({ kind }) => kind === 'session')
  expect(sessions?.more).toBe(7)
  const distances = sessions?.shown.map(({ entry }) => Math.round(((entry.startsAt ?? 0) - now) / 86_400_000))
  expect(distances?.map(Math.abs)).toEqual([0, 1, 1, 2, 2])
})

test('FN4 5,000 sessions are read once, in pieces, and later only what changed', async () => {
  let pauses = 0
  const index = createSearchIndex(() => {
    pauses += 1
    return Promise.resolve()
  })
  const words = 'We spoke about the board and what comes next. '.repeat(8)
  const calls = Array.from({ length: 5_000 }, (_, at) =>
    callOf(0, at - 4_990, 9, maya, { id: hexId(at), notes: at === 40 ? `${words} rehearsal` : words })
  )
  const reads: string[] = []
  await read(index, calls, reads)
  expect(reads.length).toBe(5_000 + names.size)
  expect(new Set(reads).size).toBe(reads.length)
  // A piece holds 20,000 characters and one source at the most.
  const length = calls.reduce((sum, call) => sum + (call.notes ?? '').length, 0)
  expect(pauses).toBeGreaterThan(length / 21_000 - 1)
  expect(index.progress()).toEqual({ read: 5_002, total: 5_002 })
  expect(find(index, 'rehearsal')).toEqual([['note', `note ${calls[40]?.id} `]])

  const changed = calls.map((call, at) => (at === 77 ? { ...call, notes: 'A rehearsal, too' } : call))
  const again: string[] = []
  pauses = 0
  await read(index, changed, again)
  expect([again, pauses]).toEqual([[`session ${calls[77]?.id}`], 0])
  expect(find(index, 'rehearsal')).toEqual([['note', `note ${calls[77]?.id} `, `note ${calls[40]?.id} `]])
})

test('FN4 what changed or is gone is not found any more', async () => {
  const index = createReady()
  await read(index, [notes, other])
  await read(index, [{ ...notes, notes: 'Something else' }])
  expect(find(index, 'rehearsal')).toEqual([])
  expect(find(index, 'resume')).toEqual([])
  expect(find(index, 'something')).toEqual([['note', `note ${notes.id} `]])
})

test('FN4 a change that comes while it is being read is read too, and nothing twice', async () => {
  const calls = Array.from({ length: 600 }, (_, at) => callOf(0, at - 590, 9, maya, { id: hexId(at) }))
  const reads: string[] = []
  const more = [...calls, { ...other, notes: 'rehearsal' }]
  let latter: Promise<void> | undefined
  let isFirst = true
  const index = createSearchIndex(() => {
    const wasFirst = isFirst
    isFirst = false
    if (wasFirst) latter = read(index, more, reads)
    return Promise.resolve()
  })
  await read(index, calls, reads)
  await latter
  expect(reads.length).toBe(601 + names.size)
  expect(new Set(reads).size).toBe(reads.length)
  expect(find(index, 'rehearsal')).toEqual([['note', `note ${other.id} `]])
})

test('FN4 what has been read is found before the rest is', async () => {
  const calls = Array.from({ length: 600 }, (_, at) =>
    callOf(0, at - 590, 9, maya, { id: hexId(at), notes: `note${at}` })
  )
  const seen: unknown[] = []
  const index = createSearchIndex(() => {
    if (seen.length === 0) seen.push(find(index, 'note599'), find(index, 'note0'), index.progress().total)
    return Promise.resolve()
  })
  await read(index, calls)
  expect(seen).toEqual([[['note', `note ${calls[599]?.id} `]], [], 602])
  expect(find(index, 'note0')).not.toEqual([])
})

test('FN3 once it is closed nothing is found, and what was being read is not read on', async () => {
  const calls = Array.from({ length: 600 }, (_, at) => callOf(0, at - 590, 9, maya, { id: hexId(at) }))
  const reads: string[] = []
  let told = 0
  const index = createSearchIndex(() => {
    index.close()
    return Promise.resolve()
  })
  index.subscribe(() => {
    told += 1
  })
  await read(index, calls, reads)
  expect(reads.length).toBeLessThan(250)
  expect([told, index.progress(), find(index, 'maya')]).toEqual([1, { read: 0, total: 0 }, []])
})
