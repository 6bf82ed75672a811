import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { PlannedSession } from '#electron/contract/desktop-types.ts'
import { call, collect } from './support/bridge.ts'
import { expect, test } from './support/fixture.ts'
import { closeApp, firstPage, killApp } from './support/launch.ts'
import { setNetwork } from './support/network.ts'
import { answerNotification, catchNotifications, shownNotifications } from './support/notifications.ts'

const minute = 60_000
const bookingId = 'b'.repeat(32)

const planSession = (startsInMs: number, more: Partial<PlannedSession> = {}): PlannedSession => {
  const startsAt = Date.now() + startsInMs
  return {
    bookingId,
    startsAt,
    endsAt: startsAt + 120 * minute,
    timesText: '21:00 – 23:00',
    otherName: 'Anna Berg',
    awaitsFeedback: false,
    ...more
  }
}

/** As the page does whenever something changes. */
const publish = (page: Page, ...sessions: readonly PlannedSession[]): Promise<void> =>
  call(page, 'status:publish', { role: 'coach', syncText: 'Offline', needsPerson: 0, unsynced: 0, sessions })

/** Started, without any network, with notifications caught. */
const start = async (launch: () => Promise<ElectronApplication>): Promise<readonly [ElectronApplication, Page]> => {
  const app = await launch()
  await setNetwork(app, 'cut')
  await catchNotifications(app)
  return [app, await firstPage(app)]
}

test('a reminder comes on time without any network and leads to its session; after it a coach is led to the feedback', async ({
  launch
}) => {
  const [app, page] = await start(launch)
  const links = await collect(page, 'link:opened')
  await call(page, 'settings:change', { reminders: { beforeMin: [10], afterSession: true } })

  await publish(page, planSession(10 * minute + 1_500))
  expect(await shownNotifications(app)).toEqual([])

  await expect.poll(() => shownNotifications(app)).toHaveLength(1)
  const [shown] = await shownNotifications(app)
  expect(shown).toMatchObject({ title: 'Your session starts in 10 minutes', buttons: ['Open', 'Snooze 10 min'] })
  // In the words that the page gave it, whatever the zone of this computer.
  expect(shown?.body).toBe('With Anna Berg, 21:00 – 23:00')
  await answerNotification(app, undefined)
  await expect.poll(links).toEqual([{ kind: 'session', bookingId }])

  const other = 'c'.repeat(32)
  await publish(page, planSession(-121 * minute, { bookingId: other, awaitsFeedback: true }))
  await expect.poll(() => shownNotifications(app)).toHaveLength(2)
  expect((await shownNotifications(app))[1]).toMatchObject({
    title: 'How did it go?',
    buttons: ['Log feedback', 'Open', 'Snooze 10 min']
  })
  await answerNotification(app, 'Log feedback')
  await expect.poll(links).toEqual([
    { kind: 'session', bookingId },
    { kind: 'feedback', bookingId: other }
  ])
})

test('lead times that are overdue at once are one notification, which is not shown again, not even after a crash', async ({
  launch
}) => {
  const session = planSession(5 * minute)
  const [app, page] = await start(launch)
  await publish(page, session)
  await expect.poll(() => shownNotifications(app)).toHaveLength(1)
  await app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
  const third = planSession(20 * minute, { bookingId: 'd'.repeat(32) })
  await publish(page, session, third)
  await expect.poll(() => shownNotifications(app)).toHaveLength(2)
  await killApp(app)

  const [again, nextPage] = await start(launch)
  await publish(nextPage, session, third)
  const other = planSession(8 * minute, { bookingId: 'c'.repeat(32), otherName: 'Ben' })
  await publish(nextPage, session, third, other)
  await expect.poll(() => shownNotifications(again)).toHaveLength(1)
  expect((await shownNotifications(again))[0]?.body).toContain('Ben')
})

test('snoozed, it comes again, also after a restart', async ({ launch, userData }) => {
  const session = planSession(30 * minute)
  const [app, page] = await start(launch)
  await publish(page, session)
  await expect.poll(() => shownNotifications(app)).toHaveLength(1)
  await answerNotification(app, 'Snooze 10 min')
  const file = path.join(userData, 'reminders', 'reminders.json')
  const read = () => JSON.parse(readFileSync(file, 'utf8')) as { snoozed: { until: number }[] }
  await expect.poll(() => read().snoozed.length).toBe(1)
  expect(readFileSync(file, 'utf8')).not.toContain('Anna')
  expect(Math.abs((read().snoozed[0]?.until ?? 0) - Date.now() - 10 * minute)).toBeLessThan(minute)
  await closeApp(app)

  // Ten minutes later.
  const stored = read()
  writeFileSync(
    file,
    JSON.stringify({ ...stored, snoozed: stored.snoozed.map(one => ({ ...one, until: Date.now() })) })
  )
  const [again, nextPage] = await start(launch)
  await publish(nextPage, session)
  await expect.poll(() => shownNotifications(again)).toHaveLength(1)
  await expect.poll(() => read().snoozed.length).toBe(0)
})
