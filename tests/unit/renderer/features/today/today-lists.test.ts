import { expect, test } from 'vitest'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { hourMs } from '#domain/time/durations.ts'
import { listToday } from '#renderer/features/today/today-lists.ts'
import { buildCall } from '../../../domain/builders.ts'

const now = Date.UTC(2026, 10, 18, 12)
let made = 0
const call = (hours: number, more: Partial<SessionCopy> = {}): SessionCopy => {
  made += 1
  const startsAt = now + hours * hourMs
  return buildCall({ id: made.toString(16).padStart(32, '0'), startsAt, endsAt: startsAt + 2 * hourMs, ...more })
}
const action = (text: string, more: object = {}) => ({ text, owner: 'coach', madeAt: 1, editedAt: 1, ...more }) as const
const ids = (calls: readonly SessionCopy[]) => calls.map(({ startsAt }) => (startsAt - now) / hourMs)

test('a coach sees what runs or comes first, what is to be wrapped up, and what is to be done, by date', () => {
  const coach = { partyRole: 'coach' } as const
  const { next, wrapUps, actions, reviews, again } = listToday(
    [
      call(-50, {
        ...coach,
        actions: { ['a'.repeat(32)]: action('no date'), ['b'.repeat(32)]: action('Friday', { dueDate: '2026-11-20' }) }
      }),
      call(-30, {
        ...coach,
        status: 'completed',
        actions: {
          ['c'.repeat(32)]: action('done', { doneAt: 5 }),
          ['d'.repeat(32)]: action('Thursday', { dueDate: '2026-11-19' }),
          ['e'.repeat(32)]: action('of the student', { owner: 'student' })
        }
      }),
      call(-9, { ...coach, status: 'cancelled' }),
      call(-1, coach),
      call(4, coach)
    ],
    now
  )
  expect(next?.startsAt).toBe(now - hourMs)
  expect(ids(wrapUps)).toEqual([-50, -1])
  expect(actions.map(item => item.action.text)).toEqual(['Thursday', 'Friday', 'no date'])
  expect([reviews, again]).toEqual([[], []])
})

test('a student is asked for reviews of the last two weeks, and offered coaches with whom nothing is ahead', () => {
  const student = { partyRole: 'student' } as const
  const { wrapUps, reviews, again } = listToday(
    [
      call(-500, { ...student, status: 'completed', otherId: 'coachaaaa' }),
      call(-90, { ...student, status: 'completed', otherId: 'coachbbbb', review: { score: 5, text: '' } }),
      call(-60, { ...student, status: 'no-show', otherId: 'coachbbbb' }),
      call(-40, { ...student, otherId: 'coachcccc' }),
      call(-20, { ...student, status: 'completed', otherId: 'coachcccc' }),
      call(9, { ...student, otherId: 'coachcccc' }),
      call(30, { ...student, status: 'declined', otherId: 'coachdddd' })
    ],
    now
  )
  expect(wrapUps).toEqual([])
  expect(ids(reviews)).toEqual([-20, -40])
  expect(again.map(({ otherId }) => otherId)).toEqual(['coachbbbb', 'coachaaaa'])
})

test('nothing is next where all is over, called off or lost', () => {
  expect(listToday([call(-5, { status: 'completed' }), call(5, { status: 'cancelled' })], now).next).toBeUndefined()
})
