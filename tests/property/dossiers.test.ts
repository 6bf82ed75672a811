import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeDossier } from '#domain/merge/merge-dossier.ts'
import { createDossierId, createTags, type Dossier, withoutStaleConsent } from '#domain/model/dossier.ts'
import { type Notice, noticeSchema } from '#domain/model/notice.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { withoutUndefined } from '#domain/without-undefined.ts'
import { judgeDossier } from '#domain/rules/judge-dossier.ts'
import { coach, now, studentId } from '../unit/domain/builders.ts'
import { there } from './two-devices.ts'

const anyText = fc.option(
  fc.array(fc.nat(40), { minLength: 1, maxLength: 3 }).map(words => words.map(n => `word${n}`).join(' ')),
  { nil: undefined }
)
const anyTags = fc.option(
  fc.uniqueArray(fc.nat(9), { maxLength: 5 }).map(tags => [...createTags(tags.map(n => `Tag ${n}`))]),
  { nil: undefined }
)
const anyDossier: fc.Arbitrary<Dossier> = fc
  .record({
    goals: anyText,
    background: anyText,
    tags: anyTags,
    agreedToLog: fc.option(fc.boolean(), { nil: undefined }),
    agreedAt: fc.option(
      fc.nat(3).map(n => now - n),
      { nil: undefined }
    ),
    editedAt: fc.nat(3).map(n => now - n)
  })
  .map(fields =>
    withoutStaleConsent({
      ...withoutUndefined(fields),
      id: createDossierId(studentId),
      kind: 'dossier' as const
    })
  )
/** What stood before, and what two devices made of it: an untouched field stays. */
const anyEdits = fc.tuple(anyDossier, anyDossier, anyDossier, fc.nat(255)).map(([before, a, b, mask]) => {
  const edit = (state: Dossier, bits: number): Dossier => {
    const kept = { ...state } as Record<string, unknown>
    for (const [at, field] of (['goals', 'background', 'tags', 'agreedToLog', 'agreedAt'] as const).entries()) {
      if (((bits >> at) & 1) === 0) continue
      if (before[field] === undefined) delete kept[field]
      else kept[field] = before[field]
    }
    return withoutStaleConsent(kept as Dossier)
  }
  return { before, a: edit(a, mask), b: edit(b, mask >> 4) }
})

/** A device with one edit meets the server, as it does: push, merge, push again, until both say the same. */
function push(
  server: Dossier,
  before: Dossier,
  typed: Dossier
): { readonly server: Dossier; readonly told: readonly Notice[] } {
  let [held, assumed, local] = [server, before, typed]
  const told: Notice[] = []
  for (let round = 0; !isSame(local, held); round += 1) {
    expect(round).toBeLessThan(4)
    const verdict = judgeDossier(coach, local, {
      current: { kind: 'live', value: held },
      base: isSame(assumed, held) ? 'current' : 'stale',
      count: 1,
      now
    })
    if (verdict.kind === 'accepted' || verdict.kind === 'adjusted') held = verdict.effect.put
    const merged = mergeDossier({ assumed: there(assumed), server: there(held), local: there(local), now })
    told.push(...merged.notices)
    ;[assumed, local] = [held, merged.resolved.value]
  }
  return { server: held, told }
}

const wordsOf = (value: unknown) => new Set(JSON.stringify(value).match(/word\d+\b/g))

test('MG21 whichever device arrives first, the dossier is the same in the end, and merging again changes nothing', () => {
  fc.assert(
    fc.property(anyEdits, ({ before, a, b }) => {
      const aFirst = push(push(before, before, a).server, before, b).server
      const bFirst = push(push(before, before, b).server, before, a).server
      expect({ ...aFirst, editedAt: 0 }).toEqual({ ...bFirst, editedAt: 0 })
      for (const seen of [a, b]) expect({ ...push(aFirst, seen, aFirst).server }).toEqual(aFirst)
    }),
    { numRuns: 400 }
  )
})

test('MG21 no word that either device wrote is lost: it is in the dossier or in a notice', () => {
  fc.assert(
    fc.property(anyEdits, ({ before, a, b }) => {
      const first = push(before, before, a)
      const second = push(first.server, before, b)
      const notices = [...first.told, ...second.told]
      for (const notice of notices) expect(noticeSchema.safeParse(notice).success).toBe(true)
      const everywhere = wordsOf([second.server, notices])
      for (const field of ['goals', 'background'] as const) {
        for (const state of [a, b]) {
          if (isSame(state[field], before[field])) continue
          for (const word of wordsOf(state[field] ?? '')) expect(everywhere).toContain(word)
        }
      }
    }),
    { numRuns: 400 }
  )
})
