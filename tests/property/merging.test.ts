import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeSessionCopy } from '#domain/merge/merge-session-copy.ts'
import { mergeProfile } from '#domain/merge/merge-profile.ts'
import { mergeSlot } from '#domain/merge/merge-slot.ts'
import type { Meeting, Merged, Versioned } from '#domain/merge/meeting.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { type Notice, noticeSchema } from '#domain/model/notice.ts'
import { type SessionCopy, sessionCopySchema, wordFields } from '#domain/model/session-copy.ts'
import { isSame } from '#domain/rules/is-same.ts'
import type { Reason } from '#domain/model/reasons.ts'
import { buildProfile, coachId, dayMs, start } from '../unit/domain/builders.ts'
import { anyProfile, anyRequest, anyRole, anySlot, anyWords, buildCopy, deepFreeze } from './arbitraries.ts'
import { arrivalAt, createServer, pushFromDevice, there } from './two-devices.ts'

/** What stood before, and what two devices made of it: an untouched field stays, a touched one is new or cleared. */
const anyEdits = anyRole.chain(role => {
  const anyState = fc.tuple(anyWords(role), anyWords(role), anyWords(role), fc.nat(255))
  return anyState.map(([base, a, b, mask]) => {
    const before = buildCopy(role, base)
    const edit = (words: Partial<SessionCopy>, bits: number): SessionCopy => {
      const fields = [...wordFields, 'wordsEditedAt'] as const
      const kept = Object.fromEntries(
        fields.map((field, index) => [
          field,
          field !== 'wordsEditedAt' && (bits >> index) & 1 ? base[field] : words[field]
        ])
      )
      return buildCopy(role, Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)))
    }
    return { role, before, a: edit(a, mask), b: edit(b, mask >> 4) }
  })
})

const pickWords = (copy: SessionCopy) => Object.fromEntries(wordFields.map(field => [field, copy[field]]))

/** The fields that a notice keeps, each with its content as text, and each action by itself. */
function listTold({ mine }: Notice): readonly string[] {
  const { actions = {}, ...fields } = JSON.parse(mine ?? '{}') as { readonly actions?: object }
  return [...Object.entries(fields), ...Object.entries(actions)].map(entry => JSON.stringify(entry))
}

/** Every word of every text, and every score, as a set of marks. */
function listWords(value: unknown): ReadonlySet<string> {
  return new Set(
    JSON.stringify(value ?? null).match(/(word|do)\d+(x\d+)?|"(satisfaction|score)":\d|"paid":(true|false)/g)
  )
}

describe('words of two devices', () => {
  test('MG6 whichever device arrives first, the words are the same in the end', () => {
    fc.assert(
      fc.property(anyEdits, ({ before, a, b }) => {
        const [aFirst, bFirst] = [createServer(before), createServer(before)]
        pushFromDevice(aFirst, before, a)
        pushFromDevice(aFirst, before, b)
        pushFromDevice(bFirst, before, b)
        pushFromDevice(bFirst, before, a)
        expect(pickWords(aFirst.copy)).toEqual(pickWords(bFirst.copy))
      }),
      { numRuns: 400 }
    )
  })

  test('MG6 merging the result again changes nothing and tells nothing new', () => {
    fc.assert(
      fc.property(anyEdits, ({ before, a, b }) => {
        const meet = (assumed: SessionCopy, server: SessionCopy, local: SessionCopy) =>
          mergeSessionCopy({ assumed: there(assumed), server: there(server), local: there(local), now: arrivalAt })
        const first = meet(before, a, b)
        const result = first.resolved.value
        const told = new Set(first.notices.flatMap(listTold))
        for (const again of [
          meet(before, a, result),
          meet(before, result, b),
          meet(a, a, result),
          meet(before, result, result)
        ]) {
          expect(pickWords(again.resolved.value)).toEqual(pickWords(result))
          expect(again.notices.flatMap(listTold).filter(field => !told.has(field))).toEqual([])
        }
      }),
      { numRuns: 400 }
    )
  })

  test('MG6 nothing that was typed is lost: it is in the copy or in a notice', () => {
    fc.assert(
      fc.property(anyEdits, ({ before, a, b }) => {
        const server = createServer(before)
        const notices = [...pushFromDevice(server, before, a).notices, ...pushFromDevice(server, before, b).notices]
        const kept = listWords([
          pickWords(server.copy),
          notices.map(({ mine }) => JSON.parse(mine ?? 'null') as unknown)
        ])
        for (const edited of [a, b]) {
          const changed = wordFields.filter(field => !isSame(edited[field], before[field]))
          const isAction = (field: string) => field === 'actions'
          // Of actions those whose text was typed here: another device may have removed or renamed the others.
          const actions = Object.entries(edited.actions ?? {}).filter(
            ([id, { text }]) => text !== before.actions?.[id]?.text
          )
          const fields = changed.filter(field => !isAction(field)).map(field => ({ [field]: edited[field] }))
          const typed = listWords([...fields, changed.some(isAction) ? actions : []])
          expect([...typed].filter(word => !kept.has(word))).toEqual([])
        }
      }),
      { numRuns: 400 }
    )
  })

  test('MG13 with any clock a device and the server come to rest, and both hold the same', () => {
    const anyStamp = fc.constantFrom(undefined, start, arrivalAt, arrivalAt + dayMs)
    fc.assert(
      fc.property(
        anyEdits,
        anyStamp,
        anyStamp,
        fc.option(anyRequest, { nil: undefined }),
        (edits, stampA, stampB, request) => {
          const { before, a, b } = edits
          const stamp = (copy: SessionCopy, wordsEditedAt: number | undefined): SessionCopy => ({
            ...copy,
            ...(wordsEditedAt === undefined ? {} : { wordsEditedAt, ...stampItems(copy, wordsEditedAt) }),
            ...(request === undefined ? {} : { request })
          })
          const server = createServer(before)
          pushFromDevice(server, before, stamp(a, stampA))
          expect(pushFromDevice(server, before, stamp(b, stampB)).local).toEqual(server.copy)
          expect(sessionCopySchema.safeParse(server.copy).error).toBeUndefined()
          const items = [...Object.values(server.copy.actions ?? {}), ...Object.values(server.copy.ticks ?? {})]
          for (const { editedAt } of [{ editedAt: server.copy.wordsEditedAt ?? 0 }, ...items]) {
            expect(editedAt).toBeLessThan(arrivalAt + dayMs)
          }
        }
      ),
      { numRuns: 400 }
    )
  })
})

