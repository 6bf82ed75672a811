import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mergeSessionCopy } from '#domain/merge/merge-session-copy.ts'
import { mergeNotice } from '#domain/merge/merge-notice.ts'
import { mergeProfile } from '#domain/merge/merge-profile.ts'
import { mergeSlot } from '#domain/merge/merge-slot.ts'
import type { Versioned } from '#domain/merge/meeting.ts'
import { type SessionCopy, sessionCopySchema } from '#domain/model/session-copy.ts'
import { coachProfileSchema } from '#domain/model/coach-profile.ts'
import { noticeSchema } from '#domain/model/notice.ts'
import { type Slot, slotSchema } from '#domain/model/slot.ts'
import { listFieldsUnknownTo } from '#domain/versions/fields-by-version.ts'
import { firstVersion, isOlder, oldestDevice, productVersion, readVersion } from '#domain/versions/product-version.ts'
import { readView } from '#domain/versions/read-view.ts'
import { applyToRaw, dropUnknown } from '#domain/versions/unknown-fields.ts'
import { buildCall, buildNotice, buildProfile, buildSlot, now, requestId } from '../builders.ts'
import { recordedVersions } from '../../../versions/support/recorded-versions.ts'

const there = <T>(value: T): Versioned<T> => ({ deleted: false, value })
/** A document as a newer version has written it. */
const written = <T>(document: T, fields: object): T => ({ ...document, ...fields })
const review = { score: 4, text: 'Good.', mood: { of: ['two', { three: 3 }] } }

describe('reading', () => {
  test('VE1 unknown fields stay in what is read, and nothing is copied for them', () => {
    const call = written(buildCall({ partyRole: 'student' }), { review, seat: { row: 7 } })
    expect(readView(sessionCopySchema, call)).toBe(call)
  })

  test.each([
    ['status of a session', sessionCopySchema, buildCall(), { status: 'postponed' }, { status: 'newer' }],
    ['status of a slot', slotSchema, buildSlot(), { status: 'held', until: now }, { status: 'newer', until: now }],
    ['topic', noticeSchema, buildNotice(), { topic: 'review-came' }, { topic: 'newer' }],
    ['reason', noticeSchema, buildNotice(), { reason: 'too-early' }, { reason: 'newer' }],
    [
      'collection',
      noticeSchema,
      buildNotice(),
      { subject: { collection: 'series', id: 'a' } },
      { subject: { collection: 'newer', id: 'a' } }
    ],
    [
      'reason below the top level',
      sessionCopySchema,
      buildCall({ status: 'declined' }),
      { decline: { reason: 'too-early', by: 'rain' } },
      { decline: { reason: 'newer', by: 'rain' } }
    ],
    [
      'request',
      sessionCopySchema,
      buildCall(),
      { request: { kind: 'swap', requestId, with: 'x' } },
      { request: { kind: 'newer', requestId, with: 'x' } }
    ]
  ])('VE3 an unknown %s is shown as newer, with everything beside it', (_, schema, document, fields, shown) => {
    const raw = { ...document, ...fields }
    expect(readView<unknown>(schema, raw)).toEqual({ ...document, ...shown })
    expect(raw).toMatchObject(fields)
  })

  test.each([
    ['no start', sessionCopySchema, { ...buildCall(), startsAt: undefined }],
    ['a start of another kind', slotSchema, { ...buildSlot(), startsAt: '2026-11-23' }],
    ['a status that is no text', slotSchema, { ...buildSlot(), status: { of: 'held' } }],
    ['a request without an id', sessionCopySchema, { ...buildCall(), request: { kind: 'swap' } }],
    ['another kind of document', sessionCopySchema, { id: 'series:1', kind: 'series' }],
    ['no object', slotSchema, null]
  ])('VE4 a document with %s cannot be read', (_, schema, raw) => {
    expect(readView<unknown>(schema, raw)).toBeUndefined()
  })
})

