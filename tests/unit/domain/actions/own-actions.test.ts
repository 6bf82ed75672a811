import { describe, expect, test } from 'vitest'
import { followUpIdOf, listOwnActions } from '#domain/actions/follow-ups.ts'
import { groupActions } from '#domain/actions/group-actions.ts'
import { type ListedAction, listActions } from '#domain/actions/list-actions.ts'
import { type EditedAction, planActions, toEditedActions } from '#domain/actions/plan-actions.ts'
import { setActionDone } from '#domain/actions/set-done.ts'
import type { Action } from '#domain/model/action.ts'
import { sessionCopySchema } from '#domain/model/session-copy.ts'
import { bookingId, buildCall, hexId, now } from '../builders.ts'

const build = (fields: Partial<Action> = {}): Action => ({
  text: 'Read',
  owner: 'student',
  madeAt: now - 10,
  editedAt: now - 10,
  ...fields
})
const id = hexId(1)
const ask = { text: 'Ask', done: false }
const askId = followUpIdOf(ask)
const plan = (held: Parameters<typeof planActions>[0], edited: readonly EditedAction[]) => {
  let count = 0xf0
  return planActions(held, edited, { now, createId: () => hexId((count += 1)) })
}

describe('what a form makes of actions', () => {
  test('SU1 nothing changes where nothing was changed', () => {
    const held = { actions: { [id]: build({ dueDate: '2026-12-01' }) }, followUps: [ask] }
    expect(plan(held, toEditedActions(held))).toEqual(held)
    expect(plan({}, [])).toEqual({})
  })

  test('SU1 a changed one is of now, a new one gets an id, a removed one goes', () => {
    const held = { actions: { [id]: build(), [hexId(2)]: build({ text: 'Write' }) } }
    const edited = [
      { id, text: 'Read on', owner: 'student' as const, isDone: false },
      { text: 'Call', owner: 'coach' as const, dueDate: '2026-12-01', isDone: true }
    ]
    expect(plan(held, edited).actions).toEqual({
      [id]: build({ text: 'Read on', editedAt: now }),
      [hexId(0xf1)]: { text: 'Call', owner: 'coach', dueDate: '2026-12-01', madeAt: now, editedAt: now, doneAt: now }
    })
  })

  test('SU1 a date is taken away, and a coach’s own action is done and is not', () => {
    const held = { actions: { [id]: build({ owner: 'coach', dueDate: '2026-12-01', doneAt: now - 5 }) } }
    const [shown] = toEditedActions(held)
    if (shown === undefined) throw new Error('none')
    const { dueDate: _, ...undated } = shown
    expect(plan(held, [undated]).actions?.[id]).toEqual(build({ owner: 'coach', editedAt: now, doneAt: now - 5 }))
    expect(plan(held, [{ ...shown, isDone: false }]).actions?.[id]).not.toHaveProperty('doneAt')
  })

  test('SU1 of one action that two windows changed to two texts, both stay', () => {
    const held = { actions: { [id]: build() } }
    const edited = ['Read on', 'Read more'].map(text => ({ id, text, owner: 'student' as const, isDone: false }))
    expect(Object.values(plan(held, edited).actions ?? {}).map(({ text }) => text)).toEqual(['Read on', 'Read more'])
  })

  test('SU1 actions stay in the order in which they were typed', () => {
    const edited = ['c', 'a', 'b'].map(text => ({ text, owner: 'student' as const, isDone: false }))
    const { actions = {} } = plan({}, edited)
    expect(
      listOwnActions({ actions: Object.fromEntries(Object.entries(actions).toReversed()) }).map(({ text }) => text)
    ).toEqual(['c', 'a', 'b'])
  })

  test('SU7 another owner is another action', () => {
    for (const owner of ['coach', 'student'] as const) {
      const held = { actions: { [id]: build({ owner: owner === 'coach' ? 'student' : 'coach' }) } }
      const { actions = {} } = plan(held, [{ id, text: 'Read', owner, isDone: false }])
      expect(Object.keys(actions)).toEqual([hexId(0xf1)])
    }
  })
})

