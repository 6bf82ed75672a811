import { describe, expect, test } from 'vitest'
import { noticeSchema, noticeTopicSchema, type Notice } from '#domain/model/notice.ts'
import { readView } from '#domain/versions/read-view.ts'
import { fieldsOf, readNotice, writeKept } from '#domain/notices/notice-payload.ts'
import { openRecording } from '../../../versions/support/recording.ts'
import { bookingId, buildSlot, coachId, requestId, start, studentId } from '../builders.ts'

type Told = Pick<Notice, 'id' | 'topic' | 'mine' | 'theirs'>
const tell = (topic: Notice['topic'], kept: Pick<Notice, 'mine' | 'theirs'> = {}): Told => ({
  id: `notice:${topic}:x:once`,
  topic,
  ...kept
})

describe('what devices of 0.1.0 read is written letter for letter', () => {
  test.each([
    [writeKept('claim-lost', { mine: buildSlot(), theirs: { removed: true } }), slotText(), '{"removed":true}'],
    [
      writeKept('request-refused', { mine: { kind: 'cancel', toSlotId: undefined, reason: 'Ill' } }),
      '{"kind":"cancel","reason":"Ill"}',
      undefined
    ],
    [
      writeKept('session-moved', { mine: { startsAt: 1 }, theirs: { startsAt: 2, reason: 'Dentist.' } }),
      '{"startsAt":1}',
      '{"startsAt":2,"reason":"Dentist."}'
    ],
    [writeKept('session-cancelled', { theirs: '[]' }), undefined, '[]'],
    [writeKept('session-cancelled', { theirs: '' }), undefined, ''],
    [writeKept('words-merged', { mine: { notes: 'a' }, theirs: {} }), '{"notes":"a"}', '{}'],
    [
      writeKept('session-forgotten', { mine: { otherId: studentId, otherZone: undefined, notes: 'b' } }),
      `{"otherId":"${studentId}","notes":"b"}`,
      undefined
    ],
    [
      writeKept('server-set-back', { mine: { dataFrom: 3, sentAgain: 1, needYou: 0, pasts: { slots: '5-x' } } }),
      '{"dataFrom":3,"sentAgain":1,"needYou":0,"pasts":{"slots":"5-x"}}',
      undefined
    ]
  ])('%#', ({ mine, theirs }, mineText, theirsText) => {
    expect({ mine, theirs }).toEqual({ mine: mineText, theirs: theirsText })
  })

  function slotText(): string {
    const endsAt = start + 7_200_000
    return `{"id":"${coachId}:${start}","coachId":"${coachId}","startsAt":${start},"endsAt":${endsAt},"status":"open"}`
  }
})

describe('the recorded notices of 0.1.0', () => {
  const recorded = Object.values(openRecording('0.1.0').documents())
    .flat()
    .map(document => document as Readonly<Record<string, unknown>>)
    .map(({ _id, _rev, _revisions, ...fields }): object => ({ id: _id, ...fields }))
    .flatMap(fields => {
      const { success, data } = noticeSchema.safeParse(fields)
      return success ? [data] : []
    })

  test('are read with everything that they keep', () => {
    expect(new Set(recorded.map(({ topic }) => topic)).size).toBeGreaterThan(4)
    for (const notice of recorded) {
      const told = readNotice(notice)
      expect(told.topic).toBe(notice.topic)
      if (told.topic === 'session-cancelled') {
        expect(told.theirs).toEqual({ kind: 'text', text: notice.theirs })
        continue
      }
      expect(fieldsOf(told.mine)).toEqual(JSON.parse(notice.mine ?? '{}'))
      expect(fieldsOf(told.theirs)).toEqual(JSON.parse(notice.theirs ?? '{}'))
    }
  })

  test('tell of a move from when to when it was, and why', () => {
    const moved = recorded.map(readNotice).filter(({ topic }) => topic === 'session-moved')
    expect(moved.length).toBeGreaterThan(0)
    for (const { mine, theirs } of moved) {
      expect(fieldsOf(mine)).toEqual({ startsAt: expect.any(Number) })
      expect(fieldsOf(theirs)).toMatchObject({ startsAt: expect.any(Number) })
    }
  })
})

describe('what nobody here writes', () => {
  test.each(noticeTopicSchema.options)('%s: text that is no JSON stays readable', topic => {
    const text = '{"notes": cut off'
    expect(readNotice(tell(topic, { mine: text, theirs: text }))).toEqual({
      topic,
      mine: { kind: 'text', text },
      theirs: { kind: 'text', text }
    })
  })

  test.each(['null', '5', '"word"'])('%s is no document, and shown as text', text => {
    expect(readNotice(tell('words-merged', { mine: text })).mine).toEqual({ kind: 'text', text })
  })

  test.each([undefined, '', '  ', '{}', '[]', '{"of-tomorrow":1}'])('nothing is kept in %s', mine => {
    expect(readNotice(tell('words-merged', mine === undefined ? {} : { mine })).mine).toBeUndefined()
  })

  test('a field of another shape does not hide the rest', () => {
    const mine = JSON.stringify({ satisfaction: 'five', notes: 'kept', review: { score: 9, text: '' } })
    expect(fieldsOf(readNotice(tell('words-merged', { mine })).mine)).toEqual({ notes: 'kept' })
  })

  test('a reason that looks like JSON is what its author typed', () => {
    expect(readNotice(tell('session-cancelled', { theirs: '{"notes":"x"}' })).theirs).toEqual({
      kind: 'text',
      text: '{"notes":"x"}'
    })
  })

  test('VE3 a topic, a kind of request and a status of tomorrow stay newer', () => {
    const notice = { ...tell('write-refused'), topic: 'slot-forecast', mine: '{"notes":"x"}' }
    const seen = readView(noticeSchema.pick({ id: true, topic: true, mine: true }), notice)
    expect(seen === undefined ? undefined : readNotice(seen)).toEqual({ topic: 'newer' })
    const request = JSON.stringify({ request: { kind: 'swap', requestId, withId: bookingId } })
    const asked = { fields: { request: { kind: 'newer' } } }
    expect(readNotice(tell('withdrawn-late', { mine: request })).mine).toMatchObject(asked)
    const status = JSON.stringify({ status: 'held' })
    expect(readNotice(tell('claim-lost', { theirs: status })).theirs).toMatchObject({ fields: { status: 'newer' } })
  })
})
