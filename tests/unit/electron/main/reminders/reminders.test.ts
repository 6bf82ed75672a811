import { readFileSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createComputer, hour, minute, noon, planSession } from './reminders-support.ts'
import { makeFolder } from '../services-support.ts'

const start = async (startAt = noon) => {
  const folder = await makeFolder()
  const computer = createComputer(folder, startAt)
  await computer.start()
  return { folder, computer }
}
const atTwo = planSession(noon + 2 * hour)
const atThree = planSession(noon + 3 * hour, { bookingId: 'b2' })

test('each chosen lead time reminds once, on time', async () => {
  const { computer } = await start()
  await computer.publish([atTwo, atThree])
  await computer.advance(6 * hour)
  expect(computer.lines).toEqual([
    'before b1 @14:00 at 13:00',
    'before b1 @14:00 at 13:50',
    'before b2 @15:00 at 14:00',
    'before b2 @15:00 at 14:50'
  ])
})

test('publishing again and again reminds of nothing twice', async () => {
  const { computer } = await start()
  for (let i = 0; i < 200; i += 1) {
    await computer.publish([atTwo])
    await computer.advance(minute)
  }
  expect(computer.lines).toEqual(['before b1 @14:00 at 13:00', 'before b1 @14:00 at 13:50'])
})

test('a restart does not repeat what was shown, and goes on with the rest', async () => {
  const { computer } = await start()
  await computer.publish([atTwo])
  await computer.advance(70 * minute)
  await computer.start()
  await computer.publish([atTwo])
  await computer.advance(2 * hour)
  expect(computer.lines).toEqual(['before b1 @14:00 at 13:00', 'before b1 @14:00 at 13:50'])
})

test('after sleep, one notification stands for all that was missed', async () => {
  const { computer } = await start()
  await computer.publish([atTwo])
  computer.jump(115 * minute)
  await computer.wake()
  await computer.advance(2 * hour)
  expect(computer.lines).toEqual(['before b1 @14:00 at 13:55'])
})

test.each([
  [4, ['before b1 @14:00 at 14:04']],
  [5, []]
])('a session that began %i minutes before the computer woke', async (lateMin, expected) => {
  const { computer } = await start()
  await computer.publish([atTwo])
  computer.jump(2 * hour + lateMin * minute)
  await computer.wake()
  expect(computer.lines).toEqual(expected)
})

test('a timer that nobody woke finds the right time within a minute', async () => {
  const { computer } = await start()
  await computer.publish([atTwo])
  computer.jump(65 * minute)
  await computer.advance(minute)
  expect(computer.lines).toEqual(['before b1 @14:00 at 13:06'])
})

test('a clock that goes back repeats nothing', async () => {
  const { computer } = await start()
  await computer.publish([atTwo])
  await computer.advance(65 * minute)
  computer.jump(-hour)
  await computer.wake()
  await computer.advance(3 * hour)
  expect(computer.lines).toEqual(['before b1 @14:00 at 13:00', 'before b1 @14:00 at 13:50'])
})

test('a moved session is reminded of at its new time', async () => {
  const { computer } = await start()
  await computer.publish([atTwo])
  await computer.advance(65 * minute)
  await computer.publish([planSession(noon + 5 * hour)])
  await computer.advance(5 * hour)
  expect(computer.lines).toEqual([
    'before b1 @14:00 at 13:00',
    'before b1 @17:00 at 16:00',
    'before b1 @17:00 at 16:50'
  ])
})

test('a cancelled session, and any where nobody is signed in, is not reminded of', async () => {
  const { computer } = await start()
  await computer.publish([atTwo, atThree])
  await computer.publish([atThree])
  await computer.advance(90 * minute)
  await computer.publish(undefined)
  await computer.advance(4 * hour)
  expect(computer.lines).toEqual([])
  expect(computer.waits).toBe(0)
})

test('snoozed, it comes again ten minutes later, also after a restart', async () => {
  const { computer } = await start()
  await computer.publish([atTwo])
  await computer.advance(hour)
  await computer.snooze(0)
  await computer.start()
  await computer.publish([atTwo])
  await computer.advance(hour)
  expect(computer.lines).toEqual([
    'before b1 @14:00 at 13:00',
    'before b1 @14:00 at 13:10',
    'before b1 @14:00 at 13:50'
  ])
})

test('the last reminder can be snoozed to the start, and the start no further than asked', async () => {
  const { computer } = await start()
  await computer.publish([atTwo])
  await computer.advance(110 * minute)
  await computer.snooze(1)
  await computer.advance(10 * minute)
  await computer.snooze(2)
  await computer.advance(hour)
  expect(computer.lines.slice(1)).toEqual([
    'before b1 @14:00 at 13:50',
    'before b1 @14:00 at 14:00',
    'before b1 @14:00 at 14:10'
  ])
})

test('snoozing twice is snoozing once', async () => {
  const { computer } = await start()
  await computer.publish([atTwo])
  await computer.advance(hour)
  await computer.snooze(0)
  await computer.advance(minute)
  await computer.snooze(0)
  await computer.advance(30 * minute)
  expect(computer.lines).toEqual(['before b1 @14:00 at 13:00', 'before b1 @14:00 at 13:11'])
})

test('a snooze and a lead time that meet are one notification', async () => {
  const { computer } = await start()
  await computer.choose({ beforeMin: [20, 10], afterSession: true })
  await computer.publish([atTwo])
  await computer.advance(100 * minute)
  await computer.snooze(0)
  await computer.advance(hour)
  expect(computer.lines).toEqual(['before b1 @14:00 at 13:40', 'before b1 @14:00 at 13:50'])
})