describe('follow-ups', () => {
  test('SU8 are actions of the coach’s own', () => {
    const call = buildCall({ followUps: [ask, { text: 'Send', done: true }] })
    expect(listActions(call)).toEqual([
      { id: askId, bookingId, owner: 'coach', text: 'Ask', state: 'open' },
      { id: followUpIdOf({ text: 'Send' }), bookingId, owner: 'coach', text: 'Send', state: 'done' }
    ])
    expect(sessionCopySchema.shape.actions.safeParse({ [askId]: build() }).success).toBe(true)
  })

  test('SU8 one stays one while old devices can show it', () => {
    const edited = [{ id: askId, text: 'Ask twice', owner: 'coach' as const, isDone: true }]
    expect(plan({ followUps: [ask] }, edited)).toEqual({ followUps: [{ text: 'Ask twice', done: true }] })
  })

  test('SU8 one with a date becomes an action, and what an old device left of it is no second one', () => {
    const edited = [{ id: askId, text: 'Ask', owner: 'coach' as const, dueDate: '2026-12-01', isDone: false }]
    const planned = plan({ followUps: [ask] }, edited)
    expect(planned).toMatchObject({ followUps: [], actions: { [askId]: { text: 'Ask', dueDate: '2026-12-01' } } })
    const met = { ...planned, followUps: [{ ...ask, done: true }] }
    expect(listOwnActions(met)).toMatchObject([{ id: askId, dueDate: '2026-12-01', isDone: true }])
    expect(plan(met, toEditedActions(met)).followUps).toEqual([])
  })

  test('SU8 the id of one that becomes the student’s says nothing of the text', () => {
    const { actions = {} } = plan({ followUps: [ask] }, [{ id: askId, text: 'Ask', owner: 'student', isDone: false }])
    expect(Object.keys(actions)).toEqual([hexId(0xf1)])
  })

  test('SU8 ticking one changes the follow-up, and an action beside it', () => {
    const call = buildCall({ followUps: [ask] })
    expect(setActionDone(call, askId, true, now)).toEqual({ followUps: [{ text: 'Ask', done: true }] })
    const both = buildCall({ followUps: [{ ...ask, done: true }], actions: { [askId]: build({ owner: 'coach' }) } })
    expect(setActionDone(both, askId, false, now)).toMatchObject({ followUps: [ask], actions: { [askId]: {} } })
  })

  test('SU3 a coach ticks no action of the student’s, and a student none of the coach’s', () => {
    const forCoach = buildCall({ actions: { [id]: build() } })
    expect(setActionDone(forCoach, id, true, now)).toBeUndefined()
    expect(setActionDone(buildCall({ partyRole: 'student' }), id, true, now)).toBeUndefined()
  })
})

describe('the list of all', () => {
  test('SU9 overdue, this week, later and done', () => {
    const list = (fields: Partial<ListedAction>): ListedAction => ({
      id,
      bookingId,
      text: fields.dueDate ?? fields.state ?? 'none',
      owner: 'student',
      state: 'open',
      ...fields
    })
    const all = [
      list({}),
      list({ dueDate: '2026-12-07' }),
      list({ dueDate: '2026-12-06' }),
      list({ dueDate: '2026-11-30' }),
      list({ dueDate: '2026-11-29' }),
      list({ dueDate: '2026-11-02' }),
      list({ state: 'done', doneAt: 5, dueDate: '2026-11-01' }),
      list({ state: 'withdrawn', doneAt: 9 })
    ]
    const groups = groupActions(all, { today: '2026-11-30', weekEnd: '2026-12-06' })
    const texts = Object.fromEntries(Object.entries(groups).map(([name, items]) => [name, items.map(one => one.text)]))
    expect(texts).toEqual({
      overdue: ['2026-11-02', '2026-11-29'],
      week: ['2026-11-30', '2026-12-06'],
      later: ['2026-12-07', 'none'],
      done: ['withdrawn', '2026-11-01']
    })
  })
})
