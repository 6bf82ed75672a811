import { setTimeout as delay } from 'node:timers/promises'
import { assertNever } from '#domain/assert-never.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { createExclusion, type Exclusion } from '../check/find-shut-out-problems.ts'
import { findEarlySweep } from '../check/find-early-sweep.ts'
import { findPhoneProblems } from '../check/find-ended-phones.ts'
import { findProblems } from '../check/find-problems.ts'
import { findOldNews } from '../check/find-old-news.ts'
import { findUnrecorded } from '../check/find-unrecorded.ts'
import { findUntold } from '../check/find-untold.ts'
import type { DeviceFlaw } from '../device/protocol.ts'
import {
  actToText,
  type DatabaseName,
  type Plan,
  type ServerFault,
  type Step,
  stepToText,
  type Weather
} from '../plan/act.ts'
import { type DeviceName, deviceNames, ownerOf, type PersonName, people } from '../plan/people.ts'
import { dayMs, worldStart } from '../plan/steps.ts'
import { passwordOf } from '../../support/test-server.ts'
import type { DevicePool } from './device-pool.ts'
import { countMoves, type MoveCounts } from './count-moves.ts'
import { createLedger, deedToText } from './ledger.ts'
import { type Settled, settle } from './settle.ts'
import { type DataChange, type ServerOptions, startSimulatedServer } from './simulated-server.ts'
import { createStoredBook } from './stored/stored-book.ts'

/** What is done to the files of a server: they must be there. */
const needFiles: readonly Step['kind'][] = ['fill-disk', 'copy-data', 'put-back', 'lose']
/** How often devices are asked for what they store, ms: erasing a number shows nothing new. */
const phoneStepMs = 50
/** Nobody does two things in one moment. */
const betweenActsMs = 1_000
/** Nothing sound takes this long to come to rest, even on a busy machine. */
const defaultPatienceMs = 20_000

export interface RunOptions extends Omit<ServerOptions, 'clock'> {
  readonly patienceMs?: number
  /** How all devices are broken; the pool must be a breakable one. */
  readonly flaw?: DeviceFlaw
}

export interface Run {
  readonly problems: readonly string[]
  /** What happened, line by line. */
  readonly trace: readonly string[]
  readonly bookings: number
  /** Moves that were granted: all, those by which a coach's session has hours made for it (RS12), and those of several of a series (SR9). */
  readonly moves: MoveCounts
  /** Bookings of series that were granted. */
  readonly ofSeries: number
  /** Whether some devices were of an earlier version. */
  readonly isMixed: boolean
  readonly reach: ReachFigures
  /** How often each kind of step was taken, and acts in all. */
  readonly counts: ReadonlyMap<Step['kind'], number>
}

/** How much of who may book, and of who waits, a run has come to. */
export interface ReachFigures {
  readonly blocks: number
  /** Answers that said `by-arrangement`. */
  readonly arranged: number
  /** Openings that a watch had to be told of, and those that one was told of. */
  readonly toldDue: number
  readonly tellings: number
}

