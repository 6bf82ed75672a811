import { describe, expect, test } from 'vitest'
import { mergeBusyLink } from '#domain/merge/merge-busy-link.ts'
import { mergeBusyTimes } from '#domain/merge/merge-busy-times.ts'
import { type BusyLink, busyLinkId, busyLinkSchema } from '#domain/model/busy-link.ts'
import { type BusyTimes, linkedTimesId } from '#domain/model/busy-times.ts'
import { noticeSchema } from '#domain/model/notice.ts'
import { fieldsOf, readNotice } from '#domain/notices/notice-payload.ts'
import { judgeBusyLink } from '#domain/rules/judge-busy-link.ts'
import { recallCopy } from '#domain/set-back/recall-copy.ts'
import { absent, coach, coachId, live, now, student } from '../builders.ts'

const [one, other, third] = ['https://a.example/1', 'https://b.example/2', 'https://c.example/3'] as const
const reading = { triedAt: now, readAt: now }
const link = (fields: Partial<BusyLink> = {}): BusyLink => ({
  id: busyLinkId,
  kind: 'busy-link',
  askedAt: 1,
  ...fields
})
const there = <T>(value: T) => ({ deleted: false, value })
const recall = { userId: coachId, occasion: 'once', now }

describe('the address of a calendar', () => {
  test('BU1 only a coach has one, and it is an address of the web', () => {
    expect(judgeBusyLink(student, link({ url: one }), absent, 'none')).toMatchObject({ reason: 'coaches-only' })
    expect(judgeBusyLink(coach, link({ url: one }), absent, 'none')).toMatchObject({ kind: 'accepted' })
    expect(judgeBusyLink(coach, link({ url: one }), live(link()), 'stale')).toEqual({ kind: 'conflict' })
    const isTaken = (url: string) => busyLinkSchema.safeParse(link({ url })).success
    expect([one, 'webcal://a.example/1', 'https://a.example:8443/', 'a'].map(isTaken)).toEqual([
      true,
      false,
      false,
      false
    ])
  })

  test('BU3 what was read stays with its address, whatever a device says of it', () => {
    const stored = live(link({ url: one, reading }))
    const judge = (pushed: BusyLink) => judgeBusyLink(coach, pushed, stored, 'current')
    expect(judge(link({ url: one, askedAt: 2 }))).toMatchObject({
      kind: 'adjusted',
      effect: { put: link({ url: one, askedAt: 2, reading }) }
    })
    const forged = { triedAt: 5, failure: 'unreachable' as const }
    for (const url of [other, undefined]) {
      const pushed = link({ ...(url === undefined ? {} : { url }), reading: forged })
      expect(judge(pushed)).toMatchObject({ kind: 'adjusted' })
      expect(judge(pushed)).not.toHaveProperty('effect.put.reading')
    }
  })

  test('MG22 whoever changed it alone gives it, and what was read goes with its address', () => {
    const merge = (assumed: Partial<BusyLink>, server: Partial<BusyLink>, local: Partial<BusyLink>) =>
      mergeBusyLink({ assumed: there(link(assumed)), server: there(link(server)), local: there(link(local)), now })
    expect(merge({ url: one }, { url: one, reading }, { url: other, askedAt: 2 })).toEqual({
      resolved: there(link({ url: other, askedAt: 2 })),
      notices: []
    })
    expect(merge({ url: one }, { url: one, reading }, { askedAt: 2 }).resolved.value).toEqual(link({ askedAt: 2 }))
    expect(merge({ url: one }, { url: other, reading }, { url: one, askedAt: 3 })).toEqual({
      resolved: there(link({ url: other, askedAt: 3, reading })),
      notices: []
    })
    const both = merge({ url: one }, { url: other, reading }, { url: third })
    expect(both.resolved.value).toEqual(link({ url: other, reading }))
    const [told] = both.notices
    expect(noticeSchema.safeParse(told).success).toBe(true)
    expect([told!].map(readNotice).map(({ mine, theirs }) => [fieldsOf(mine), fieldsOf(theirs)])).toEqual([
      [{ link: third }, { link: other }]
    ])
  })

  test('MG12 MG22 one that the server refused is in the inbox', () => {
    const server = there(link({ url: one, reading }))
    const refused = mergeBusyLink({ server, local: there(link({ url: other })), reason: 'unknown-field', now })
    expect(refused.resolved).toEqual(server)
    expect(refused.notices).toMatchObject([{ topic: 'write-refused' }])
    expect(refused.notices[0]?.mine).toContain(other)
  })

  test('SB2 after a set-back it is sent again where the server lost it; what the server reads is not', () => {
    const local = there(link({ url: one, reading }))
    expect(recallCopy({ local, isUnsent: false, server: absent }, recall).local).toEqual(local)
    const { local: next, notices } = recallCopy({ local, isUnsent: false, server: live(link({ url: other })) }, recall)
    expect([next.value, notices.length]).toEqual([link({ url: other }), 1])
    const times: BusyTimes = { id: linkedTimesId, kind: 'busy', intervals: [], source: '', importedAt: 9 }
    const stale = { ...times, importedAt: 1 }
    expect(recallCopy({ local: there(times), isUnsent: false, server: live(stale) }, recall).local.value).toEqual(stale)
    expect(mergeBusyTimes({ server: there(stale), local: there(times), now }).resolved.value).toEqual(stale)
  })
})
