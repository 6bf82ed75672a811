import { describe, expect, test } from 'vitest'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Slot } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { readNotice } from '#domain/notices/notice-payload.ts'
import type { Current } from '#domain/rules/verdict.ts'
import type { Known, Recall } from '#domain/set-back/recall.ts'
import { recallCopy } from '#domain/set-back/recall-copy.ts'
import { recallProfile } from '#domain/set-back/recall-profile.ts'
import { recallSlot, type SlotRecall } from '#domain/set-back/recall-slot.ts'
import { createSetBackNotice, readSetBack } from '#domain/set-back/server-set-back.ts'
import {
  bookingId,
  buildCall,
  buildNotice,
  buildProfile,
  buildSlot,
  coachId,
  hexId,
  hourMs,
  now,
  otherCoachId,
  requestId,
  start,
  studentId
} from '../builders.ts'

const absent = { kind: 'absent' } as const
const removed = { kind: 'deleted' } as const
const live = <T>(value: T): Current<T> => ({ kind: 'live', value })
const recall: Recall = { userId: coachId, occasion: 'once', now }

/** What the server is believed to have is what the device holds, unless said otherwise. */
function know<T>(value: T, server: Current<T>, more: { readonly deleted?: true; readonly isUnsent?: true } = {}) {
  const known: Known<T> = {
    local: { deleted: more.deleted ?? false, value },
    isUnsent: more.isUnsent ?? false,
    server
  }
  return known
}

describe('slots', () => {
  const making = hexId(1)
  const slot = buildSlot({ makingId: making })
  const moved = buildSlot({
    startsAt: start + 4 * hourMs,
    makingId: hexId(2),
    movesFrom: slot.id,
    movesMakingId: making
  })

  function settle(known: Known<Slot>, more: Partial<SlotRecall> = {}) {
    return recallSlot(known, {
      ...recall,
      sessions: [],
      slots: [],
      claims: new Map(),
      serverSlots: [],
      findServers: () => absent,
      ...more
    })
  }

  test('SB2 an own open slot ahead that the server never heard of stays, in the same making', () => {
    expect(settle(know(slot, absent))).toEqual({ local: { deleted: false, value: slot }, notices: [] })
  })

  test.each([
    ['has begun', buildSlot({ startsAt: now - hourMs }), {}],
    ['is booked', buildSlot({ status: 'booked', bookingId }), {}],
    [
      'was declined, and has begun',
      buildSlot({ startsAt: now - hourMs, status: 'declined', decline: { reason: 'slot-in-past' } }),
      {}
    ],
    ['is not its own', buildSlot({ coachId: otherCoachId }), {}],
    ['meets a session', buildSlot(), { sessions: [{ startsAt: start + hourMs, endsAt: start + 3 * hourMs }] }]
  ] as const)('SB5 one that %s leaves the device', (_, one, more) => {
    expect(settle(know<Slot>(one, absent), more)).toMatchObject({ local: { deleted: true }, notices: [] })
  })

  test('SB2 one ahead that was declined leaves the device, and its coach is told', () => {
    const declined = buildSlot({ status: 'declined', decline: { reason: 'slot-gone' } })
    const { local, notices } = settle(know(declined, absent))
    expect(local.deleted).toBe(true)
    expect(notices).toMatchObject([{ topic: 'edit-met-deletion', slotId: declined.id, mine: JSON.stringify(declined) }])
  })

  test('SB2 what the server has as removed stays removed, and its coach may open it again', () => {
    const { local, notices } = settle(know(slot, removed))
    expect(local.deleted).toBe(true)
    expect(notices).toMatchObject([{ topic: 'edit-met-deletion', slotId: slot.id, startsAt: slot.startsAt }])
    expect(settle(know(buildSlot({ startsAt: now - hourMs }), removed)).notices).toEqual([])
  })

  test('SB2 of two live states the server’s stands; what has not been sent is sent', () => {
    const servers = buildSlot({ status: 'booked', bookingId })
    expect(settle(know(slot, live(servers))).local.value).toEqual(servers)
    expect(settle(know(slot, live(servers), { isUnsent: true })).local.value).toEqual(slot)
    expect(settle(know(slot, removed, { isUnsent: true }))).toEqual({
      local: { deleted: false, value: slot },
      notices: []
    })
  })

  test('SB3 a removal stays where the same making is live, and gives way to another one', () => {
    expect(settle(know(slot, live(slot), { deleted: true })).local.deleted).toBe(true)
    const other = buildSlot({ makingId: hexId(3) })
    expect(settle(know(slot, live(other), { deleted: true })).local).toEqual({ deleted: false, value: other })
    const booked = buildSlot({ status: 'booked', bookingId })
    expect(settle(know(slot, live(booked), { deleted: true })).local).toEqual({ deleted: false, value: booked })
  })

  test('SB3 a slot that had moved is moved again, and takes the one along that the server still has', () => {
    const findServers = (id: string): Current<Slot> => (id === slot.id ? live(slot) : absent)
    const beside = { slots: [moved], findServers }
    expect(settle(know(moved, absent), beside).local.value).toEqual(moved)
    expect(settle(know(slot, live(slot), { deleted: true }), beside).local).toEqual({ deleted: false, value: slot })
  })

  test.each([
    ['is gone', absent],
    ['was removed', removed],
    ['was made again', live(buildSlot({ makingId: hexId(9) }))]
  ] as const)('SB3 where the slot that it replaced %s, it is one of its own', (_, there) => {
    const { local } = settle(know(moved, absent), { slots: [moved], findServers: () => there })
    expect(local.value).not.toHaveProperty('movesFrom')
    expect(local.value).toMatchObject({ id: moved.id, makingId: moved.makingId })
  })

  test('SB3 a slot that had moved takes the old one along, also where this device still shows that', () => {
    const findServers = (id: string): Current<Slot> => (id === slot.id ? live(slot) : absent)
    expect(settle(know(moved, absent), { slots: [slot, moved], findServers }).local.value).toEqual(moved)
    expect(settle(know(slot, absent), { slots: [slot, moved] }).local.deleted).toBe(true)
  })

  test('SB6 a removal that no device knows is undone', () => {
    expect(settle(know(slot, live(slot))).local).toEqual({ deleted: false, value: slot })
  })

  test('SB5 a claim that waits is sent; its time limit is the gate’s matter', () => {
    const claim = buildSlot({ coachId: otherCoachId, status: 'requested', bookingId, validUntil: now + 1 })
    const servers = buildSlot({ coachId: otherCoachId })
    expect(settle(know(claim, live(servers), { isUnsent: true })).local.value).toEqual(claim)
    expect(settle(know(claim, live(servers))).local.value).toEqual(servers)
  })
})

