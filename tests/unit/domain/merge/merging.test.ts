import { describe, expect, test } from 'vitest'
import { mergeSessionCopy } from '#domain/merge/merge-session-copy.ts'
import { mergeNotice } from '#domain/merge/merge-notice.ts'
import { mergeProfile } from '#domain/merge/merge-profile.ts'
import { mergeSlot } from '#domain/merge/merge-slot.ts'
import { mergeTexts, textDivider } from '#domain/merge/merge-text.ts'
import type { Meeting, Versioned } from '#domain/merge/meeting.ts'
import { toStableText } from '#domain/merge/stable-text.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { type Notice, noticeSchema } from '#domain/model/notice.ts'
import type { Slot } from '#domain/model/slot.ts'
import { writeKept } from '#domain/notices/notice-payload.ts'
import { judgeSessionCopy } from '#domain/rules/judge-session-copy.ts'
import {
  bookingId,
  buildCall,
  buildCallContext,
  buildClaim,
  buildNotice,
  buildProfile,
  buildSlot,
  coach,
  coachId,
  hexId,
  hourMs,
  minuteMs,
  now,
  start
} from '../builders.ts'

const there = <T>(value: T): Versioned<T> => ({ deleted: false, value })
const removed = <T>(value: T): Versioned<T> => ({ deleted: true, value })
const meetSlot = (fields: Partial<Meeting<Slot>>) =>
  mergeSlot({ server: there(buildSlot()), local: there(buildSlot()), now, ...fields })
const booked = buildSlot({ status: 'booked', bookingId: hexId(7) })

describe('slots', () => {
  test('MG1 a claim that met another booking gives way and its student is told once', () => {
    const meeting = { assumed: there(buildSlot()), server: there(booked), local: there(buildClaim()) }
    const merged = meetSlot({ ...meeting, reason: 'slot-taken' })
    expect(merged.resolved).toEqual(there(booked))
    expect(merged.notices).toMatchObject([{ topic: 'claim-lost', reason: 'slot-taken', bookingId, slotId: booked.id }])
    expect(meetSlot({ ...meeting, now: now + hourMs }).notices[0]?.id).toBe(merged.notices[0]?.id)
  })

  test.each([
    ['won', { server: there(buildSlot({ status: 'booked', bookingId })) }],
    ['was the student’s already', { server: there(booked), reason: 'already-yours' as const }]
  ])('MG1 a claim that %s is not reported', (_, fields) => {
    const merged = meetSlot({ assumed: there(buildSlot()), local: there(buildClaim()), ...fields })
    expect(merged).toEqual({ resolved: fields.server, notices: [] })
  })

  test.each([undefined, 'slot-booked'] as const)('MG2 a removal meets a booking (reason: %s)', reason => {
    const merged = meetSlot({ assumed: there(buildSlot()), server: there(booked), local: removed(buildSlot()), reason })
    expect(merged.resolved).toEqual(there(booked))
    expect(merged.notices).toMatchObject([{ topic: 'slot-booked-meanwhile', bookingId: hexId(7), slotId: booked.id }])
  })

  test.each([undefined, 'slot-booked'] as const)('MG2 a move meets a booking (reason: %s)', reason => {
    const moved = buildSlot({ startsAt: start + hourMs, movesFrom: booked.id })
    const stored = { ...moved, status: 'declined', decline: { reason: 'slot-booked', slotId: booked.id } } as const
    const merged = meetSlot({ server: there(stored), local: there(moved), reason })
    expect(merged.resolved).toEqual(there(stored))
    expect(merged.notices).toMatchObject([
      {
        topic: 'slot-booked-meanwhile',
        subject: { collection: 'slots', id: booked.id },
        slotId: booked.id,
        startsAt: booked.startsAt
      }
    ])
    expect(noticeSchema.safeParse(merged.notices[0]).success).toBe(true)
  })

  test('MG2 an edit meets a booking', () => {
    const declined = buildSlot({ status: 'declined', decline: { reason: 'slot-overlaps' } })
    const merged = meetSlot({ assumed: there(declined), server: there(booked), local: there(buildSlot()) })
    expect(merged).toMatchObject({ resolved: { value: booked }, notices: [{ topic: 'slot-booked-meanwhile' }] })
  })

  test('MG4 a slot that the server declined is held as declined, with the slot it met', () => {
    const met = buildSlot({ startsAt: start + hourMs })
    const stored = buildSlot({ status: 'declined', decline: { reason: 'slot-overlaps', slotId: met.id } })
    expect(meetSlot({ server: there(stored) })).toEqual({ resolved: there(stored), notices: [] })
  })

  test('MG10 an edit that meets a removal becomes a notice', () => {
    const declined = buildSlot({ status: 'declined', decline: { reason: 'slot-overlaps' } })
    const merged = meetSlot({ assumed: there(declined), server: removed(declined), local: there(buildSlot()) })
    expect(merged.resolved).toEqual(removed(declined))
    expect(merged.notices).toMatchObject([{ topic: 'edit-met-deletion' }])
  })

  test.each([undefined, removed(buildSlot())])(
    'MG10 creating over a tombstone is no edit of what was removed',
    assumed => {
      const merged = meetSlot({ assumed, server: removed(buildSlot()) })
      expect(merged).toEqual({ resolved: there(buildSlot()), notices: [] })
    }
  )

  test('MG10 a creation that was stored, and removed by another device since, does not come back', () => {
    // Found by the model: two devices sent each other's creation and removal back and forth.
    const merged = meetSlot({ assumed: there(buildSlot()), server: removed(buildSlot()), local: there(buildSlot()) })
    expect(merged).toEqual({ resolved: removed(buildSlot()), notices: [] })
  })

  test('MG10 two removals meet in silence', () => {
    const merged = meetSlot({ server: removed(buildSlot()), local: removed(buildSlot()) })
    expect(merged).toEqual({ resolved: removed(buildSlot()), notices: [] })
  })

  test('MG12 a slot that was refused goes to the inbox and off the calendar', () => {
    const local = buildSlot({ endsAt: start })
    const merged = meetSlot({ server: removed(local), local: there(local), reason: 'slot-not-two-hours' })
    expect(merged.resolved.deleted).toBe(true)
    expect(merged.notices).toMatchObject([
      { topic: 'write-refused', reason: 'slot-not-two-hours', mine: JSON.stringify(local) }
    ])
  })

  test('MG13 a removal that is still lawful is sent again', () => {
    const declined = buildSlot({ status: 'declined', decline: { reason: 'slot-in-past' } })
    const merged = meetSlot({ assumed: there(buildSlot()), server: there(declined), local: removed(buildSlot()) })
    expect(merged).toEqual({ resolved: removed(buildSlot()), notices: [] })
  })
})

