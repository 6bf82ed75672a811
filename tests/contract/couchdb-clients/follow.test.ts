import { once } from 'node:events'
import follow from 'follow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSlotId } from '#domain/model/slot-id.ts'
import { hourMs, slotDoc } from '../../support/gate-world.ts'
import { openPractice, type Practice } from './practice.ts'

let practice: Practice
beforeAll(async () => {
  // As the server runs: feeds are looked after once a second.
  practice = await openPractice({ feedTickMs: 1_000 })
})
afterAll(() => practice.test.remove())

describe('follow', () => {
  it('follows a feed from the beginning, and hears each heartbeat before it gives up', async () => {
    const { coach, student, starts, urlOf } = practice
    // It waits for a quarter more than this.
    const feed = new follow.Feed({ db: urlOf('slots', student), since: 0, heartbeat: 1_000, include_docs: true })
    const seen: string[] = []
    const given: string[] = []
    feed.on('change', (change: { readonly id: string }) => seen.push(change.id))
    for (const event of ['timeout', 'retry', 'error']) feed.on(event, () => given.push(event))
    feed.follow()
    await once(feed, 'catchup')
    for (let beat = 0; beat < 3; beat += 1) await once(feed, 'heartbeat')
    const added = slotDoc(coach.userId, (starts.at(-1) ?? 0) + 24 * hourMs)
    const changed = once(feed, 'change')
    await coach.ask('POST', '/slots/_bulk_docs', { docs: [added] })
    await changed
    feed.stop()

    expect(given).toEqual([])
    expect(seen.at(-1)).toBe(added._id)
    expect(seen.toSorted()).toEqual([...starts.map(at => createSlotId(coach.userId, at)), added._id].toSorted())
  })
})