test('new lead times hold at once', async () => {
  const { computer } = await start()
  await computer.publish([atTwo])
  await computer.choose({ beforeMin: [30], afterSession: false })
  await computer.advance(2 * hour)
  expect(computer.lines).toEqual(['before b1 @14:00 at 13:30'])
})

test('a lead of zero reminds at the start, none at all never', async () => {
  const { computer } = await start()
  await computer.choose({ beforeMin: [0], afterSession: false })
  await computer.publish([atTwo])
  await computer.advance(3 * hour)
  await computer.choose({ beforeMin: [], afterSession: false })
  await computer.publish([planSession(noon + 9 * hour)])
  await computer.advance(9 * hour)
  expect(computer.lines).toEqual(['before b1 @14:00 at 14:00'])
})

test('a session weeks ahead is waited for: longer than any timer', async () => {
  const { computer } = await start()
  const startsAt = noon + 60 * 24 * hour
  await computer.publish([planSession(startsAt)])
  await computer.advance(60 * 24 * hour)
  expect(computer.shown.map(({ at }) => startsAt - at)).toEqual([hour, 10 * minute])
})

const ended = planSession(noon - hour, { awaitsFeedback: true })

test('a coach is asked once how it went', async () => {
  const { computer } = await start()
  await computer.publish([ended])
  await computer.advance(hour)
  await computer.start()
  await computer.publish([ended])
  await computer.advance(hour)
  expect(computer.lines).toEqual(['after b1 @11:00 at 13:00'])
})

test('the question can be snoozed, and is dropped where it was answered meanwhile', async () => {
  const { computer } = await start()
  await computer.publish([ended])
  await computer.advance(hour)
  await computer.snooze(0)
  await computer.advance(10 * minute)
  expect(computer.lines).toHaveLength(2)

  await computer.snooze(1)
  await computer.publish([{ ...ended, awaitsFeedback: false }])
  await computer.advance(hour)
  expect(computer.lines).toHaveLength(2)
})

test('nobody is asked who is a student, has answered, or wants not to be', async () => {
  const { computer } = await start()
  await computer.publish([ended], 'student')
  await computer.advance(90 * minute)
  await computer.publish([{ ...ended, awaitsFeedback: false }])
  await computer.choose({ beforeMin: [10], afterSession: false })
  await computer.publish([ended])
  expect(computer.lines).toEqual([])
})

test.each([
  [23, 1],
  [24, 0]
])('%i hours after the end, the question is put %i times', async (hoursAfter, times) => {
  const { computer } = await start()
  await computer.publish([planSession(noon - (hoursAfter + 2) * hour, { awaitsFeedback: true })])
  expect(computer.lines).toHaveLength(times)
})

test('the file names no person', async () => {
  const { computer, folder } = await start()
  await computer.publish([atTwo])
  await computer.advance(hour)
  await computer.snooze(0)
  const text = await readFile(path.join(folder, 'reminders.json'), 'utf8')
  expect(JSON.parse(text)).toEqual({
    shown: [{ key: `b1:${atTwo.startsAt}:60`, startsAt: atTwo.startsAt }],
    snoozed: [{ bookingId: 'b1', startsAt: atTwo.startsAt, kind: 'before', until: noon + 70 * minute }]
  })
  expect(text).not.toContain('Anna')
})

test('what is older than thirty days is forgotten', async () => {
  const { computer, folder } = await start()
  await computer.publish([atTwo])
  await computer.advance(2 * hour)
  computer.jump(31 * 24 * hour)
  await computer.publish([planSession(computer.now + hour, { bookingId: 'b9' })])
  const { shown } = JSON.parse(await readFile(path.join(folder, 'reminders.json'), 'utf8')) as { shown: unknown[] }
  expect(shown).toHaveLength(1)
})

test('where the disk refuses, it is shown as soon as it can be written down, and once', async () => {
  const { computer, folder } = await start()
  const obstacle = path.join(folder, 'reminders.json.tmp')
  await mkdir(obstacle)
  await computer.publish([atTwo])
  await computer.advance(62 * minute)
  expect(computer.lines).toEqual([])
  expect(computer.log.events).toContain('reminder-held-back')

  await rm(obstacle, { recursive: true })
  await computer.advance(5 * minute)
  expect(computer.lines).toEqual(['before b1 @14:00 at 13:02'])
})

test('it is written down before it is shown: a crash in between shows nothing twice', async () => {
  const { computer, folder } = await start()
  const storedAtShow: unknown[] = []
  computer.onShow(() => storedAtShow.push(JSON.parse(readFileSync(path.join(folder, 'reminders.json'), 'utf8'))))
  await computer.publish([atTwo])
  await computer.advance(hour)
  expect(storedAtShow).toEqual([{ shown: [{ key: `b1:${atTwo.startsAt}:60`, startsAt: atTwo.startsAt }], snoozed: [] }])
})

test('a corrupt file is set aside, and reminding goes on', async () => {
  const folder = await makeFolder()
  await writeFile(path.join(folder, 'reminders.json'), '{"shown": [')
  const computer = createComputer(folder)
  await computer.start()
  await computer.publish([atTwo])
  await computer.advance(hour)
  expect(computer.lines).toEqual(['before b1 @14:00 at 13:00'])
  expect(computer.log.events).toContain('corrupt-file-set-aside')
})

test('what is cancelled while the disk is busy is not shown', async () => {
  const { computer } = await start(atTwo.startsAt - hour)
  const first = computer.publish([atTwo])
  const second = computer.publish([])
  await Promise.all([first, second])
  expect(computer.lines).toEqual([])
})

test('stopped, it shows nothing more', async () => {
  const { computer } = await start()
  await computer.publish([atTwo])
  computer.stop()
  await computer.advance(3 * hour)
  expect(computer.lines).toEqual([])
  expect(computer.waits).toBe(0)
})
