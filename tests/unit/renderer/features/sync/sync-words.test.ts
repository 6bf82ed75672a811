import { expect, test } from 'vitest'
import { describeSync } from '#renderer/features/sync/describe-sync.ts'
import type { CollectionSync, SyncState } from '#renderer/contract/screens.ts'

const settled: readonly CollectionSync[] = [{ collection: 'slots', waiting: 0, lastSuccessAt: 1 }]
const empty = { decisions: 0, news: 0 }
const kindsOf = (sync: SyncState, inbox: Partial<typeof empty> = {}, collections = settled) =>
  describeSync(sync, collections, { ...empty, ...inbox }).phrases.map(phrase => phrase.kind)

test('all synced says since when, and gives way to what needs the person', () => {
  expect(describeSync({ kind: 'synced', at: 7 }, settled, empty)).toEqual({
    tone: 'calm',
    phrases: [{ kind: 'synced', at: 7 }]
  })
  expect(describeSync({ kind: 'synced', at: 7 }, settled, { decisions: 2, news: 1 })).toEqual({
    tone: 'attention',
    phrases: [{ kind: 'needs-you', count: 2 }]
  })
})

test('news is told beside the state of the connection and raises no alarm', () => {
  expect(describeSync({ kind: 'synced', at: 7 }, settled, { decisions: 0, news: 2 })).toEqual({
    tone: 'calm',
    phrases: [
      { kind: 'synced', at: 7 },
      { kind: 'news', count: 2 }
    ]
  })
  expect(describeSync({ kind: 'syncing', waiting: 1 }, settled, { decisions: 0, news: 2 }).tone).toBe('busy')
  expect(kindsOf({ kind: 'offline', since: 5, waiting: 0 }, { news: 1 })).toEqual(['offline', 'news'])
})

test('offline comes first, then what waits, then what needs the person', () => {
  expect(kindsOf({ kind: 'offline', since: 5, waiting: 3 }, { decisions: 1 })).toEqual([
    'offline',
    'waiting',
    'needs-you'
  ])
  expect(kindsOf({ kind: 'offline', since: 5, waiting: 0 })).toEqual(['offline'])
})

test('what waits is never left out while an account cannot sync', () => {
  expect(kindsOf({ kind: 'needs-sign-in', waiting: 2 })).toEqual(['needs-sign-in', 'waiting'])
  expect(kindsOf({ kind: 'account-disabled', waiting: 2 })).toEqual(['disabled', 'waiting'])
  expect(kindsOf({ kind: 'needs-update', waiting: 2 })).toEqual(['needs-update', 'waiting'])
})

test('a server that cannot do its work is said so, with what waits for it', () => {
  expect(describeSync({ kind: 'server-failing', waiting: 2 }, settled, empty)).toEqual({
    tone: 'busy',
    phrases: [{ kind: 'server-failing' }, { kind: 'waiting', count: 2 }]
  })
  expect(kindsOf({ kind: 'server-failing', waiting: 0 }, { decisions: 1 })).toEqual(['server-failing', 'needs-you'])
})

test('syncing with nothing to send is a check, not a change', () => {
  expect(kindsOf({ kind: 'syncing', waiting: 0 })).toEqual(['checking'])
  expect(kindsOf({ kind: 'syncing', waiting: 4 })).toEqual(['waiting'])
})

test('the first sync adds up what all collections have received', () => {
  const collections: readonly CollectionSync[] = [
    { collection: 'slots', waiting: 0, progress: { done: 40, total: 100 } },
    { collection: 'calls', waiting: 0, progress: { done: 5, total: 10 } },
    { collection: 'users', waiting: 0 }
  ]
  expect(describeSync({ kind: 'starting' }, collections, { decisions: 3, news: 1 }).phrases).toEqual([
    { kind: 'first-sync', done: 45, total: 110 }
  ])
  const finished: readonly CollectionSync[] = [{ collection: 'slots', waiting: 0, progress: { done: 100, total: 100 } }]
  expect(kindsOf({ kind: 'starting' }, {}, finished)).toEqual(['starting'])
})

test('VE4 what needs a newer version is counted, without an alarm', () => {
  expect(describeSync({ kind: 'synced', at: 7 }, settled, empty, 2)).toEqual({
    tone: 'calm',
    phrases: [
      { kind: 'synced', at: 7 },
      { kind: 'set-aside', count: 2 }
    ]
  })
})