describe('writing', () => {
  test('VE1 a form that knows two fields of a review leaves the third', () => {
    const call = written(buildCall({ partyRole: 'student' }), { review })
    const next = { ...call, review: { score: 5, text: 'Very good.' } }
    expect(applyToRaw(sessionCopySchema, call, call, next)).toEqual({
      ...call,
      review: { ...review, score: 5, text: 'Very good.' }
    })
  })

  test('VE1 items of a list keep what is unknown, whatever becomes of their order', () => {
    const due = (text: string) => ({ text, done: false, due: text.length })
    const call = written(buildCall(), { followUps: [due('one'), due('three'), due('five')] })
    const followUps = [
      { text: 'new', done: false },
      { text: 'five', done: true },
      { text: 'one', done: false }
    ]
    const stored = applyToRaw(sessionCopySchema, call, call, { ...call, followUps })
    expect(stored.followUps).toEqual([followUps[0], { ...due('five'), done: true }, due('one')])
  })

  test('VE1 nobody removes a field that is not known here', () => {
    const raw = written(buildProfile(), {
      languages: ['de'],
      policy: { ...buildProfile().policy, buffers: { min: 5 } }
    })
    const next = { ...buildProfile(), headline: 'New', policy: { ...buildProfile().policy, dailyCap: 2 } }
    expect(applyToRaw(coachProfileSchema, raw, raw, next)).toEqual({
      ...raw,
      headline: 'New',
      policy: { ...raw.policy, dailyCap: 2 }
    })
  })

  test('VE1 another request does not inherit what was said of the one before', () => {
    const request = { kind: 'cancel', requestId, reason: 'A cold', reopenSlot: true, refund: 'half' } as const
    const raw = written(buildCall(), { request })
    const next = {
      ...raw,
      request: { kind: 'cancel', requestId: 'f'.repeat(32), reason: '', reopenSlot: true } as const
    }
    expect(applyToRaw<SessionCopy>(sessionCopySchema, raw, raw, next).request).toEqual(next.request)
  })

  test('VE3 a write beside an unknown value leaves it as it was', () => {
    const notice = { ...buildNotice(), topic: 'review-came', reason: 'too-early' }
    const view = readView(noticeSchema, notice)
    expect(applyToRaw<unknown>(noticeSchema, notice, view, { ...view, dismissed: true })).toEqual({
      ...notice,
      dismissed: true
    })
    const call = { ...buildCall(), status: 'postponed' }
    const shown = readView(sessionCopySchema, call)
    expect(applyToRaw<unknown>(sessionCopySchema, call, shown, { ...shown, notes: 'Mine' })).toEqual({
      ...call,
      notes: 'Mine'
    })
  })
})