/** Actions and ticks have times of their own. */
function stampItems({ actions, ticks }: SessionCopy, editedAt: number): Partial<SessionCopy> {
  const stamp = <T extends object>(items: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(items).map(([id, item]) => [id, { ...item, editedAt }]))
  return {
    ...(actions === undefined ? {} : { actions: stamp(actions) }),
    ...(ticks === undefined ? {} : { ticks: stamp(ticks) })
  }
}

const anyReason = fc.constantFrom<Reason | undefined>(undefined, undefined, 'malformed', 'slot-taken', 'not-started')
function anyVersion<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Versioned<T>> {
  return fc.record({ deleted: fc.integer({ min: 0, max: 3 }).map(number => number === 0), value })
}
function anyMeeting<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Meeting<T>> {
  return fc.record({
    assumed: fc.option(anyVersion(value), { nil: undefined }),
    server: anyVersion(value),
    local: anyVersion(value),
    reason: anyReason,
    now: fc.constant(arrivalAt)
  })
}
// One document each: ids do not differ inside a meeting.
const anySlotMeeting = anyMeeting(
  anySlot.map(slot => ({ ...slot, id: `${coachId}:${start}`, coachId, startsAt: start }))
)
const anyProfileMeeting = anyMeeting(anyProfile.map(profile => ({ ...profile, id: coachId })))
const anyCallMeeting = anyRole.chain(role => anyMeeting(anyWords(role).map(words => buildCopy(role, words))))

/** What holds for every merge of every kind of document. */
function checkMerge<T>(merge: (meeting: Meeting<T>) => Merged<T>, meeting: Meeting<T>): void {
  deepFreeze(meeting)
  const merged = merge(meeting)
  expect(merge(structuredClone(meeting))).toEqual(merged)
  for (const notice of merged.notices) expect(noticeSchema.safeParse(notice).error).toBeUndefined()
  const { server, reason } = meeting
  // What was refused is not sent again; and where server and device say the same, nothing happens.
  if (reason !== undefined) expect(merged.resolved).toEqual(server)
  expect(merge({ ...meeting, local: server })).toMatchObject({ resolved: server })
  // The result, met by the state that it was made from, stays.
  const again = merge({ assumed: server, server, local: merged.resolved, now: meeting.now })
  expect(again.resolved).toEqual(merged.resolved)
  expect(again.notices).toEqual([])
}

describe('every meeting', () => {
  test('MG13 copies: refused or not, the outcome is the server’s state or one that is still to be sent', () => {
    fc.assert(
      fc.property(anyCallMeeting, meeting => checkMerge(mergeSessionCopy, meeting)),
      { numRuns: 500 }
    )
  })

  test('MG13 slots: the same', () => {
    const lawful = anySlotMeeting.filter(({ server }) => server.value.status !== 'requested')
    fc.assert(
      fc.property(lawful, meeting => checkMerge(mergeSlot, meeting)),
      { numRuns: 700 }
    )
  })

  test('MG13 profiles: the same', () => {
    fc.assert(
      fc.property(anyProfileMeeting, meeting => checkMerge(mergeProfile, meeting)),
      { numRuns: 500 }
    )
  })

  test('MG10 nothing comes back from the dead by itself', () => {
    fc.assert(
      fc.property(anySlotMeeting, anyCallMeeting, (slots, calls) => {
        const slot = mergeSlot({
          ...slots,
          assumed: there(slots.local.value),
          server: { ...slots.server, deleted: true }
        })
        const call = mergeSessionCopy({ ...calls, server: { ...calls.server, deleted: true } })
        expect([slot.resolved.deleted, call.resolved.deleted]).toEqual([true, true])
      }),
      { numRuns: 300 }
    )
  })

  test('MG11 of a profile that two devices edited every text is in the profile or in a notice', () => {
    fc.assert(
      fc.property(anyProfileMeeting, ({ server, local, assumed }) => {
        const merged = mergeProfile({
          assumed: assumed ?? there(buildProfile()),
          server,
          local: { ...local, deleted: false },
          now: 0
        })
        const kept = [
          merged.resolved.deleted ? {} : merged.resolved.value,
          ...merged.notices.map(({ mine }) => JSON.parse(mine ?? '{}') as Partial<CoachProfile>)
        ]
        const before = (assumed ?? there(buildProfile())).value
        for (const field of ['headline', 'bio', 'zone', 'policy'] as const) {
          if (isSame(local.value[field], before[field])) continue
          expect(kept.some(value => isSame(value[field], local.value[field]))).toBe(true)
        }
      }),
      { numRuns: 500 }
    )
  })
})