const base = buildCall({ notes: 'Before', satisfaction: 3, wordsEditedAt: start })
const device = (fields: Partial<SessionCopy>, editedAt: number) => ({
  ...base,
  ...fields,
  wordsEditedAt: start + editedAt
})
const meetCall = (server: SessionCopy, local: SessionCopy, fields: Partial<Meeting<SessionCopy>> = {}) =>
  mergeSessionCopy({ assumed: there(base), server: there(server), local: there(local), now, ...fields })
const words = ({ satisfaction, notes, followUps, review }: SessionCopy) => ({ satisfaction, notes, followUps, review })

describe('feedback', () => {
  test('MG6 fields that one side changed are taken from it', () => {
    const merged = meetCall(device({ notes: 'New notes' }, 5), device({ satisfaction: 5 }, 9))
    expect(merged.notices).toEqual([])
    expect(merged.resolved.value).toMatchObject({ notes: 'New notes', satisfaction: 5, wordsEditedAt: start + 9 })
  })

  test('MG6 a field that one side cleared is cleared', () => {
    const { satisfaction: _, ...cleared } = device({}, 9)
    expect(meetCall(device({ notes: 'New' }, 5), cleared).resolved.value).not.toHaveProperty('satisfaction')
  })

  test('MG6 of two texts both are kept, the newest first and marked, whichever arrives first', () => {
    const [a, b] = [device({ notes: 'From the train' }, 5), device({ notes: 'From home' }, 9)]
    for (const merged of [meetCall(a, b), meetCall(b, a)]) {
      const notes = `From home${textDivider}From the train`
      expect(merged.resolved.value.notes).toBe(notes)
      // Neither device had written this: its person is told, with what each said.
      const told = { mine: JSON.stringify({ notes: 'From the train' }), theirs: JSON.stringify({ notes }) }
      expect(merged.notices).toMatchObject([{ topic: 'words-merged', ...told }])
    }
  })

  test('MG6 where one text holds the other nothing was joined, and nobody is told', () => {
    const merged = meetCall(device({ notes: 'Late' }, 5), device({ notes: 'Late, and sorry' }, 9))
    expect(merged.resolved.value.notes).toBe('Late, and sorry')
    expect(merged.notices).toEqual([])
  })

  test('MG6 a text that contains the other is not doubled', () => {
    expect(mergeTexts('one two', 'two', 100)).toBe('one two')
    expect(mergeTexts('two', 'one two', 100)).toBe('one two')
    expect(mergeTexts('same', 'same', 1)).toBe('same')
  })

  test('MG6 a text that is part of a word of the other is another text', () => {
    // Found by the property "nothing that was typed is lost": the shorter note vanished in the longer one.
    expect(mergeTexts('word10', 'word1', 100)).toBe(`word10${textDivider}word1`)
    expect(mergeTexts('joke', 'ok', 100)).toBe(`joke${textDivider}ok`)
    expect(mergeTexts('not ok, joke', 'ok', 100)).toBe('not ok, joke')
    expect(mergeTexts('größer', 'groß', 100)).toBe(`größer${textDivider}groß`)
    expect(mergeTexts('größer', 'gr', 100)).toBe(`größer${textDivider}gr`)
    expect(mergeTexts('any', '', 100)).toBe('any')
  })

  test('MG6 texts that do not fit together: the newest stands, the other is in the inbox', () => {
    const [long, newer] = ['o'.repeat(6_000), 'n'.repeat(6_000)]
    const merged = meetCall(device({ notes: long }, 5), device({ notes: newer }, 9))
    expect(merged.resolved.value.notes).toBe(newer)
    expect(merged.notices).toMatchObject([
      { topic: 'words-merged', mine: JSON.stringify({ notes: long }), theirs: JSON.stringify({ notes: newer }) }
    ])
  })

  test('MG6 of two scores the newest stands and the other goes to the inbox', () => {
    const [a, b] = [device({ satisfaction: 1 }, 5), device({ satisfaction: 5 }, 9)]
    const merges = [meetCall(a, b), meetCall(b, a)]
    for (const merged of merges) {
      expect(merged.resolved.value.satisfaction).toBe(5)
      expect(merged.notices).toMatchObject([{ topic: 'words-merged', mine: '{"satisfaction":1}' }])
    }
    expect(merges[0]?.notices[0]?.id).toBe(merges[1]?.notices[0]?.id)
  })

  test('MG6 follow-ups of both sides are kept, each once, done as the side says that changed it', () => {
    const item = (text: string, done = false) => ({ text, done })
    const assumed = there({ ...base, followUps: [item('call'), item('send')] })
    const a = device({ followUps: [item('call', true), item('send'), item('read')] }, 5)
    const b = device({ followUps: [item('call'), item('send', true), item('book')] }, 9)
    for (const merged of [meetCall(a, b, { assumed }), meetCall(b, a, { assumed })]) {
      expect(merged.resolved.value.followUps).toEqual([
        item('call', true),
        item('send', true),
        item('book'),
        item('read')
      ])
    }
  })

  test.each([
    ['at one moment', 5],
    ['later', 9]
  ])('MG6 the same follow-ups in another order, typed %s: one order, and merging again keeps it', (_, at) => {
    // Found by the property "merging the result again changes nothing": which was done decided the order, too.
    const item = (text: string, done = false) => ({ text, done })
    const a = device({ followUps: [item('do4'), item('do8')] }, 5)
    const b = device({ followUps: [item('do8'), item('do4', true)] }, at)
    const followUps = [item('do8'), item('do4', true)]
    const { resolved } = meetCall(a, b)
    expect(resolved.value.followUps).toEqual(followUps)
    for (const again of [meetCall(b, a), meetCall(a, resolved.value), meetCall(resolved.value, b)]) {
      expect(again.resolved.value.followUps).toEqual(followUps)
    }
  })

  test('MG6 too many follow-ups: fifty stand, the older list is in the inbox', () => {
    const list = (prefix: string) => Array.from({ length: 30 }, (_, at) => ({ text: `${prefix} ${at}`, done: false }))
    const merged = meetCall(device({ followUps: list('a') }, 5), device({ followUps: list('b') }, 9))
    expect(merged.resolved.value.followUps).toHaveLength(50)
    expect(merged.notices).toMatchObject([{ mine: JSON.stringify({ followUps: list('a') }) }])
  })

  test('MG6 two reviews: the newest score, both texts, the older review in the inbox', () => {
    const copy = buildCall({ partyRole: 'student' })
    const a = { ...copy, review: { score: 2, text: 'Too fast' }, wordsEditedAt: start + 5 }
    const b = { ...copy, review: { score: 4, text: 'Good' }, wordsEditedAt: start + 9 }
    for (const merged of [meetCall(a, b, { assumed: there(copy) }), meetCall(b, a, { assumed: there(copy) })]) {
      expect(merged.resolved.value.review).toEqual({ score: 4, text: `Good${textDivider}Too fast` })
      expect(merged.notices).toMatchObject([{ mine: JSON.stringify({ review: a.review }) }])
    }
  })

  test('MG6 equal stamps: both devices agree, in whatever order the fields were written', () => {
    const a = device({ satisfaction: 1, followUps: [{ text: 'a', done: true }] }, 5)
    const b = device({ satisfaction: 5, followUps: [{ text: 'b', done: true }] }, 5)
    const aReordered = { ...a, followUps: [{ done: true, text: 'a' }] }
    const outcomes = [meetCall(a, b), meetCall(b, a), meetCall(aReordered, b), meetCall(b, aReordered)]
    expect(new Set(outcomes.map(({ resolved }) => toStableText(words(resolved.value)))).size).toBe(1)
  })

  test('MG6 equal stamps: merging the result again does not turn the score round', () => {
    // Found by the property "merging the result again changes nothing": the order was that of all words together.
    const [a, b] = [device({ satisfaction: 1 }, 5), device({ satisfaction: 2, followUps: [] }, 5)]
    const { resolved } = meetCall(a, b)
    expect(meetCall(a, resolved.value).resolved.value.satisfaction).toBe(resolved.value.satisfaction)
    expect(meetCall(resolved.value, b).resolved.value.satisfaction).toBe(resolved.value.satisfaction)
  })

  test('MG6 two losses of one moment are two notices', () => {
    const lose = (satisfaction: number) =>
      meetCall(device({ satisfaction }, 5), device({ satisfaction: 5 }, 9)).notices[0]?.id
    expect(lose(1)).not.toBe(lose(2))
    expect(lose(1)).toBe(lose(1))
  })

  test('MG7 what a copy says of its status, time and other party is the server’s', () => {
    const server = device({ status: 'cancelled', otherName: 'Renamed' }, 0)
    const { resolved } = meetCall(server, device({ status: 'confirmed', startsAt: 0, notes: 'Late edit' }, 9))
    expect(resolved.value).toEqual({ ...server, notes: 'Late edit', wordsEditedAt: start + 9 })
  })

  test('MG10 words that meet a deletion become a notice', () => {
    const merged = meetCall(base, device({ notes: 'Late' }, 9), { server: removed(base) })
    expect(merged.resolved).toEqual(removed(base))
    expect(merged.notices).toMatchObject([{ topic: 'edit-met-deletion', mine: JSON.stringify({ notes: 'Late' }) }])
  })

  test('MG10 an untouched copy that was deleted goes in silence', () => {
    expect(meetCall(base, base, { server: removed(base) })).toEqual({ resolved: removed(base), notices: [] })
  })

  test('MG12 refused words go to the inbox with the reason, without the fields that nobody changed', () => {
    const merged = meetCall(base, device({ notes: 'Too early' }, 9), { reason: 'not-started' })
    expect(merged.resolved).toEqual(there(base))
    expect(merged.notices).toMatchObject([
      { topic: 'write-refused', reason: 'not-started', mine: JSON.stringify({ notes: 'Too early' }) }
    ])
  })

  test('MG12 words that the server holds are not reported as refused', () => {
    const local = device({ notes: 'Accepted' }, 9)
    const merged = meetCall(local, { ...local, claimedAt: 1 }, { reason: 'past-cutoff' })
    expect(merged).toEqual({ resolved: there(local), notices: [] })
  })

  test('MG13 a request that is still to be sent stays', () => {
    const request = { kind: 'outcome', requestId: hexId(1), outcome: 'completed' } as const
    const merged = meetCall(device({ notes: 'Other device' }, 9), { ...base, request })
    expect(merged.resolved.value).toEqual({ ...device({ notes: 'Other device' }, 9), request })
  })

  test('MG13 a device whose clock runs ahead is at rest after one answer', () => {
    const local = device({ notes: 'From tomorrow' }, 24 * hourMs)
    const verdict = judgeSessionCopy(coach, local, buildCallContext(base))
    expect(verdict.kind).toBe('adjusted')
    if (verdict.kind !== 'adjusted') return
    expect(meetCall(verdict.effect.put, local)).toEqual({ resolved: there(verdict.effect.put), notices: [] })
  })

  test('MG13 a local removal of a copy gives way', () => {
    expect(meetCall(base, base, { local: removed(base) })).toEqual({ resolved: there(base), notices: [] })
  })
})

