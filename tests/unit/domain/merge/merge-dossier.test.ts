import { describe, expect, test } from 'vitest'
import { mergeDossier } from '#domain/merge/merge-dossier.ts'
import { textDivider } from '#domain/merge/merge-text.ts'
import type { Merged, Versioned } from '#domain/merge/meeting.ts'
import { createDossierId, type Dossier } from '#domain/model/dossier.ts'
import { maxTags, notesMaxLength } from '#domain/model/limits.ts'
import { noticeSchema } from '#domain/model/notice.ts'
import { fieldsOf, readNotice } from '#domain/notices/notice-payload.ts'
import { recallCopy } from '#domain/set-back/recall-copy.ts'
import { absent, coachId, live, now, studentId } from '../builders.ts'

const dossier = (more: Partial<Dossier>, editedAt = now): Dossier => ({
  id: createDossierId(studentId),
  kind: 'dossier',
  ...more,
  editedAt
})
const there = (value: Dossier): Versioned<Dossier> => ({ deleted: false, value })
const merge = (assumed: Dossier | undefined, server: Dossier, local: Dossier): Merged<Dossier> =>
  mergeDossier({
    ...(assumed === undefined ? {} : { assumed: there(assumed) }),
    server: there(server),
    local: there(local),
    now
  })
const recall = { userId: coachId, occasion: 'once', now }

