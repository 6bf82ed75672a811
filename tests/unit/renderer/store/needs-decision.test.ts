import { expect, test } from 'vitest'
import { writeKept } from '#domain/notices/notice-payload.ts'
import { keepsBoth, needsDecision } from '#renderer/store/needs-decision.ts'
import { bookingId, now } from '../../domain/builders.ts'

const met = {
  id: `notice:words-merged:${bookingId}:1`,
  kind: 'notice',
  topic: 'words-merged',
  at: now,
  subject: { collection: 'calls', id: bookingId },
  dismissed: false
} as const

test('MG6 words that stand with the others are news, and words that do not are a decision', () => {
  const joined = { ...met, ...writeKept('words-merged', { mine: { notes: 'a' }, theirs: { notes: 'b\n\na' } }) }
  expect(keepsBoth(joined)).toBe(true)
  expect(needsDecision(joined)).toBe(false)
  const lost = { ...met, ...writeKept('words-merged', { mine: { satisfaction: 3 }, theirs: { satisfaction: 4 } }) }
  expect(keepsBoth(lost)).toBe(false)
  expect(needsDecision(lost)).toBe(true)
})

test.each(['{"notes": cut off', 'null', 'plain words'])('words that nobody can read (%s) are a decision', text => {
  expect(keepsBoth({ ...met, mine: text, theirs: '{}' })).toBe(false)
  expect(keepsBoth({ ...met, mine: '{}', theirs: text })).toBe(false)
})