/** Runs the whole system as the plan says, then turns everything on and looks at what is left. */
export async function runPlan(
  { seed, steps, skewMsByDevice, olderDevices = [] }: Plan,
  pool: DevicePool,
  { patienceMs = defaultPatienceMs, flaw, ...options }: RunOptions = {}
): Promise<Run> {
  const { clock } = pool
  clock.now = worldStart
  // Only what lies on a disk is lost with one.
  const storage = steps.some(({ kind }) => needFiles.includes(kind)) ? 'leveldb' : options.storage
  const book = createStoredBook()
  const server = await startSimulatedServer({ ...options, storage, clock }, book)
  const trace: string[] = []
  const counts = new Map<Step['kind'], number>()
  const shutOutProblems: string[] = []
  const sweepProblems: string[] = []
  const untold = new Set<string>()
  const toldDue = new Set<string>()
  /** Whether storage may fail: what had opened is matched later then. */
  let mayFail = false
  const ledger = createLedger(clock)
  const weatherByDevice = new Map<DeviceName, Weather>(deviceNames.map(device => [device, 'clear']))
  const skewMs = new Map(skewMsByDevice)
  const userIdByPerson = new Map<PersonName, string>()
  /** Devices that may not have noticed yet that their clock was set. */
  const newClocks = new Set<DeviceName>()
  const exclusionByPerson = new Map<PersonName, Exclusion>()

  function settleWith(devices: readonly DeviceName[]): Promise<Settled> {
    const isShutOut = (device: DeviceName): boolean => exclusionByPerson.has(ownerOf(device))
    return settle({
      pool,
      server,
      devices: devices.filter(device => !isShutOut(device)),
      shutOut: devices.filter(isShutOut),
      userIdByPerson,
      patienceMs
    })
  }

  function pass(ms: number): void {
    clock.now += ms
    server.letPass(ms)
    ledger.noteTime()
    ledger.noteTrustedTime()
  }

  async function setWeather(device: DeviceName, weather: Weather): Promise<void> {
    weatherByDevice.set(device, weather)
    await pool.setWeather(device, weather)
  }

  async function restartServer(fault: ServerFault, whileStopped?: DataChange): Promise<void> {
    await server.restart(fault, whileStopped)
    mayFail = fault !== undefined
    await book.read(server.current.server.databases, whileStopped !== undefined)
    // A start knows of no jump before it.
    ledger.noteTrustedTime()
    await Promise.all(deviceNames.map(device => pool.moveServer(device, server.current.url)))
  }

  async function setBack(change: DataChange): Promise<void> {
    await restartServer(undefined, async parts => {
      // Devices learn nothing more of what is lost now.
      const shown = deviceNames.map(async device => [device, await pool.report(device)] as const)
      ledger.noteSetBack(new Map(await Promise.all(shown)))
      await change(parts)
    })
  }

  const nameCopy = (): string => `copy-${counts.get('copy-data')}`

  function toRemote(database: DatabaseName): string {
    const person = people.find(({ name }) => name === database)
    return person === undefined ? database : createCallsName(userIdByPerson.get(person.name) ?? '')
  }

  /** The world's time is what the server takes for it: seen from there, the devices' clocks jump the other way. */
  async function setServerClock(byMs: number): Promise<void> {
    clock.now += byMs
    ledger.noteServerClock()
    // It is in the very minute of the daily work that the clock jumps.
    await server.tick()
    sweepProblems.push(...(await findEarlySweep(server.current.server.databases, ledger.latestTrusted)))
    for (const device of deviceNames) {
      const skew = (skewMs.get(device) ?? 0) - byMs
      newClocks.add(device)
      skewMs.set(device, skew)
      await pool.setClock(device, skew)
    }
  }

  async function setDisabled(person: PersonName, disabled: boolean): Promise<void> {
    const devices = deviceNames.filter(device => ownerOf(device) === person)
    const before = await Promise.all(devices.map(async device => [device, await pool.report(device)] as const))
    const changed = await server.current.server.service.setDisabled(userIdByPerson.get(person) ?? '', disabled)
    if (!changed.ok) throw new Error(`${person} is not to be found`)
    book.noteAccount(userIdByPerson.get(person) ?? '', disabled)
    if (disabled) exclusionByPerson.set(person, createExclusion(ledger.entries.length, new Map(before)))
    else exclusionByPerson.delete(person)
  }

  async function changePhone(person: PersonName, phone: string): Promise<void> {
    const changing = server.current.server.service.changeDetails(userIdByPerson.get(person) ?? '', { phone })
    // Storage may be failing: what then counts is what the account says.
    await changing.catch(() => undefined)
  }

  async function rest(): Promise<Settled | undefined> {
    const reachable = deviceNames.filter(device => weatherByDevice.get(device) !== 'cut')
    const settled = await settleWith(reachable)
    // A device that had nothing to ask for has heard nothing either: a feed says no times.
    for (const device of reachable) {
      if (settled.reportByDevice.get(device)?.hasHeard === true) newClocks.delete(device)
    }
    for (const [person, exclusion] of exclusionByPerson) {
      shutOutProblems.push(...exclusion.findProblems(person, settled, ledger))
    }
    await lookWhoWasTold(settled)
    return settled.unrest.length > 0 ? settled : undefined
  }

  /** Everything that had opened is matched where the server is at rest. */
  async function lookWhoWasTold({ unrest }: Settled): Promise<void> {
    if (unrest.length > 0 || mayFail) return
    if (book.isOfAnotherPast) return book.noteRest()
    if (book.isDoubtful) await book.read(server.current.server.databases, false)
    const { due, problems } = findUntold(book, ledger.serverTimes)
    for (const one of due) toldDue.add(one)
    for (const problem of problems) untold.add(problem)
    book.noteRest()
  }

  /** @returns what did not come to rest, where that happens */
  async function take(step: Step): Promise<Settled | undefined> {
    counts.set(step.kind, (counts.get(step.kind) ?? 0) + (step.kind === 'act' ? step.deeds.length : 1))
    if (step.kind !== 'act') trace.push(stepToText(step))
    switch (step.kind) {
      case 'act':
        await Promise.all(
          step.deeds.map(async ({ device, act }) => {
            const deed = await pool.act(device, act)
            ledger.note(device, deed, newClocks.has(device))
            trace.push(`${device} ${actToText(act)}: ${deedToText(deed)}`)
          })
        )
        pass(betweenActsMs)
        return undefined
      case 'weather':
        await setWeather(step.device, step.weather)
        return undefined
      case 'cut-power':
        await pool.cutPower(step.device, step.cut)
        return undefined
      case 'power-on':
        await pool.turnOn(step.device, step.again)
        return undefined
      case 'set-clock':
        newClocks.add(step.device)
        skewMs.set(step.device, step.skewMs)
        await pool.setClock(step.device, step.skewMs)
        return undefined
      case 'set-server-clock':
        await setServerClock(step.byMs)
        return undefined
      case 'account':
        await setDisabled(step.person, step.disabled)
        return undefined
      case 'phone':
        await changePhone(step.person, step.phone)
        return undefined
      case 'pass':
        pass(step.ms)
        return undefined
      case 'fill':
        // Storage may be failing: the next run makes up for it.
        await server.current.server.bookings.fillHours().catch(() => undefined)
        return undefined
      case 'restart-server':
        await restartServer(step.fault)
        return undefined
      case 'fill-disk':
        mayFail = true
        server.fillDisk(step)
        return undefined
      case 'clear-disk':
        await server.clearDisk()
        mayFail = false
        return undefined
      case 'copy-data':
        await restartServer(undefined, ({ copies, dataFolder }) => copies.take(dataFolder, nameCopy()))
        return undefined
      case 'put-back': {
        const { database } = step
        await setBack(({ copies, dataFolder }) =>
          database === undefined
            ? copies.putBack(dataFolder, nameCopy())
            : copies.putBackDatabase(dataFolder, nameCopy(), toRemote(database))
        )
        return undefined
      }
      case 'lose':
        await setBack(({ copies, dataFolder }) => copies.lose(dataFolder, toRemote(step.database)))
        return undefined
      case 'await-fault':
        await server.awaitFault(patienceMs)
        return undefined
      case 'rest':
        return rest()
      default:
        return assertNever(step)
    }
  }

  /** Stops at what does not come to rest: what follows would only hide why. */
  async function takeAll(): Promise<Settled | undefined> {
    for (const step of steps) {
      const stuck = await take(step)
      if (stuck !== undefined) return stuck
    }
    return undefined
  }

  async function finish(): Promise<Settled> {
    await restartServer(undefined)
    for (const device of deviceNames) await setWeather(device, 'clear')
    await settleWith(deviceNames)
    // What was taken away is not filled again, however late it was sent.
    await server.current.server.bookings.fillHours()
    const settled = await settleWith(deviceNames)
    await lookWhoWasTold(settled)
    return settled
  }

  /**
   * A week after everything no notice tells of slots that have all started, and numbers of sessions that were called off have to be gone: from each device, which has no network and was
   * started again, and from the server. Looked at until they are.
   */
  async function findTracesAWeekLater(): Promise<readonly string[]> {
    for (const device of deviceNames) await setWeather(device, 'cut')
    clock.now += 8 * dayMs
    await Promise.all(deviceNames.map(device => pool.act(device, { kind: 'restart' })))
    await server.current.server.bookings.forgetPhones()
    const unrecorded = await findWhatIsUnrecorded()
    if (unrecorded.length > 0) return unrecorded
    const oldNews = await findNewsAWeekLater()
    if (oldNews.length > 0) return oldNews
    const isLate = AbortSignal.timeout(patienceMs)
    for (;;) {
      const known = pool.changes
      const reports = await Promise.all(deviceNames.map(async device => [device, await pool.report(device)] as const))
      const problems = await findPhoneProblems(server.current.server.databases, new Map(reports), clock.now)
      if (problems.length === 0 || isLate.aborted) return problems
      await Promise.race([pool.awaitChange(known), delay(phoneStepMs)])
    }
  }

  /** By now slots have begun of which some were booked; nobody has a network, so nothing changes them. */
  async function findWhatIsUnrecorded(): Promise<readonly string[]> {
    const { databases, bookings } = server.current.server
    await bookings.countOffered()
    return findUnrecorded(databases, clock.now)
  }

  async function findNewsAWeekLater(): Promise<readonly string[]> {
    // There a database that can never be read is made up.
    if (options.isJournalUnmarked === true) return []
    const { databases, bookings } = server.current.server
    await bookings.sweep({ now: clock.now, certain: clock.now })
    return findOldNews(databases, clock.now)
  }

  try {
    for (const { name, role } of people) userIdByPerson.set(name, await server.current.addAccount(name, role))
    await Promise.all(
      deviceNames.map((device, n) => {
        const name = ownerOf(device)
        return pool.open(device, {
          name,
          password: passwordOf(name),
          serverUrl: server.current.url,
          skewMs: skewMs.get(device) ?? 0,
          seed: seed * 16 + n,
          isOlder: olderDevices.some(older => older === device),
          flaw
        })
      })
    )
    const settled = (await takeAll()) ?? (await finish())
    const { databases, directory } = server.current.server
    const findPhone = (userId: string) => directory.find(userId)?.phone
    const problems = await findProblems({
      databases,
      findPhone,
      settled,
      ledger,
      book,
      userIdByPerson,
      historyUntil: steps.some(areSlotsLost) ? clock.now : undefined,
      skewMs
    })
    // What did not come to rest has problems enough.
    const phones = problems.length > 0 ? [] : await findTracesAWeekLater()
    return {
      problems: [...shutOutProblems, ...sweepProblems, ...book.problems, ...untold, ...problems, ...phones],
      trace,
      counts,
      bookings: settled.truth.bookings.length,
      moves: countMoves(settled.truth.bookings),
      ofSeries: settled.truth.bookings.filter(({ series, state }) => series !== undefined && state !== 'declined')
        .length,
      isMixed: olderDevices.length > 0,
      reach: {
        blocks: new Set(book.blocks.all.map(({ key }) => key)).size,
        arranged: sumOf([...settled.reportByDevice.values()].map(({ arranged }) => arranged.length)),
        toldDue: toldDue.size,
        tellings: book.tellings.length
      }
    }
  } finally {
    await Promise.all(deviceNames.map(device => pool.close(device).catch(() => undefined)))
    await server.remove()
  }
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}

function areSlotsLost(step: Step): boolean {
  return (step.kind === 'lose' || step.kind === 'put-back') && step.database === 'slots'
}
