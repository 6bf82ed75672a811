import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Draft } from '#renderer/contract/draft.ts'
import { mergeDrafts } from '#renderer/store/drafts/merge-drafts.ts'
import { joinKept } from '#renderer/store/bring-back/join-kept.ts'
import { withoutTold } from '#renderer/store/bring-back/without-told.ts'
import { buildCall, now } from '../../../domain/builders.ts'

const text = fc.constantFrom('a', 'b', 'a b', 'b c', 'c', '')
const score = fc.constantFrom(undefined, 1, 2, 5)
const followUps = fc.uniqueArray(fc.record({ text: fc.constantFrom('x', 'y', 'z'), done: fc.boolean() }), {
  selector: item => item.text,
  maxLength: 3
})
const words = fc.record(
  {
    satisfaction: score,
    notes: text,
    followUps,
    review: fc.record({ score: fc.constantFrom(1, 2, 5), text }),
    wordsEditedAt: fc.constantFrom(now - 3, now - 2, now - 1)
  },
  { requiredKeys: [] }
)

function toCall(fields: object): SessionCopy {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  return buildCall(Object.fromEntries(given) as Partial<SessionCopy>)
}
const there = (value: SessionCopy) => ({ deleted: false, value })

test('PW8 brought back a second time, the words of a session are as after the first time', () => {
  fc.assert(
    fc.property(fc.option(words, { nil: undefined }), words, words, (base, current, kept) => {
      const assumed = base === undefined ? {} : { assumed: there(toCall(base)) }
      const bringInto = (call: SessionCopy) => {
        const { resolved, notices } = joinKept({ ...assumed, server: there(call), local: there(toCall(kept)), now })
        return { call: resolved.value, notices }
      }
      const once = bringInto(toCall(current))
      const twice = bringInto(once.call)
      expect(twice.call).toEqual(once.call)
      expect(withoutTold(twice.notices, once.notices)).toEqual([])
      // What was typed here or there since their common state, and is not in the document, is in the inbox.
      const said = JSON.stringify([once.call, once.notices])
      for (const { notes, review } of [current, kept]) {
        if (notes !== base?.notes) expect(said).toContain(notes ?? '')
        if (review?.text !== base?.review?.text) expect(said).toContain(review?.text ?? '')
      }
    }),
    { seed: 8, numRuns: 2_000 }
  )
})

test('PW8 brought back a second time, a draft is as after the first time', () => {
  const draft = fc.record({
    outcome: fc.constantFrom('completed', 'no-show'),
    satisfaction: score,
    notes: text,
    followUps
  })
  fc.assert(
    fc.property(draft, draft, (mine, kept) => {
      const toDraft = (values: object) => ({ form: 'wrap-up', subjectId: 's', values, savedAt: now }) as Draft
      const once = mergeDrafts(undefined, toDraft(kept), toDraft(mine), ' | ')
      expect(mergeDrafts(undefined, toDraft(kept), once, ' | ').values).toEqual(once.values)
    }),
    { seed: 8, numRuns: 1_000 }
  )
})