describe('claims that were granted before their student had a copy', () => {
  const granted = buildSlot({ coachId: otherCoachId, status: 'booked', bookingId })
  const tell = (server: Current<Slot>, claims: readonly string[]) =>
    recallSlot(know(granted, server), {
      ...recall,
      sessions: [],
      slots: [],
      claims: new Map(claims.map(id => [id, 'About the interview.'])),
      serverSlots: [],
      findServers: () => server
    }).notices

  test('SB5 a claim that the server does not know any more is told to the student who made it', () => {
    for (const server of [absent, live(buildSlot({ coachId: otherCoachId }))] as const) {
      expect(tell(server, [bookingId])).toMatchObject([{ topic: 'session-forgotten', bookingId, slotId: granted.id }])
      expect(tell(server, [bookingId])[0]?.mine).toContain('About the interview.')
      expect(tell(server, [])).toEqual([])
    }
    expect(tell(live(granted), [bookingId])).toEqual([])
  })
})

describe('copies', () => {
  const cancel = { kind: 'cancel', requestId, reason: 'Ill', reopenSlot: false } as const
  const answered = { requestId, by: 'coach', kind: 'cancel', verdict: 'accepted', at: now - hourMs } as const
  const settle = (known: Known<SessionCopy>) => recallCopy(known, recall)

  test('SB2 words are merged without a base, and server-owned fields are the server’s', () => {
    const held = buildCall({ status: 'completed', notes: 'All of it', satisfaction: 4, wordsEditedAt: now })
    const older = buildCall({ satisfaction: 4 })
    expect(settle(know(held, live(older))).local.value).toMatchObject({ status: 'confirmed', notes: 'All of it' })
    const first = buildCall({ notes: 'Half', wordsEditedAt: now - hourMs })
    const both = settle(know(held, live(first)))
    expect(both.local.value).toMatchObject({ notes: expect.stringContaining('All of it') })
    expect(both.local.value).toMatchObject({ notes: expect.stringContaining('Half') })
    // Again, for a device that was killed before the new checkpoint.
    expect(settle(know(both.local.value as SessionCopy, live(first))).local.value).toEqual(both.local.value)
  })

  test.each([
    ['granted', { lastRequest: answered }, undefined, cancel],
    ['not answered', {}, undefined, cancel],
    ['refused', { lastRequest: { ...answered, verdict: 'declined', reason: 'session-over' } }, undefined, undefined],
    [
      'granted before a newer one was answered',
      { lastRequest: answered },
      { request: { ...cancel, requestId: hexId(8) }, lastRequest: { ...answered, requestId: hexId(8), at: now } },
      { ...cancel, requestId: hexId(8) }
    ]
  ] as const)('SB2 an own request that was %s', (_, mine, servers, expected) => {
    const held = buildCall({ request: cancel, ...mine })
    const { local } = settle(know(held, live(buildCall(servers as Partial<SessionCopy>))))
    expect((local.value as SessionCopy).request).toEqual(expected)
  })

  test('SB2 SE12 a move is sent again, unless somebody has moved the session since', () => {
    const move = { kind: 'reschedule', requestId, toSlotId: createSlotId(coachId, start + 4 * hourMs) } as const
    const held = buildCall({ request: move, lastRequest: { ...answered, kind: 'reschedule' } })
    const movedAt = (at: number): SessionCopy =>
      buildCall({
        moves: [
          {
            fromSlotId: held.slotId,
            toSlotId: createSlotId(coachId, start + 8 * hourMs),
            requestId: hexId(8),
            by: 'student',
            at,
            reason: '',
            reopenSlot: true
          }
        ]
      })
    const requestAfter = (at: number) => (settle(know(held, live(movedAt(at)))).local.value as SessionCopy).request
    expect(requestAfter(answered.at - 1)).toEqual(move)
    expect(requestAfter(answered.at + 1)).toBeUndefined()
  })

  const toSlotId = createSlotId(coachId, start + 4 * hourMs)
  /** Moved by its coach, then called off: of both the server knows nothing. */
  const later = {
    fromSlotId: createSlotId(coachId, start),
    toSlotId,
    requestId: hexId(8),
    by: 'coach',
    at: now,
    reopenSlot: true
  } as const
  const cancellation = { by: 'coach', at: now, reason: 'Ill', late: false, reopenSlot: false } as const
  const calledOff = buildCall({
    status: 'cancelled',
    cancellation,
    moves: [
      { ...later, reason: 'A train' },
      { ...later, requestId: hexId(9), by: 'student', reason: 'Theirs' }
    ],
    request: cancel,
    lastRequest: answered
  })

  test('SB2 what was written beside an earlier request goes to the inbox, that of the last one is sent again', () => {
    const { local, notices } = settle(know(calledOff, live(buildCall())))
    expect((local.value as SessionCopy).request).toEqual(cancel)
    const mine = JSON.stringify({ moves: [{ toSlotId, reason: 'A train' }] })
    expect(notices).toMatchObject([{ topic: 'write-refused', subject: { collection: 'calls', id: bookingId }, mine }])
    // The server has it.
    const moved = buildCall({ moves: calledOff.moves })
    expect(settle(know(calledOff, live(moved))).notices).toEqual([])
  })

  test('SB2 what was written beside a request that is not sent again goes to the inbox', () => {
    const newer = { ...answered, requestId: hexId(7), at: now } as const
    const servers = buildCall({ request: { ...cancel, requestId: hexId(7), reason: 'Away' }, lastRequest: newer })
    const [notice] = settle(know(calledOff, live(servers))).notices
    expect(JSON.parse(notice?.mine ?? '')).toEqual({ moves: [{ toSlotId, reason: 'A train' }], reason: 'Ill' })
  })

  test('SB2 SB5 what was written beside earlier requests is kept where the session is gone', () => {
    const [forgotten] = settle(know(calledOff, absent)).notices
    expect(JSON.parse(forgotten?.mine ?? '')).toMatchObject({ request: cancel, moves: [{ reason: 'A train' }] })
    const deleted = settle(know(calledOff, removed)).notices.map(({ mine = '' }) => mine)
    expect(deleted.join()).toContain('A train')
    const { request: _, ...withoutRequest } = calledOff
    expect(settle(know(withoutRequest, absent)).notices[0]?.mine).toContain('"reason":"Ill"')
  })

  test('SB2 of a copy that the server has as removed the words go to the inbox', () => {
    const { local, notices } = settle(know(buildCall({ notes: 'Mine' }), removed))
    expect(local.deleted).toBe(true)
    expect(notices).toMatchObject([{ topic: 'edit-met-deletion', mine: JSON.stringify({ notes: 'Mine' }) }])
  })

  test.each(['coach', 'student'] as const)(
    'SB5 a session that the server never heard of is told to the %s',
    partyRole => {
      const call = buildCall({ partyRole, ...(partyRole === 'coach' ? { notes: 'Mine' } : {}) })
      const { local, notices } = settle(know(call, absent))
      expect(local.deleted).toBe(true)
      const [notice] = notices
      expect(notice).toMatchObject({ topic: 'session-forgotten', bookingId, slotId: call.slotId, coachId })
      expect(notice?.mine).not.toContain(call.otherPhone)
      expect(notice === undefined ? undefined : readNotice(notice)).toMatchObject({
        topic: 'session-forgotten',
        mine: { kind: 'fields', fields: { otherId: call.otherId } }
      })
    }
  )

  test.each([
    ['lost claim', buildCall({ status: 'declined' }), 0],
    ['cancelled session', buildCall({ status: 'cancelled' }), 0],
    ['cancelled session with words', buildCall({ status: 'cancelled', request: cancel }), 1],
    ['session that was held', buildCall({ status: 'completed' }), 1]
  ])('SB5 a %s is told where something would be missed', (_, call, count) => {
    expect(settle(know(call, absent)).notices).toHaveLength(count)
  })

  test('SB5 a pencilled booking that waits is sent', () => {
    const pencil = buildCall({ status: 'pencilled', pencilled: true })
    expect(settle(know(pencil, absent, { isUnsent: true }))).toEqual({
      local: { deleted: false, value: pencil },
      notices: []
    })
  })

  test('SB4 a notice of the server’s that keeps something typed stays on the device, news do not', () => {
    const refused = buildNotice({ topic: 'request-refused', mine: '{"kind":"cancel"}' })
    expect(recallCopy(know(refused, absent), recall)).toMatchObject({ local: { deleted: true }, notices: [refused] })
    const told = buildNotice({ topic: 'session-cancelled' })
    expect(recallCopy(know(told, absent), recall)).toMatchObject({ local: { deleted: true }, notices: [] })
    const aside = recallCopy(know({ ...told, dismissed: true }, live(told)), recall)
    expect(aside.local.value).toMatchObject({ dismissed: true })
  })
})

