import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeReminder } from '#electron/main/reminders/reminder-words.ts'
import { hour, minute, noon, planSession } from './reminders-support.ts'

const session = planSession(noon)

test.each([
  [3 * 24 * hour, 'Your session starts in 3 days'],
  [24 * hour + minute, 'Your session starts in 1 day 1 minute'],
  [90 * minute, 'Your session starts in 1 hour 30 minutes'],
  [hour, 'Your session starts in 1 hour'],
  [10 * minute, 'Your session starts in 10 minutes'],
  [10 * minute - 40, 'Your session starts in 10 minutes'],
  [minute, 'Your session starts in 1 minute'],
  [20_000, 'Your session starts in 1 minute'],
  [0, 'Your session starts now'],
  [-2 * minute, 'Your session has started']
])('%i ms before the start it says "%s"', (beforeMs, title) => {
  const words = describeReminder({ kind: 'before', session }, noon - beforeMs)
  expect(words).toEqual({ title, body: 'With Anna, 12:00 – 14:00' })
})

test('after the session it asks', () => {
  expect(describeReminder({ kind: 'after', session }, noon + 2 * hour)).toEqual({
    title: 'How did it go?',
    body: 'Your session with Anna, 12:00 – 14:00, awaits your feedback.'
  })
})

test('the shell writes no time itself: it would be in the zone of the computer, not of the account', () => {
  const folder = join(import.meta.dirname, '../../../../../electron')
  const writers = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    name => name.endsWith('.ts') && /DateTimeFormat|toLocale\w*String/.test(readFileSync(join(folder, name), 'utf8'))
  )
  expect(writers).toEqual([])
})