describe('a dossier on two devices', () => {
  test('MG21 what each side changed alone stands', () => {
    const { resolved, notices } = merge(
      dossier({ goals: 'a' }, now - 9),
      dossier({ goals: 'b' }, now - 2),
      dossier({ goals: 'a', background: 'c', tags: ['x'], agreedToLog: true }, now - 1)
    )
    expect(resolved.value).toEqual(dossier({ goals: 'b', background: 'c', tags: ['x'], agreedToLog: true }, now - 1))
    expect(notices).toEqual([])
  })

  test('MG21 where both wrote, both texts are kept, the one typed later first, and the coach is told', () => {
    const { resolved, notices } = merge(
      dossier({ goals: 'before' }, now - 9),
      dossier({ goals: 'on the laptop' }, now - 2),
      dossier({ goals: 'on the phone' }, now - 1)
    )
    expect(resolved.value.goals).toBe(`on the phone${textDivider}on the laptop`)
    const [told] = notices
    expect(noticeSchema.safeParse(told).success).toBe(true)
    expect(told).toMatchObject({ topic: 'words-merged', subject: { collection: 'calls', id: resolved.value.id } })
    expect(fieldsOf(readNotice(told!).mine)).toEqual({ goals: 'on the laptop' })
    expect(fieldsOf(readNotice(told!).theirs)).toEqual({ goals: resolved.value.goals })
  })

  test('MG21 the moment of a consent goes with the answer that stands', () => {
    const yes = { agreedToLog: true, agreedAt: now - 8 }
    const no = { agreedToLog: false }
    const answer = (server: Partial<Dossier>, local: Partial<Dossier>) => {
      const { agreedToLog, agreedAt } = merge(undefined, dossier(server, now - 2), dossier(local, now - 1)).resolved
        .value
      return [agreedToLog, agreedAt]
    }
    expect(answer(yes, no)).toEqual([false, undefined])
    expect(answer(no, yes)).toEqual([true, now - 8])
    // Both noted it: nobody has to be told which of the two moments stands.
    const both = merge(undefined, dossier(yes, now - 2), dossier({ ...yes, agreedAt: now - 4 }, now - 1))
    expect([both.resolved.value.agreedAt, both.notices]).toEqual([now - 4, []])
  })

  test('MG21 the result is the same whichever arrives first, and merging again changes nothing', () => {
    const before = dossier({ goals: 'g', background: 'b', tags: ['x', 'y'] }, now - 9)
    const one = dossier({ goals: 'one', background: 'b1', tags: ['x', 'z'], agreedToLog: true }, now - 2)
    const other = dossier({ goals: 'other', tags: ['a', 'x', 'y'], agreedToLog: false }, now - 2)
    const [there_, here] = [merge(before, one, other).resolved, merge(before, other, one).resolved]
    expect(there_.value).toEqual(here.value)
    expect(there_.value).toMatchObject({ background: 'b1', tags: ['a', 'x', 'z'] })
    expect(merge(one, there_.value, there_.value)).toEqual({ resolved: there_, notices: [] })
    // The device that lost nothing hears of it, merges what it has with what it gets, and is at rest.
    expect(merge(before, there_.value, other).resolved.value.goals).toBe(there_.value.goals)
  })

  test('MG21 tags are one set: on where either put it on, off where either took it off, whatever its case', () => {
    const tags = (was: readonly string[], theirs: readonly string[], mine: readonly string[]) =>
      merge(dossier({ tags: [...was] }), dossier({ tags: [...theirs] }), dossier({ tags: [...mine] })).resolved.value
        .tags
    expect(tags(['a', 'b'], ['a', 'c'], ['b', 'd'])).toEqual(['c', 'd'])
    expect(tags([], ['Board'], ['board'])).toEqual(['Board'])
  })

  test('MG21 what does not fit together goes to the inbox: the text typed later stands', () => {
    const long = (letter: string) => letter.repeat(notesMaxLength - 1)
    const many = (letter: string) => Array.from({ length: maxTags }, (_, n) => `${letter}${n}`).sort()
    const { resolved, notices } = merge(
      undefined,
      dossier({ goals: long('a'), tags: many('a') }, now - 2),
      dossier({ goals: long('b'), tags: many('b') }, now - 1)
    )
    expect(resolved.value).toMatchObject({ goals: long('b'), tags: many('b') })
    expect(fieldsOf(readNotice(notices[0]!).mine)).toEqual({ goals: long('a'), tags: many('a') })
  })

  test('MG13 MG21 a difference in the time of typing alone is not sent again', () => {
    const server = dossier({ goals: 'a' }, now - 2)
    expect(merge(undefined, server, dossier({ goals: 'a' }, now + 5)).resolved.value).toBe(server)
  })

  test('MG12 MG21 what the server refused is in the inbox, with the reason', () => {
    const local = there(dossier({ goals: 'mine', background: 'as before' }))
    const refused = mergeDossier({
      assumed: there(dossier({ background: 'as before' }, now - 9)),
      server: there(dossier({ background: 'theirs' }, now - 2)),
      local,
      reason: 'too-many-dossiers',
      now
    })
    expect(refused.resolved.value).toEqual(dossier({ background: 'theirs' }, now - 2))
    expect(refused.notices).toMatchObject([{ topic: 'write-refused', reason: 'too-many-dossiers' }])
    expect(fieldsOf(readNotice(refused.notices[0]!).mine)).toEqual({ goals: 'mine' })
  })

  test('VE2 a field that only another version knows stays', () => {
    const newer = { ...dossier({ goals: 'b' }, now - 2), mood: 'bright' } as Dossier
    expect(merge(dossier({ goals: 'a' }, now - 9), newer, dossier({ goals: 'a', tags: ['x'] })).resolved.value).toEqual(
      {
        ...dossier({ goals: 'b', tags: ['x'] }),
        mood: 'bright'
      }
    )
  })

  test('SB2 MG21 after a set-back both texts are kept, and one that the server lost is sent again', () => {
    const local = there(dossier({ goals: 'since then' }, now - 1))
    expect(recallCopy({ local, isUnsent: false, server: absent }, recall).local).toEqual(local)
    const server = live(dossier({ goals: 'of the copy' }, now - 9))
    expect(recallCopy({ local, isUnsent: false, server }, recall).local.value).toMatchObject({
      goals: `since then${textDivider}of the copy`
    })
  })
})
