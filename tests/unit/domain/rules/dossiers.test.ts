import { describe, expect, test } from 'vitest'
import { createDossierId, createTags, type Dossier, dossierSchema } from '#domain/model/dossier.ts'
import { maxDossiers, maxTags, notesMaxLength, tagMaxLength } from '#domain/model/limits.ts'
import { isSessionCopyId } from '#domain/model/session-copy.ts'
import { judgeDossier } from '#domain/rules/judge-dossier.ts'
import { absent, coach, live, now, student, studentId } from '../builders.ts'

const dossier = (more: Partial<Dossier> = {}): Dossier => ({
  id: createDossierId(studentId),
  kind: 'dossier',
  editedAt: now - 1,
  ...more
})
const fresh = { current: absent, base: 'none', count: 0, now } as const

describe('what a coach keeps of a student', () => {
  test('DO1 only a coach keeps one', () => {
    expect(judgeDossier(coach, dossier({ goals: 'To speak up.' }), fresh)).toEqual({
      kind: 'accepted',
      effect: { put: dossier({ goals: 'To speak up.' }) }
    })
    expect(judgeDossier(student, dossier(), fresh)).toMatchObject({ kind: 'rejected', reason: 'coaches-only' })
  })

  test('DO1 its id says whom it is about, and it is no copy of a session', () => {
    expect(dossierSchema.safeParse(dossier({ id: 'dossier:' })).success).toBe(false)
    expect(dossierSchema.safeParse(dossier({ id: 'dossier:Sam' })).success).toBe(false)
    expect(isSessionCopyId(dossier().id)).toBe(false)
  })

  test('DO2 texts and tags have bounds', () => {
    const fits = { goals: 'x'.repeat(notesMaxLength), tags: ['y'.repeat(tagMaxLength)] }
    expect(dossierSchema.safeParse(dossier(fits)).success).toBe(true)
    for (const more of [
      { goals: 'x'.repeat(notesMaxLength + 1) },
      { background: 'x'.repeat(notesMaxLength + 1) },
      { tags: ['y'.repeat(tagMaxLength + 1)] },
      { tags: [''] },
      { tags: ['one\nline'] },
      { tags: Array.from({ length: maxTags + 1 }, (_, n) => `tag ${n}`) }
    ]) {
      expect(dossierSchema.safeParse(dossier(more)).success).toBe(false)
    }
  })

  test('DO2 a consent is of a moment that has been, and a moment without a consent is dropped', () => {
    const put = (more: Partial<Dossier>) => {
      const verdict = judgeDossier(coach, dossier(more), fresh)
      return verdict.kind === 'accepted' || verdict.kind === 'adjusted' ? verdict.effect.put : undefined
    }
    expect(put({ agreedToLog: true, agreedAt: now - 5 })).toMatchObject({ agreedAt: now - 5 })
    expect(put({ agreedToLog: true, agreedAt: now + 5 })).toMatchObject({ agreedAt: now })
    for (const more of [{ agreedToLog: false }, {}])
      expect(put({ ...more, agreedAt: 5 })).not.toHaveProperty('agreedAt')
  })

  test('DO2 each tag is stored once, whatever its case and the blanks around it, in order', () => {
    expect(createTags([' sales', 'Paris', 'SALES', '', 'board '])).toEqual(['board', 'Paris', 'SALES'])
    expect(judgeDossier(coach, dossier({ tags: ['b ', 'a', 'B'] }), fresh)).toEqual({
      kind: 'adjusted',
      effect: { put: dossier({ tags: ['a', 'B'] }) }
    })
  })

  test('DO2 a tag that is stored longer than it was sent has the same bound', () => {
    // U+0958 is always stored as two characters.
    const [fits, grows] = [20, 21].map(length => dossier({ tags: ['\u0958'.repeat(length)] }))
    expect(dossierSchema.safeParse(grows).success).toBe(false)
    expect(dossierSchema.safeParse(fits).success).toBe(true)
    const verdict = judgeDossier(coach, fits!, fresh)
    expect(verdict).toMatchObject({ kind: 'adjusted' })
    expect(dossierSchema.safeParse('effect' in verdict ? verdict.effect.put : undefined).success).toBe(true)
  })

  test('DO2 it was never typed later than now', () => {
    expect(judgeDossier(coach, dossier({ editedAt: now + 1 }), fresh)).toMatchObject({
      kind: 'adjusted',
      effect: { put: { editedAt: now } }
    })
  })

  test('DO3 a further one than 2,000 is refused, and one that is there may be changed', () => {
    expect(judgeDossier(coach, dossier(), { ...fresh, count: maxDossiers })).toMatchObject({
      reason: 'too-many-dossiers'
    })
    const current = live(dossier())
    expect(
      judgeDossier(coach, dossier({ goals: 'x' }), { current, base: 'current', count: maxDossiers, now })
    ).toMatchObject({
      kind: 'accepted'
    })
  })

  test('SL14 one that was built on an older state is a conflict', () => {
    expect(judgeDossier(coach, dossier(), { current: live(dossier()), base: 'none', count: 1, now })).toEqual({
      kind: 'conflict'
    })
  })
})
