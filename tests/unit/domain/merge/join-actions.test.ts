import { describe, expect, test } from 'vitest'
import { joinActions, joinTicks } from '#domain/merge/join-actions.ts'
import { mergeSessionCopy } from '#domain/merge/merge-session-copy.ts'
import type { Action, Tick } from '#domain/model/action.ts'
import { noticeSchema } from '#domain/model/notice.ts'
import { fieldsOf, readNotice } from '#domain/notices/notice-payload.ts'
import { buildCall, hexId, now } from '../builders.ts'

const build = (fields: Partial<Action> = {}): Action => ({
  text: 'Read',
  owner: 'student',
  madeAt: now,
  editedAt: now,
  ...fields
})
const [one, two] = [hexId(1), hexId(2)]
const there = <T>(value: T) => ({ deleted: false, value })

describe('actions of two devices', () => {
  test('MG20 each is joined by itself', () => {
    const assumed = { [one]: build(), [two]: build({ text: 'Write' }) }
    const a = { ...assumed, [one]: build({ text: 'Read on', editedAt: now + 1 }), [hexId(3)]: build({ text: 'Sing' }) }
    const b = { [one]: build({ dueDate: '2026-12-01', editedAt: now + 2 }), [hexId(4)]: build({ text: 'Call' }) }
    const expected = {
      [one]: build({ text: 'Read on', dueDate: '2026-12-01', editedAt: now + 2 }),
      [hexId(3)]: build({ text: 'Sing' }),
      [hexId(4)]: build({ text: 'Call' })
    }
    for (const joined of [joinActions(a, b, assumed), joinActions(b, a, assumed)]) {
      expect(joined).toEqual({ value: expected, lost: undefined })
    }
  })

  test('MG20 of two texts the later one stands, and the coach is told of the other', () => {
    const call = buildCall({ actions: { [one]: build(), [two]: build() }, wordsEditedAt: now })
    const edit = (text: string, editedAt: number) => ({
      ...call,
      actions: { ...call.actions, [one]: build({ text, editedAt }) },
      wordsEditedAt: editedAt
    })
    const [a, b] = [edit('Read 2', now + 1), edit('Read 3', now + 2)]
    for (const [server, local] of [[a, b] as const, [b, a] as const]) {
      const { resolved, notices } = mergeSessionCopy({
        assumed: there(call),
        server: there(server),
        local: there(local),
        now
      })
      expect(resolved.value.actions).toEqual(b.actions)
      const [notice] = notices
      if (notice === undefined) throw new Error('nobody was told')
      expect(noticeSchema.safeParse(notice).error).toBeUndefined()
      const told = readNotice(notice)
      expect(told.topic).toBe('words-merged')
      expect(fieldsOf(told.mine)).toEqual({ actions: { [one]: a.actions?.[one] } })
      expect(fieldsOf(told.theirs)).toEqual({ actions: { [one]: b.actions?.[one] } })
    }
  })

  test('MG20 a removed one goes, unless the other device changed it', () => {
    const assumed = { [one]: build(), [two]: build() }
    const changed = { [one]: build(), [two]: build({ text: 'Read on', editedAt: now + 1 }) }
    expect(joinActions({}, changed, assumed).value).toEqual({ [two]: changed[two] })
  })

  test('MG20 without a base both lists stay, whatever their order', () => {
    const [a, b] = [{ [one]: build() }, { [two]: build() }]
    expect(joinActions(a, b, {}).value).toEqual({ ...a, ...b })
  })

  test('MG20 where there is no room for all, the newest stay and the coach is told of the others', () => {
    const many = (from: number, editedAt: number) =>
      Object.fromEntries(Array.from({ length: 40 }, (_, at) => [hexId(from + at), build({ editedAt })]))
    const { value, lost } = joinActions(many(0, now), many(100, now + 1), {})
    expect(Object.keys(value)).toHaveLength(60)
    expect(Object.keys(value).filter(id => Object.hasOwn(many(100, 0), id))).toHaveLength(40)
    expect(Object.keys(lost?.mine ?? {})).toHaveLength(20)
  })

  test('MG20 nobody is told of an action that both devices have', () => {
    const call = buildCall({ wordsEditedAt: now })
    const [a, b] = [one, two].map(id => ({ ...call, actions: { [id]: build() } }))
    const { notices } = mergeSessionCopy({ assumed: there(call), server: there(a), local: there(b), now } as never)
    expect(notices).toEqual([])
  })
})

describe('ticks of two devices', () => {
  const tick = (doneAt: number | null, editedAt: number): Tick => ({ doneAt, editedAt, text: 'Read' })
  const join = (a: Tick, b: Tick, assumed?: Tick) => [
    joinTicks({ [one]: a }, { [one]: b }, assumed === undefined ? {} : { [one]: assumed })[one],
    joinTicks({ [one]: b }, { [one]: a }, assumed === undefined ? {} : { [one]: assumed })[one]
  ]

  test('MG20 the later one stands', () => {
    const [done, not] = [tick(now, now), tick(null, now + 1)]
    expect(join(done, not)).toEqual([not, not])
    expect(join(tick(now + 2, now + 2), not)).toEqual([tick(now + 2, now + 2), tick(now + 2, now + 2)])
  })

  test('MG20 at one moment it is done', () => {
    expect(join(tick(now, now), tick(null, now))).toEqual([tick(now, now), tick(now, now)])
  })

  test('MG20 a side that changed nothing gives way, whatever its stamp', () => {
    const assumed = tick(null, now + 9)
    expect(join(tick(now, now), assumed, assumed)).toEqual([tick(now, now), tick(now, now)])
  })

  test('MG20 ticks of different actions are all there', () => {
    const [a, b] = [{ [one]: tick(now, now) }, { [two]: tick(now, now) }]
    expect(joinTicks(a, b)).toEqual({ ...a, ...b })
  })
})
