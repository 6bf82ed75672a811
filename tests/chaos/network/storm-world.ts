import { createCallsName } from '#domain/rules/access.ts'
import { fromWire } from '#domain/model/wire.ts'
import { slotSchema } from '#domain/model/slot.ts'
import { compareReplica, findWaiting } from '../../simulation/check/compare-replicas.ts'
import { ownerOf, type PersonName } from '../../simulation/plan/people.ts'
import type { Plain, Truth } from '../../simulation/world/read-truth.ts'
import { createRandom, type Random } from '../../simulation/plan/random.ts'
import { passwordOf } from '../../support/test-server.ts'
import { addPeople, openCalendar, type Person, signIn } from '../people.ts'
import { readAll } from '../push.ts'
import { type ServerProcess, startServerProcess } from '../server/start-server.ts'
import { type Device, startDevice } from './device.ts'
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts'
import type { Outcome } from './judge-storm.ts'
import { type StormDevice, stormDevices } from './plan-acts.ts'
import type { DeviceReport } from './protocol.ts'

/** Nothing sound takes this long to come to rest, even on a busy machine. */
const patienceMs = 60_000

export interface StormWorld {
  readonly deviceByName: ReadonlyMap<StormDevice, Device>
  readonly proxies: readonly FaultyProxy[]
  /** Server's clock, epoch ms. */
  now(): number
  storm(): void
  /** Waits until every device has sent what it has, in whatever weather. */
  rest(): Promise<void>
  /** Puts every clock ahead. */
  pass(ms: number): Promise<void>
  /** Ends the storm and waits until all devices show what the server holds. What did not come to rest is in `unrest`. */
  settle(): Promise<{ readonly unrest: readonly string[]; readonly outcome: Outcome }>
  dispose(): Promise<void>
}

export async function startStormWorld(random: Random): Promise<StormWorld> {
  const server = await startServerProcess()
  const people = [
    ...(await addPeople(server, ['cara'], 'coach')),
    ...(await addPeople(server, ['sam', 'sue'], 'student'))
  ]
  const [cara] = people
  if (cara === undefined) throw new Error('no coach')
  await openCalendar(cara)
  const watch = createWatch()
  const proxies: FaultyProxy[] = []
  const deviceByName = new Map<StormDevice, Device>()
  for (const device of stormDevices) {
    // A line of its own for each, with dice of its own: threads do not wait for each other.
    const proxy = await startFaultyProxy(server.url, createRandom(random.below(2 ** 31)))
    const name = ownerOf(device)
    const start = { serverUrl: proxy.url, name, password: passwordOf(name) }
    proxies.push(proxy)
    deviceByName.set(device, await startDevice(device, start, watch.note))
  }
  let aheadMs = 0

  async function report(): Promise<ReadonlyMap<StormDevice, DeviceReport>> {
    const entries = [...deviceByName].map(async ([name, device]) => [name, await device.report()] as const)
    return new Map(await Promise.all(entries))
  }

  async function findUnsent(): Promise<readonly string[]> {
    const reports = await report()
    return [...reports].flatMap(([name, shown]) => findWaiting(name, { ...shown, underWay: 0 }))
  }

  return {
    deviceByName,
    proxies,
    now: () => Date.now() + aheadMs,
    storm() {
      for (const proxy of proxies) proxy.storm()
    },
    async pass(ms) {
      aheadMs += ms
      await server.order('set-clock-ahead', aheadMs)
      await Promise.all([...deviceByName.values()].map(device => device.setClockAhead(aheadMs)))
    },
    async rest() {
      const deadline = watch.startDeadline(patienceMs)
      try {
        for (;;) {
          const known = watch.changes
          if ((await findUnsent()).length === 0 || deadline.isOver()) return
          await Promise.race([watch.next(known), deadline.over])
        }
      } finally {
        deadline.clear()
      }
    },
    async settle() {
      await Promise.all(proxies.map(proxy => proxy.calm()))
      await Promise.all([...deviceByName.values()].map(device => device.wake()))
      const deadline = watch.startDeadline(patienceMs)
      try {
        for (;;) {
          const known = watch.changes
          const reports = await report()
          const waiting = [...reports].flatMap(([name, shown]) => findWaiting(name, { ...shown, underWay: 0 }))
          if (waiting.length === 0 || deadline.isOver()) {
            const violations = await server.order('inspect', null)
            const truth = await readTruth(server, people)
            const differences = [...reports].flatMap(([name, shown]) =>
              compareReplica(name, { ...shown, underWay: 0 }, truth)
            )
            const unrest = [...violations, ...waiting, ...differences]
            if (unrest.length === 0 || deadline.isOver()) return { unrest, outcome: toOutcome(truth, reports, people) }
          }
          await Promise.race([watch.next(known), deadline.over])
        }
      } finally {
        deadline.clear()
      }
    },
    async dispose() {
      await Promise.all([...deviceByName.values()].map(device => device.stop()))
      await Promise.all(proxies.map(proxy => proxy.dispose()))
      await server.dispose()
    }
  }
}

/** What the server holds, read as its owners read it; their tokens may have run out. */
async function readTruth(server: ServerProcess, people: readonly Person[]): Promise<Truth> {
  const readers = await Promise.all(people.map(({ name }) => signIn(server, name)))
  const [first] = readers
  if (first === undefined) throw new Error('nobody to read')
  const plain = async (person: Person, database: string): Promise<readonly Plain[]> =>
    (await readAll(person.ask, database)).map(doc => fromWire(doc) as Plain)
  const copies = readers.map(
    async reader => [reader.name as PersonName, await plain(reader, createCallsName(reader.userId))] as const
  )
  return {
    slots: (await readAll(first.ask, 'slots')).map(doc => slotSchema.parse(fromWire(doc))),
    bookings: await server.order('journal', null),
    coaches: await plain(first, 'users'),
    copiesByPerson: new Map(await Promise.all(copies))
  }
}

function toOutcome(truth: Truth, reports: ReadonlyMap<StormDevice, DeviceReport>, people: readonly Person[]): Outcome {
  const owner = (device: string): PersonName => ownerOf(device as StormDevice)
  const userIdOf = (device: string): string => people.find(({ name }) => name === owner(device))?.userId ?? ''
  return {
    slots: truth.slots,
    bookings: truth.bookings,
    documentsByDevice: new Map(
      stormDevices.map(device => {
        const page = truth.coaches.filter(({ id }) => id === userIdOf(device))
        return [device, [...(truth.copiesByPerson.get(ownerOf(device)) ?? []), ...page]]
      })
    ),
    reportsByDevice: reports,
    siblings: device => stormDevices.filter(name => ownerOf(name) === owner(device)),
    userIdOf
  }
}

/** Tells when anything has changed on any device. */
function createWatch() {
  let changes = 0
  let waiting: PromiseWithResolvers<void> | undefined
  return {
    get changes() {
      return changes
    },
    note(this: void) {
      changes += 1
      waiting?.resolve()
      waiting = undefined
    },
    /** Resolves when `changes` is no longer the number given. */
    async next(known: number): Promise<void> {
      if (changes !== known) return
      waiting ??= Promise.withResolvers<void>()
      await waiting.promise
    },
    startDeadline(ms: number) {
      const over = Promise.withResolvers<void>()
      let isOver = false
      const timer = setTimeout(() => {
        isOver = true
        over.resolve()
      }, ms)
      return { over: over.promise, isOver: () => isOver, clear: () => clearTimeout(timer) }
    }
  }
}