const profile = buildProfile()
const meetProfile = (
  server: Partial<CoachProfile>,
  local: Partial<CoachProfile>,
  fields: Partial<Meeting<CoachProfile>> = {}
) =>
  mergeProfile({
    assumed: there(profile),
    server: there({ ...profile, ...server }),
    local: there({ ...profile, ...local }),
    now,
    ...fields
  })

describe('profiles and notices', () => {
  test('MG11 fields that one side changed are taken from it', () => {
    const merged = meetProfile({ headline: 'New' }, { bio: 'Newer' })
    expect(merged).toEqual({ resolved: there({ ...profile, headline: 'New', bio: 'Newer' }), notices: [] })
  })

  test('MG11 where both changed one the server’s stands; the local text is told once, also when it meets again', () => {
    const [first, again] = [now, now + minuteMs].map(at => meetProfile({ bio: 'Theirs' }, { bio: 'Mine' }, { now: at }))
    expect(first?.resolved.value.bio).toBe('Theirs')
    expect(first?.notices).toMatchObject([
      { topic: 'words-merged', mine: '{"bio":"Mine"}', theirs: '{"bio":"Theirs"}', subject: { id: coachId } }
    ])
    expect(again?.notices[0]?.id).toBe(first?.notices[0]?.id)
  })

  test('MG10 a profile edited here and removed elsewhere goes to the inbox', () => {
    const merged = meetProfile({}, { bio: 'Mine' }, { server: removed(profile) })
    expect(merged.resolved).toEqual(removed(profile))
    expect(merged.notices).toMatchObject([{ topic: 'edit-met-deletion', mine: '{"bio":"Mine"}' }])
    expect(meetProfile({}, {}, { server: removed(profile) }).notices).toEqual([])
  })

  test('MG12 a refused profile keeps the server’s state and tells what was typed', () => {
    const merged = meetProfile({}, { zone: 'Mars/Olympus', bio: 'Mine' }, { reason: 'unknown-zone' })
    expect(merged.resolved).toEqual(there(profile))
    expect(merged.notices).toMatchObject([
      { topic: 'write-refused', reason: 'unknown-zone', mine: '{"bio":"Mine","zone":"Mars/Olympus"}' }
    ])
  })

  test('MG12 a refused first profile is not lost', () => {
    const merged = meetProfile({}, {}, { assumed: undefined, server: removed(profile), reason: 'coaches-only' })
    expect(merged.resolved.deleted).toBe(true)
    expect(JSON.parse(merged.notices[0]?.mine ?? '')).toMatchObject({ bio: profile.bio, headline: profile.headline })
  })

  test('MG13 a notice is the server’s but for having been put aside', () => {
    const notice = buildNotice()
    const merged = mergeNotice({
      assumed: there(notice),
      server: there({ ...notice, at: now + 1 }),
      local: there({ ...notice, dismissed: true }),
      now
    })
    expect(merged).toEqual({ resolved: there({ ...notice, at: now + 1, dismissed: true }), notices: [] })
    const refused = mergeNotice({ server: there(notice), local: there({ ...notice, at: 1 }), reason: 'malformed', now })
    expect(refused.resolved).toEqual(there(notice))
  })

  test('MG23 a notice that was renewed before the server heard that it was put aside is unread', () => {
    const shared = { ...buildNotice(), topic: 'session-shared' } as const
    const meet = (known: Notice, server: Notice) =>
      mergeNotice({ assumed: there(known), server: there(server), local: there({ ...known, dismissed: true }), now })
    const renewed = { ...shared, at: shared.at + 1 }
    expect(meet(shared, renewed).resolved).toEqual(there(renewed))
    // The other device of its reader has put the renewed one aside.
    expect(meet(shared, { ...renewed, dismissed: true }).resolved).toEqual(there({ ...renewed, dismissed: true }))
    expect(meet(shared, { ...shared, otherName: 'Renamed' }).resolved).toMatchObject({ value: { dismissed: true } })
  })

  test('MG23 one about a series, to which dates were added, is unread, too', () => {
    const series = (...ids: readonly string[]): Notice => ({
      ...buildNotice(),
      topic: 'session-added',
      ...writeKept('session-added', { theirs: { dates: ids.map(bookingId => ({ bookingId, startsAt: now })) } })
    })
    const [one, two] = [series(hexId(1)), series(hexId(1), hexId(2))]
    const local = there({ ...one, dismissed: true })
    expect(mergeNotice({ assumed: there(one), server: there(two), local, now }).resolved).toEqual(there(two))
  })
})