test('SB2 of the own page the server’s stands, and what the device holds goes to the inbox', () => {
  const page = buildProfile({ bio: 'Newer' })
  const { local, notices } = recallProfile(know(page, live(buildProfile())), recall)
  expect(local.value).toEqual(buildProfile())
  expect(notices).toMatchObject([{ topic: 'words-merged', mine: JSON.stringify({ bio: 'Newer' }) }])
  const others = buildProfile({ id: otherCoachId })
  expect(recallProfile(know(others, absent), { ...recall, userId: studentId })).toMatchObject({
    local: { deleted: true }
  })
})

test('SB2 of weekly hours the server’s stand, also those of a day that has none here, and skips of both', () => {
  const friday = { weekday: 5, starts: [540, 720], generation: '0000000a' }
  const hours = { weekly: [friday], overrides: [], weeksAhead: 4, skips: [] }
  const skip = { startsAt: now + 3_600_000, generation: '0000000a' }
  const serversPage = buildProfile({ availability: hours })
  const without = recallProfile(
    know(buildProfile({ availability: { ...hours, weekly: [] } }), live(serversPage)),
    recall
  )
  expect(without.local.value).toEqual(serversPage)
  expect(without.notices).toMatchObject([{ topic: 'words-merged', subject: { collection: 'users' } }])
  const skipped = recallProfile(
    know(buildProfile({ availability: { ...hours, skips: [skip] } }), live(serversPage)),
    recall
  )
  expect(skipped.local.value.availability).toEqual({ ...hours, skips: [skip] })
  expect(skipped.notices).toEqual([])
  const set = recallProfile(know(serversPage, live(buildProfile())), recall)
  expect(set.local.value).toEqual(buildProfile())
  expect(set.notices).toMatchObject([{ topic: 'words-merged' }])
})

test('SB1 the notice about the server says what it tells, and nothing else is taken for it', () => {
  const report = { dataFrom: now, sentAgain: 2, needYou: 1, pasts: { slots: '7-a' } }
  expect(readSetBack(createSetBackNotice(report, recall))).toEqual(report)
  expect(readSetBack(buildNotice())).toBeUndefined()
  expect(readSetBack({ ...createSetBackNotice(report, recall), mine: 'no JSON' })).toBeUndefined()
})
