import { describe, expect, test } from 'vitest'
import { mergeProfile } from '#domain/merge/merge-profile.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { fieldsOf, readNotice } from '#domain/notices/notice-payload.ts'
import type { Reason } from '#domain/model/reasons.ts'
import { now } from '../builders.ts'
import { at, buildCoach, buildDayOff, generation, laterGeneration } from '../hours/hours-samples.ts'

const base = buildCoach()
const monday = { weekday: 1, starts: [540], generation: laterGeneration }
const mondayLater = { ...monday, starts: [600] }
const wednesday = base.availability?.weekly ?? []

function merge(server: CoachProfile, local: CoachProfile, assumed: CoachProfile | undefined = base, reason?: Reason) {
  const state = (value: CoachProfile) => ({ deleted: false, value })
  const { resolved, notices } = mergeProfile({
    assumed: assumed === undefined ? undefined : state(assumed),
    server: state(server),
    local: state(local),
    reason,
    now
  })
  const told = notices.map(notice => {
    const read = readNotice(notice)
    return read.topic === 'words-merged' || read.topic === 'write-refused' ? fieldsOf(read.mine) : read.topic
  })
  return { hours: resolved.value.availability, gapMin: resolved.value.gapMin, told, resolved: resolved.value }
}

describe('weekly hours of two devices', () => {
  test('MG11 merge per weekday: both changes stand', () => {
    const server = buildCoach({ weekly: [monday, ...wednesday] })
    const local = buildCoach({ weekly: [{ weekday: 3, starts: [600], generation: laterGeneration }] })
    const { hours, told } = merge(server, local)
    expect(hours?.weekly).toEqual([monday, { weekday: 3, starts: [600], generation: laterGeneration }])
    expect(told).toEqual([])
  })

  test('MG11 of one weekday that both changed the server’s stands, and the day goes to the inbox', () => {
    const { hours, told } = merge(
      buildCoach({ weekly: [monday, ...wednesday] }),
      buildCoach({ weekly: [mondayLater, ...wednesday] })
    )
    expect(hours?.weekly).toEqual([monday, ...wednesday])
    expect(told).toEqual([{ availability: { weekly: [mondayLater] } }])
  })

  test('MG11 merge per date, and a day that one side made usual again is so', () => {
    const [first, second, third] = ['2026-12-01', '2026-12-02', '2026-12-03'].map(date => buildDayOff(date))
    const server = buildCoach({ overrides: [first, second] as never })
    const local = buildCoach({ overrides: [second, third] as never })
    expect(merge(server, local, buildCoach({ overrides: [second] as never })).hours?.overrides).toEqual([
      first,
      second,
      third
    ])
    const both = buildCoach({ overrides: [first, second] as never })
    expect(merge(buildCoach({ overrides: [first] as never }), both, both).hours?.overrides).toEqual([first])
  })

  test('MG11 the first hours of one side meet none of the other', () => {
    const none = { ...base, availability: undefined as never }
    expect(merge(none, base, none)).toMatchObject({ hours: base.availability, told: [] })
    expect(merge(base, { ...none, headline: 'New' }, none)).toMatchObject({ hours: base.availability, told: [] })
  })

  test('AV4 skips of both sides stand, and those that are over go', () => {
    const [a, b, over] = [at('2026-11-25', 9), at('2026-11-25', 14), at('2026-11-18', 9)].map(startsAt => ({
      startsAt,
      generation
    }))
    const { hours, told } = merge(
      buildCoach({ skips: [over, a] as never }),
      buildCoach({ skips: [b] as never, weeksAhead: 5 })
    )
    expect(hours).toMatchObject({ skips: [a, b], weeksAhead: 5 })
    expect(told).toEqual([])
  })

  test('MG11 without a base, after a set-back, the server’s days stand and the others go to the inbox', () => {
    const local = buildCoach({ weekly: [monday, { weekday: 3, starts: [600], generation: laterGeneration }] })
    const { hours, told } = mergeWithoutBase(base, local)
    expect(hours?.weekly).toEqual([monday, ...wednesday])
    expect(told).toEqual([{ availability: { weekly: [{ weekday: 3, starts: [600], generation: laterGeneration }] } }])
  })

  test('MG12 hours that the server refused are in the inbox as they were typed', () => {
    const { hours, told, gapMin } = merge(
      base,
      { ...buildCoach({ weekly: [monday, ...wednesday], weeksAhead: 9 }), gapMin: 20 },
      base,
      'unknown-field'
    )
    expect([hours, gapMin]).toEqual([base.availability, undefined])
    expect(told).toEqual([{ gapMin: 20, availability: { weekly: [monday], weeksAhead: 9 } }])
  })

  test('VE2 what this version does not know of a day stays, also where the day was changed', () => {
    const newer = { ...wednesday[0], place: 'Room 3' } as never
    const server = buildCoach({ weekly: [newer], weeksAhead: 3 })
    const local = buildCoach({ weekly: [{ ...(newer as object), starts: [600] } as never] })
    const { resolved } = merge(server, local, buildCoach({ weekly: [newer] }))
    expect(resolved.availability).toMatchObject({ weekly: [{ starts: [600], place: 'Room 3' }], weeksAhead: 3 })
  })
})

function mergeWithoutBase(server: CoachProfile, local: CoachProfile) {
  const { resolved, notices } = mergeProfile({
    server: { deleted: false, value: server },
    local: { deleted: false, value: local },
    now
  })
  const told = notices.map(notice => {
    const read = readNotice(notice)
    return read.topic === 'words-merged' ? fieldsOf(read.mine) : read.topic
  })
  return { hours: resolved.value.availability, told }
}