describe('merging', () => {
  const base = written(buildCall({ partyRole: 'student' }), { review, seat: 1, gone: true })

  test('VE2 where one side changed an unknown field, that side’s; where both did, the server’s', () => {
    const server = written(base, { seat: 2, room: 'a', review: { ...review, mood: 'server' } })
    const { gone: _, ...local } = written(base, {
      room: 'b',
      desk: 3,
      review: { ...review, text: 'Better.' }
    }) as SessionCopy & {
      gone?: boolean
    }
    const { resolved, notices } = mergeSessionCopy({
      assumed: there(base),
      server: there(server),
      local: there(local),
      now
    })
    expect(notices).toEqual([])
    const { gone: __, ...rest } = server as SessionCopy & { gone?: boolean }
    expect(resolved).toEqual(there({ ...rest, desk: 3, review: { ...review, text: 'Better.', mood: 'server' } }))
  })

  test('VE2 words that both sides wrote are joined, and unknown fields beside them stay', () => {
    const followUps = [{ text: 'Read', done: false, due: 1 }]
    const assumed = written(buildCall(), { followUps })
    const server = written(assumed, {
      followUps: [
        { text: 'Read', done: false, due: 2 },
        { text: 'S', done: false }
      ]
    })
    const local = written(assumed, { followUps: [{ text: 'Read', done: true, due: 1 }] })
    const { resolved } = mergeSessionCopy({ assumed: there(assumed), server: there(server), local: there(local), now })
    expect(resolved.value.followUps).toEqual([
      { text: 'Read', done: true, due: 2 },
      { text: 'S', done: false }
    ])
  })

  test('VE2 what is refused adds nothing to the server’s', () => {
    const server = written(buildProfile(), { languages: ['de'] })
    const local = written(server, { languages: ['de', 'fr'], headline: 'New' })
    const meeting = { assumed: there(server), server: there(server), local: there(local), now }
    const { resolved, notices } = mergeProfile({ ...meeting, reason: 'unknown-field' })
    expect(resolved).toEqual(there(server))
    expect(notices).toMatchObject([{ topic: 'write-refused', reason: 'malformed', mine: '{"headline":"New"}' }])
    expect(mergeProfile(meeting).resolved).toEqual(there(local))
  })

  test('VE2 a slot that the server has lost is made again with everything that it had', () => {
    const local = written(buildSlot(), { price: { amount: 3 } })
    const gone: Versioned<Slot> = { deleted: true, value: buildSlot() }
    expect(mergeSlot({ server: gone, local: there(local), now }).resolved).toEqual(there(local))
  })

  test('VE3 a merge leaves unknown values', () => {
    const topic = { ...buildNotice(), topic: 'review-came' } as never as ReturnType<typeof buildNotice>
    const local = there({ ...topic, dismissed: true })
    expect(mergeNotice({ assumed: there(topic), server: there(topic), local, now }).resolved).toEqual(local)
  })

  const unreadable = <T extends object>(document: T, fields: object): Versioned<T> => there({ ...document, ...fields })

  test('VE5 words that meet a session of an unknown shape go to the inbox, and the server’s stands', () => {
    const server = unreadable(buildCall(), { startsAt: 'Monday', notes: { rich: true } })
    const local = there(buildCall({ notes: 'Mine' }))
    const merged = mergeSessionCopy({ assumed: there(buildCall()), server, local, now })
    expect(merged.resolved).toBe(server)
    expect(merged.notices).toMatchObject([
      { topic: 'write-refused', reason: 'newer', mine: '{"notes":"Mine"}', bookingId: local.value.id }
    ])
    expect(noticeSchema.safeParse(merged.notices[0]).success).toBe(true)
    expect(mergeSessionCopy({ server, local: there(buildCall()), now }).notices).toEqual([])
  })

  test('VE5 nothing that was only looked at is told of', () => {
    const server = unreadable(buildSlot(), { startsAt: 'Monday' })
    const slot = there(buildSlot())
    expect(mergeSlot({ assumed: slot, server, local: slot, now })).toEqual({ resolved: server, notices: [] })
    expect(mergeSlot({ assumed: slot, server, local: { ...slot, deleted: true }, now }).notices).toEqual([])
    const profile = unreadable(buildProfile(), { policy: 'strict' })
    const local = there(buildProfile({ bio: 'New' }))
    expect(mergeProfile({ assumed: there(buildProfile()), server: profile, local, now }).notices).toMatchObject([
      { subject: { collection: 'users' }, mine: '{"bio":"New"}' }
    ])
  })
})

test('VE1 the known part of a document is what it was', () => {
  const call = buildCall({ followUps: [{ text: 'a', done: false }] })
  const raw = { ...call, seat: 1, followUps: [{ text: 'a', done: false, due: 4 }] }
  expect(dropUnknown<unknown>(sessionCopySchema, raw)).toEqual(call)
})

describe('versions', () => {
  test('the version is the package’s, and no device of it is too old', () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../package.json'), 'utf8')) as {
      readonly version: string
    }
    expect(productVersion).toBe(version)
    expect(isOlder(productVersion, oldestDevice)).toBe(false)
  })

  test('the version comes after every recorded one, which stand for data that exists', () => {
    expect(recordedVersions.length).toBeGreaterThan(1)
    expect(recordedVersions.filter(recorded => !isOlder(recorded, productVersion))).toEqual([])
  })

  test('are compared number by number', () => {
    expect(isOlder('0.1.0', '0.2.0')).toBe(true)
    expect(isOlder('0.9.9', '0.10.0')).toBe(true)
    expect(isOlder('0.10.0', '0.9.9')).toBe(false)
    expect(isOlder('1.0.0', '1.0.0')).toBe(false)
    expect([undefined, '', '1', '1.2.3.4', 'v1.2.3', '1.2.3'].map(readVersion)).toEqual([
      ...Array.from({ length: 5 }, () => firstVersion),
      '1.2.3'
    ])
  })

  test('VE6 fields are unknown to devices from before the version that brought them', () => {
    const table = { slots: { price: '0.3.0', room: '0.10.0' } }
    expect(listFieldsUnknownTo('0.2.0', 'slots', table)).toEqual(['price', 'room'])
    expect(listFieldsUnknownTo('0.9.0', 'slots', table)).toEqual(['room'])
    expect(listFieldsUnknownTo('0.10.0', 'slots', table)).toEqual([])
    expect(listFieldsUnknownTo('0.1.0', 'users', table)).toEqual([])
  })
})
