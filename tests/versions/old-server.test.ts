import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { versionCapability } from '#domain/versions/product-version.ts'
import {
  type Client,
  createDevice,
  cut,
  hourMs,
  isSynced,
  openClient,
  restore
} from '../integration/replication-fixture.ts'
import { passwordOf } from '../support/test-server.ts'
import { type RecordedServer, startRecordedServer } from './support/recorded-server.ts'
import { isAfterFirst, recordedVersions } from './support/recorded-versions.ts'
import { openRecording } from './support/recording.ts'
import { createTestClock } from './support/test-clock.ts'

describe.each(recordedVersions)("today's devices live with a server of %s", version => {
  const recording = openRecording(version)
  const clock = createTestClock(recording.facts.clock.end)
  const startsAt = Math.ceil(clock.now / hourMs) * hourMs + 48 * hourMs

  let server: RecordedServer
  const clients: Client[] = []

  async function open(name: string): Promise<Client> {
    const device = createDevice({ url: server.url, clock })
    const client = await openClient(device, name)
    clients.push(client)
    await client.until(isSynced)
    return client
  }

  beforeAll(async () => {
    server = await startRecordedServer({ bundle: recording.bundle('server'), clock })
    const person = { phone: '+41 44 668 18 00', zone: 'Europe/Zurich' }
    await server.addPeople(
      (['cara', 'sam'] as const).map(name => ({
        ...person,
        name,
        displayName: `Person ${name}`,
        role: name === 'cara' ? ('coach' as const) : ('student' as const),
        password: passwordOf(name)
      }))
    )
  })
  afterAll(async () => {
    for (const client of clients) await client.stop()
    await server.stop()
  })

  it('slots, claims, a cancellation, a wrap-up and a review come to what was done', async () => {
    // Two accounts at once are all that free RxDB opens (F8).
    const [coach, sam] = [await open('cara'), await open('sam')]
    expect(coach.state.hasCapability(versionCapability)).toBe(isAfterFirst(version))
    await cut(coach)
    for (const hours of [0, 4])
      expect(await coach.state.createSlot(startsAt + hours * hourMs)).toMatchObject({ ok: true })
    await restore(coach)
    const [first, second] = (await sam.until(({ slots }) => slots.length === 2)).slots

    expect(await sam.state.claimSlot(first?.id ?? '')).toMatchObject({ ok: true })
    await sam.until(state => state.calls[0]?.status === 'confirmed' && state.calls[0].otherPhone !== undefined)
    await coach.until(state => state.calls[0]?.otherPhone !== undefined)
    expect(await sam.state.claimSlot(second?.id ?? '')).toMatchObject({ ok: true })
    await sam.until(({ calls }) => calls.length === 2)
    await coach.until(({ calls }) => calls.length === 2)

    const [session, other] = coach.state.calls
    // RS12 and VE10: what that server cannot do is refused before anything is written, with the reason.
    const anywhere = { toSlotId: `${coach.state.coaches[0]?.id}:${startsAt + 8 * hourMs}`, makesSlot: true } as const
    const older = { ok: false, refusal: 'server-older' }
    expect(coach.state.hasCapability('move-anywhere')).toBe(false)
    expect(coach.state.previewMove(session?.id ?? '', startsAt + 8 * hourMs)).toMatchObject(older)
    expect(await coach.state.rescheduleSession(session?.id ?? '', { ...anywhere, reason: '' })).toMatchObject(older)
    expect(coach.state.calls[0]?.request).toBeUndefined()

    expect(await sam.state.cancelSession(other?.id ?? '', { reason: 'A cold', reopenSlot: true })).toMatchObject({
      ok: true
    })
    await coach.until(({ notices }) => notices.some(({ topic }) => topic === 'session-cancelled'))

    clock.now = startsAt + hourMs
    const id = session?.id ?? ''
    expect(await coach.state.wrapUp(id, { outcome: 'completed', satisfaction: 5, notes: 'Well' })).toMatchObject({
      ok: true
    })
    expect(await sam.state.saveReview(id, { score: 5, text: 'Good' })).toMatchObject({ ok: true })
    await coach.until(({ calls }) => calls[0]?.status === 'completed' && calls[0].otherReview?.score === 5)
    for (const client of [coach, sam]) {
      await client.until(state => isSynced(state) && state.syncByRecord.size === 0)
      expect(client.state.setAside).toBe(0)
      expect(client.state.notices.map(({ topic }) => topic)).not.toContain('write-refused')
    }
  })
})
