import type { Plan, Step } from './act.ts'
import { createHoursScenes } from './hours-scenes.ts'
import { createMeetingScenes } from './meeting-scenes.ts'
import { deviceNames, olderDevices } from './people.ts'
import { createRandom } from './random.ts'
import { createReachScenes } from './reach-scenes.ts'
import { createSetBackScenes } from './set-back-scenes.ts'
import { dayMs, hourMs, rest, together } from './steps.ts'
import { createTroubleScenes } from './trouble-scenes.ts'
import { type ActWriter, createActWriter } from './write-acts.ts'

/** Many short plans meet more than a few long ones, in the same time. */
const defaultScenes = 4

/** Everything that happens in one run, decided by the seed and the number of scenes alone. */
export function makePlan(seed: number, scenes: number = defaultScenes): Plan {
  const random = createRandom(seed)
  const isMixed = hasTwoVersions(seed)
  const skewMsByDevice = new Map(
    deviceNames.map(device => [device, random.chance(0.5) ? 0 : Math.round((random.next() * 2 - 1) * dayMs)])
  )
  const writer = createActWriter(random, isMixed, hasHours(seed))
  const { anyAct, wordAct } = writer
  const meet = createMeetingScenes(random, writer)
  const trouble = createTroubleScenes(random, writer)
  const past = createSetBackScenes(random)
  const hours = createHoursScenes(random, writer)
  // With chances of their own: what else a seed writes does not depend on them.
  const reachWriter = createActWriter(createRandom(seed ^ reachSalt), isMixed, hasHours(seed), 'reach')
  const reach = createReachScenes(createRandom(seed ^ (2 * reachSalt)), reachWriter)
  const setBackAt = hasSetBack(seed) ? random.below(scenes) : undefined
  const resting = (steps: readonly Step[]): readonly Step[] => (random.chance(0.8) ? [...steps, rest] : steps)

  const bookingScene = (): readonly Step[] =>
    resting(
      random.pick([
        () => meet.race(),
        () => meet.raceWithOneself(),
        () => meet.offlineCoach(),
        () => meet.movedApart(),
        () => meet.pencilAndClaim(),
        () => meet.seriesApart(),
        () => meet.seriesApart(),
        () => meet.twoDevices(anyAct),
        () => trouble.powerCut(anyAct),
        () => trouble.powerCut(anyAct),
        () => trouble.shutOut(anyAct),
        () => trouble.wrongClock(anyAct),
        () => trouble.clockSetBack(anyAct),
        () => trouble.serverClock(anyAct),
        () => trouble.proxy(anyAct),
        () => trouble.newPhone(anyAct),
        () => trouble.fullDisk(),
        () => trouble.serverStops()
      ])()
    )
  const sessionScene = (): readonly Step[] =>
    resting(
      random.pick([
        () => meet.apart(),
        () => meet.apart(),
        () => meet.twoDevices(wordAct),
        () => trouble.powerCut(wordAct),
        () => trouble.powerCut(wordAct),
        () => trouble.shutOut(wordAct),
        () => trouble.wrongClock(wordAct),
        () => trouble.clockSetBack(wordAct),
        () => trouble.serverClock(wordAct),
        () => trouble.proxy(wordAct),
        () => trouble.newPhone(wordAct),
        () => trouble.fullDisk(),
        () => trouble.serverStops()
      ])()
    )

  const bookingScenes = Math.ceil(scenes / 2)
  const steps = [
    ...openCalendars(writer, () => random.below(3) * (hourMs / 2)),
    ...meet.raceWithOneself(),
    ...meet.race(),
    rest,
    ...(hasHours(seed) ? [...hours.open(), ...hours.changedApart(), rest] : []),
    ...(hasReach(seed) ? [...reach.open(), ...reach.blockedMeanwhile(), rest, ...reach.opening(), rest] : []),
    ...Array.from({ length: bookingScenes }, (_, n) =>
      n === setBackAt ? resting(past.setBack(anyAct)) : bookingScene()
    ).flat(),
    ...(hasHours(seed) ? resting([...hours.changedApart(), ...hours.nextDay()]) : []),
    ...(hasHours(seed) ? [...reach.busy(reachWriter.hoursAct), rest] : []),
    ...(hasReach(seed) ? [...reach.opening(), ...reach.blockedMeanwhile(), rest] : []),
    { kind: 'pass', ms: (50 + random.below(50)) * hourMs } as const,
    ...Array.from({ length: scenes - bookingScenes }, (_, n) => {
      if (bookingScenes + n === setBackAt) return resting(past.setBack(wordAct))
      return random.chance(0.7) ? sessionScene() : bookingScene()
    }).flat(),
    ...(isMixed ? resting(meet.twoVersions()) : []),
    ...(hasTyping(seed) ? trouble.typing(() => writer.words('draft'), anyAct) : [])
  ]
  return { seed, ...(isMixed ? { olderDevices } : {}), skewMsByDevice, steps }
}

/** One in five: what is put back must lie on a disk, and LevelDB takes twice the time. */
function hasSetBack(seed: number): boolean {
  return seed % 5 === 1
}

/** One in three, those with a set-back or with typing among them. */
function hasTwoVersions(seed: number): boolean {
  return seed % 3 === 0
}

/** One in five: drafts meet nothing of the others, and little of the server. */
function hasTyping(seed: number): boolean {
  return seed % 5 === 3
}

/** One in four, those with a set-back, two versions or typing among them. */
function hasHours(seed: number): boolean {
  return seed % 4 === 2
}

/** Three in eight, some of those with hours or a set-back among them: students wait, and coaches say who may book. */
function hasReach(seed: number): boolean {
  return seed % 4 === 3 || seed % 8 === 6
}

/** Keeps apart what two kinds of scenes draw. */
const reachSalt = 0x2545f491

/** Students must choose between the two coaches: their hours overlap. */
function openCalendars({ makeStart }: ActWriter, makeLag: () => number): readonly Step[] {
  const pairs = Array.from({ length: 5 }, (_, n) => {
    const startsAt = makeStart()
    return together([
      { device: n % 2 === 0 ? 'cara-1' : 'cara-2', act: { kind: 'create-slot', startsAt } },
      { device: 'cleo-1', act: { kind: 'create-slot', startsAt: startsAt + makeLag() } }
    ])
  })
  return [...pairs, rest]
}
