import { describe, expect, test } from 'vitest'
import { mergeBlockList } from '#domain/merge/merge-block-list.ts'
import { mergeHowWeMeet } from '#domain/merge/merge-how-we-meet.ts'
import { createBlockList } from '#domain/model/block-list.ts'
import { createHowWeMeetId, type HowWeMeet } from '#domain/model/how-we-meet.ts'
import { noticeSchema } from '#domain/model/notice.ts'
import { fieldsOf, readNotice } from '#domain/notices/notice-payload.ts'
import { recallCopy } from '#domain/set-back/recall-copy.ts'
import { absent, coachId, live, now } from '../builders.ts'

const there = <T>(value: T) => ({ deleted: false, value })
const [a, b, c, d] = ['studenta', 'studentb', 'studentc', 'studentd'] as const
const meeting = (fields: Partial<HowWeMeet>): HowWeMeet => ({
  id: createHowWeMeetId(coachId),
  kind: 'meeting',
  way: 'open',
  ...fields
})
const recall = { userId: coachId, occasion: 'once', now }

describe('block lists', () => {
  const merge = (assumed: readonly string[] | undefined, server: readonly string[], local: readonly string[]) =>
    mergeBlockList({
      ...(assumed === undefined ? {} : { assumed: there(createBlockList(assumed)) }),
      server: there(createBlockList(server)),
      local: there(createBlockList(local)),
      now
    }).resolved.value.studentIds

  test('MG17 two devices block two students: both are blocked', () => {
    expect(merge([a], [a, b], [a, c])).toEqual([a, b, c])
    expect(merge(undefined, [b], [c])).toEqual([b, c])
  })

  test('MG17 whom one side unblocks is not blocked, whatever the other did beside', () => {
    expect(merge([a, b], [b, c], [a, b])).toEqual([b, c])
    expect(merge([a, b], [a, b, c], [a])).toEqual([a, c])
    expect(merge([a, b, c], [a, b], [b, c, d])).toEqual([b, d])
  })

  test('MG17 merging is the same from either side, and again', () => {
    for (const [assumed, one, other] of [
      [[a], [b], [a, c]],
      [[], [a], [a]],
      [[a, b], [], [a, b, d]]
    ] as const) {
      expect(merge(assumed, one, other)).toEqual(merge(assumed, other, one))
      expect(merge(one, merge(assumed, one, other), merge(assumed, one, other))).toEqual(merge(assumed, one, other))
    }
  })

  test('MG12 MG17 a list that the server refused gives way to the server’s', () => {
    const server = there(createBlockList([a]))
    expect(mergeBlockList({ server, local: there(createBlockList([b])), reason: 'malformed', now })).toEqual({
      resolved: server,
      notices: []
    })
  })

  test('SB2 MG17 after a set-back nobody is unblocked, and a list that the server lost is sent again', () => {
    const local = there(createBlockList([a, b]))
    const known = { local, isUnsent: false, server: live(createBlockList([a, c])) }
    expect(recallCopy(known, recall).local.value).toEqual(createBlockList([a, b, c]))
    for (const server of [absent, { kind: 'deleted' }] as const) {
      expect(recallCopy({ local, isUnsent: false, server }, recall).local).toEqual(local)
    }
  })
})

describe('how a coach meets students', () => {
  const merge = (assumed: Partial<HowWeMeet>, server: Partial<HowWeMeet>, local: Partial<HowWeMeet>) =>
    mergeHowWeMeet({
      assumed: there(meeting(assumed)),
      server: there(meeting(server)),
      local: there(meeting(local)),
      now
    })

  test('MG18 fields that one side changed are that side’s', () => {
    const { resolved, notices } = merge({}, { way: 'link', link: 'https://a.example' }, { address: 'Long Lane 3' })
    expect(resolved.value).toEqual(meeting({ way: 'link', link: 'https://a.example', address: 'Long Lane 3' }))
    expect(notices).toEqual([])
  })

  test('MG18 where both changed one the server’s stands, and the local one goes to the inbox', () => {
    const { resolved, notices } = merge(
      { address: 'Old Road 1' },
      { address: 'Long Lane 3' },
      { address: 'Short Lane 4' }
    )
    expect(resolved.value).toEqual(meeting({ address: 'Long Lane 3' }))
    expect(notices).toMatchObject([{ topic: 'words-merged', subject: { collection: 'calls' } }])
    const [told] = notices
    expect(noticeSchema.safeParse(told).success).toBe(true)
    expect(fieldsOf(readNotice(told!).mine)).toEqual({ address: 'Short Lane 4' })
    expect(fieldsOf(readNotice(told!).theirs)).toEqual({ address: 'Long Lane 3' })
  })

  test('MG18 HM5 a choice for calendars is such a field', () => {
    const { resolved, notices } = merge(
      { addressInCalendars: true },
      { addressInCalendars: false, way: 'address' },
      { addressInCalendars: true, linkInCalendars: false }
    )
    expect(resolved.value).toEqual(meeting({ way: 'address', addressInCalendars: false, linkInCalendars: false }))
    expect(notices).toEqual([])
    const lost = merge({}, { addressInCalendars: false }, { addressInCalendars: true })
    expect(lost.resolved.value).toEqual(meeting({ addressInCalendars: false }))
    expect(fieldsOf(readNotice(lost.notices[0]!).mine)).toEqual({ addressInCalendars: true })
  })

  test('MG18 a field that one side cleared is cleared', () => {
    expect(merge({ address: 'Old Road 1' }, { address: 'Old Road 1' }, {}).resolved.value).toEqual(meeting({}))
  })

  test('MG12 MG18 what the server refused is in the inbox', () => {
    const local = there(meeting({ way: 'link', link: 'https://a.example' }))
    const refused = mergeHowWeMeet({ server: there(meeting({})), local, reason: 'unknown-field', now })
    expect(refused.resolved.value).toEqual(meeting({}))
    expect(refused.notices).toMatchObject([{ topic: 'write-refused' }])
    expect(refused.notices[0]?.mine).toContain('https://a.example')
  })

  test('SB2 MG18 after a set-back it is sent again where the server lost it, and otherwise the server’s fields stand', () => {
    const local = there(meeting({ way: 'address', address: 'Long Lane 3' }))
    expect(recallCopy({ local, isUnsent: false, server: absent }, recall).local).toEqual(local)
    const server = live(meeting({ way: 'phone', caller: 'coach' }))
    const { local: next, notices } = recallCopy({ local, isUnsent: false, server }, recall)
    expect(next.value).toEqual(meeting({ way: 'phone', caller: 'coach', address: 'Long Lane 3' }))
    expect(notices).toHaveLength(1)
  })
})
