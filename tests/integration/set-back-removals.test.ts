import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  bookingIdOf,
  createGateWorld,
  dayMs,
  type GateWorld,
  readRev,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const at = worldStart + 5 * dayMs
const slotId = `${coach}:${at}`
const making = (number: number) => ({ makingId: bookingIdOf(number) })

/** A device of the coach, as far as SB2 and SB3 go: what it shows, and which makings it has removed itself. */
interface Device {
  readonly shows: string | undefined
  readonly removed: readonly string[]
}

/** What a server of that name is left with when it is set back. */
const states = ['before the slot was made', 'with the slot', 'with an earlier slot of that time'] as const

async function setBackTo(world: GateWorld, state: (typeof states)[number]): Promise<void> {
  if (state === 'before the slot was made') return
  const number = state === 'with the slot' ? 1 : 9
  await world.push(coach, 'slots', [slotDoc(coach, at, making(number))])
}

/** One meeting of a device with the server: it reads, sends what SB2 and SB3 say, and reads again. */
async function sync(world: GateWorld, device: Device): Promise<Device> {
  const store = await world.databases.open('slots')
  const [held] = await store.read([slotId])
  const isLive = held !== undefined && held._deleted !== true
  if (isLive && device.removed.includes(String(held['makingId']))) {
    await world.push(coach, 'slots', [{ _id: slotId, _rev: held._rev, _deleted: true }])
  } else if (held === undefined && device.shows !== undefined) {
    await world.push(coach, 'slots', [slotDoc(coach, at, { makingId: device.shows })])
  }
  const [after] = await store.read([slotId])
  const shows = after === undefined || after._deleted === true ? undefined : String(after['makingId'])
  return { ...device, shows }
}

it('SB3 two devices of a coach, one away since before the removal, meet the server in any order: nothing removed comes back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...states),
      fc.array(fc.constantFrom('remover' as const, 'other' as const), { maxLength: 6 }),
      async (state, order) => {
        const world = await createGateWorld()
        try {
          await world.addPerson(coach, 'coach')
          await setBackTo(world, state)
          const devices = {
            remover: { shows: undefined, removed: [bookingIdOf(1)] } as Device,
            other: { shows: bookingIdOf(1), removed: [] } as Device
          }
          // In the end both are online for long enough.
          for (const name of [...order, 'other', 'remover', 'other'] as const) {
            devices[name] = await sync(world, devices[name])
          }
          const kept = state === 'with an earlier slot of that time' ? bookingIdOf(9) : undefined
          expect([devices.remover.shows, devices.other.shows]).toEqual([kept, kept])
          expect((await readRev(world.databases, 'slots', slotId)) === undefined).toBe(false)
        } finally {
          await world.stop()
        }
      }
    ),
    { numRuns: 60 }
  )
})
