import { expect, test } from 'vitest'
import { mergeWatch } from '#domain/merge/merge-watch.ts'
import type { Versioned } from '#domain/merge/meeting.ts'
import { createWatchId, type Watch } from '#domain/model/watch.ts'
import { recallWatch } from '#domain/set-back/recall-own-document.ts'

const now = Date.UTC(2027, 2, 1)
const watch: Watch = { id: createWatchId('a'.repeat(32)), kind: 'watch', zone: 'UTC', until: now + 1, madeAt: now }
const live = (more: Partial<Watch> = {}): Versioned<Watch> => ({ deleted: false, value: { ...watch, ...more } })
const gone: Versioned<Watch> = { deleted: true, value: watch }

test('MG19 what either device removed is gone, and nobody is told', () => {
  expect(mergeWatch({ assumed: live(), server: gone, local: live({ part: 'morning' }), now })).toEqual({
    resolved: gone,
    notices: []
  })
  expect(mergeWatch({ assumed: live(), server: live({ part: 'morning' }), local: gone, now }).resolved.deleted).toBe(
    true
  )
})

test('MG19 of two different ones the server’s stands, and one that only this device changed is the device’s', () => {
  const [mine, theirs] = [live({ part: 'morning' }), live({ part: 'evening' })]
  expect(mergeWatch({ assumed: live(), server: theirs, local: mine, now }).resolved).toEqual(theirs)
  expect(mergeWatch({ assumed: live(), server: live(), local: mine, now }).resolved).toEqual(mine)
})

test('MG19 one that the server refused is told of once', () => {
  const meeting = { server: gone, local: live(), reason: 'too-many-watches', now } as const
  const { resolved, notices } = mergeWatch(meeting)
  expect(resolved).toEqual(gone)
  expect(notices).toMatchObject([{ topic: 'write-refused', reason: 'too-many-watches', subject: { id: watch.id } }])
  expect(mergeWatch(meeting).notices).toEqual(notices)
})

test('WL9 after a set-back a watch that the server never heard of stays to be sent, and a removed one is gone', () => {
  const recall = { userId: 'student1', occasion: '1', now }
  expect(recallWatch({ local: live(), isUnsent: false, server: { kind: 'absent' } }, recall).local).toEqual(live())
  expect(recallWatch({ local: live(), isUnsent: false, server: { kind: 'deleted' } }, recall).local.deleted).toBe(true)
  expect(
    recallWatch({ local: gone, isUnsent: false, server: { kind: 'live', value: watch } }, recall).local.deleted
  ).toBe(true)
})
