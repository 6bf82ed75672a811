import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  listBookings,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coaches = Array.from({ length: 30 }, (_, n) => `coach${String(n + 10).padStart(3, '0')}`)
const lastCoach = coaches.at(-1) ?? ''
const ada = 'student1'
const bob = 'student2'
const at = worldStart + dayMs

/** Of one length: `bookingIdOf` fills up with a digit. */
const idOf = (number: number): string => bookingIdOf(0x1000_0000 + number)

let world: GateWorld
beforeEach(async () => {
  world = await createGateWorld()
  for (const coach of coaches) await world.addPerson(coach, 'coach')
  await world.addPerson(ada, 'student')
  await world.addPerson(bob, 'student')
  await Promise.all(
    coaches.map(coach =>
      world.push(
        coach,
        'slots',
        Array.from({ length: 4 }, (_, n) => slotDoc(coach, at + 2 * n * hourMs))
      )
    )
  )
})
afterEach(() => world.stop())

/** Claims for all slots of all coaches, in turns: each document names another coach than the one before. */
const claimsOfAda = (rounds: number) =>
  Array.from({ length: rounds * coaches.length }, (_, n) => {
    const slot = Math.floor(n / coaches.length) % 4
    return claimDoc(coaches[n % coaches.length] ?? '', at + 2 * slot * hourMs, idOf(n), world.now)
  })

it('a batch that names thirty coaches does not hold up all of them until its end', async () => {
  const claims = claimsOfAda(12)
  const batch = world.push(ada, 'slots', claims)
  const bobs = claimDoc(lastCoach, at + 6 * hourMs, idOf(9_000), world.now)

  const [row] = await world.push(bob, 'slots', [bobs])
  const storedBefore = (await listBookings(world.databases)).length

  expect(row).toMatchObject({ ok: true })
  const rows = await batch
  expect(rows.map(({ id }) => id)).toEqual(claims.map(({ _id }) => _id))
  // Most of the batch came after the one who waited for one of its coaches.
  expect(storedBefore).toBeLessThan(claims.length / 4)
})

it('requests that one account sends side by side hold up nobody but itself', async () => {
  const batches = coaches.map((coach, n) =>
    world.push(
      ada,
      'slots',
      Array.from({ length: 19 }, (_, k) => claimDoc(coach, at, idOf(1_000 * n + k), world.now))
    )
  )
  const bobs = claimDoc(lastCoach, at + 6 * hourMs, idOf(90_000), world.now)

  const [row] = await world.push(bob, 'slots', [bobs])
  const storedBefore = (await listBookings(world.databases)).length

  expect(row).toMatchObject({ ok: true })
  const all = await Promise.all(batches)
  expect(storedBefore).toBeLessThan(all.flat().length / 4)
})

it('BK20 500 lost claims of a day are remembered, whatever the slots, across a restart; a day later others may be lost', async () => {
  const [coach = ''] = coaches
  await world.setPolicy(coach, { horizonDays: 1 })
  const lose = async (round: number) => {
    const startsAt = at + 2 * dayMs + 2 * round * hourMs
    await world.push(coach, 'slots', [slotDoc(coach, startsAt)])
    const claims = Array.from({ length: 20 }, (_, n) => claimDoc(coach, startsAt, idOf(1_000 * round + n), world.now))
    const rows = await world.push(ada, 'slots', claims)
    return rows.map(row => ('error' in row ? row.message : 'ok'))
  }
  const reasons: string[] = []
  for (let round = 0; round < 13; round += 1) reasons.push(...(await lose(round)))
  await world.restart()
  for (let round = 13; round < 26; round += 1) reasons.push(...(await lose(round)))

  expect(new Set(reasons.slice(0, 500))).toEqual(new Set(['beyond-horizon']))
  expect(new Set(reasons.slice(500))).toEqual(new Set(['too-many-lost']))
  expect(await listBookings(world.databases)).toHaveLength(500)
  // Somebody else has not asked in vain.
  const ofBob = claimDoc(coach, at + 2 * dayMs, idOf(90_000), world.now)
  expect(await world.push(bob, 'slots', [ofBob])).toMatchObject([{ message: 'beyond-horizon' }])
  world.now += dayMs + 2 * hourMs
  expect(new Set(await lose(40))).toEqual(new Set(['beyond-horizon']))
})
