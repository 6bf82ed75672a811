import type { Act, Plan, ServerFault, Step, Weather } from './act.ts'
import { coachDevices, type DeviceName, deviceNames, studentDevices } from './people.ts'
import { createRandom, type Random } from './random.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** 2027-03-25T08:00:00Z, a Thursday: clocks in Europe change on the Sunday that follows. */
export const worldStart = Date.UTC(2027, 2, 25, 8)

/** Many short plans meet more than a few long ones, in the same time. */
const defaultScenes = 4

/** Everything that happens in one run, decided by the seed and the number of scenes alone. */
export function makePlan(seed: number, scenes: number = defaultScenes): Plan {
  const random = createRandom(seed)
  const skewMsByDevice = new Map(
    deviceNames.map(device => [device, random.chance(0.5) ? 0 : Math.round((random.next() * 2 - 1) * dayMs)])
  )
  const author = createAuthor(random)
  const steps = [
    ...author.opening(),
    ...author.firstBookings(),
    ...Array.from({ length: Math.ceil(scenes / 2) }, () => author.bookingScene()).flat(),
    { kind: 'pass', ms: (26 + random.below(40)) * hourMs } as const,
    ...Array.from({ length: Math.floor(scenes / 2) }, () =>
      random.chance(0.7) ? author.sessionScene() : author.bookingScene()
    ).flat()
  ]
  return { seed, skewMsByDevice, steps }
}

/** Writes scenes: each brings about one of the meetings that the rules are about, with chance in the details. */
function createAuthor(random: Random) {
  let typed = 0
  const words = (topic: string): string => `${topic}${(typed += 1)}.`
  const act = (device: DeviceName, deed: Act): Step => ({ kind: 'act', deeds: [{ device, act: deed }] })
  const together = (deeds: readonly { readonly device: DeviceName; readonly act: Act }[]): Step => ({
    kind: 'act',
    deeds
  })
  const weather = (device: DeviceName, next: Weather): Step => ({ kind: 'weather', device, weather: next })
  const rest: Step = { kind: 'rest' }

  // Few times for many slots: they are to be in each other's way, within a calendar and across two.
  const makeStart = (): number =>
    worldStart + (1 + random.below(4)) * dayMs + random.below(10) * hourMs + random.below(2) * (hourMs / 2)
  const makeSlot = (): Act => ({ kind: 'create-slot', startsAt: makeStart() })
  const coachAct = (): Act => {
    const pick = random.next()
    const kind = random.pick([
      'create-slot',
      'create-slot',
      'move-slot',
      'remove-slot',
      'reopen-slot',
      'cancel',
      'reschedule',
      'pencil-in',
      'pencil-in',
      'withdraw',
      'undo'
    ] as const)
    switch (kind) {
      case 'create-slot':
        return makeSlot()
      case 'move-slot':
        return { kind, pick, byMs: (random.below(9) - 4 || 1) * (hourMs / 2) }
      case 'cancel':
        return { kind, pick, words: words('ill'), reopenSlot: random.chance(0.5) }
      case 'reschedule':
        return { kind, pick, toPick: random.next(), words: words('later'), reopenSlot: random.chance(0.5) }
      case 'pencil-in':
        return { kind, pick, toPick: random.next() }
      case 'undo':
        return { kind }
      default:
        return { kind, pick }
    }
  }
  const studentAct = (): Act => {
    const pick = random.next()
    const kind = random.pick(['claim', 'claim', 'claim', 'claim', 'cancel', 'reschedule', 'withdraw', 'undo'] as const)
    switch (kind) {
      case 'cancel':
        return { kind, pick, words: words('busy'), reopenSlot: true }
      case 'reschedule':
        return { kind, pick, toPick: random.next(), words: words('sooner'), reopenSlot: true }
      case 'undo':
        return { kind }
      default:
        return { kind, pick }
    }
  }
  const wordAct = (device: DeviceName): Act => {
    const [pick, score] = [random.next(), 1 + random.below(5)]
    if (random.chance(0.15)) return restartOr(device)
    if (random.chance(0.1)) return { kind: 'undo' }
    return isCoach(device)
      ? { kind: 'wrap-up', pick, words: words('note'), score }
      : { kind: 'review', pick, words: words('review'), score }
  }
  const restartOr = (device: DeviceName): Act =>
    isCoach(device) && random.chance(0.5) ? { kind: 'write-bio', words: words('bio') } : { kind: 'restart' }
  const anyAct = (device: DeviceName): Act => {
    if (random.chance(0.1)) return restartOr(device)
    return isCoach(device) ? coachAct() : studentAct()
  }

  /** Two students reach for one slot at the same moment. */
  function race(): readonly Step[] {
    const pick = random.next()
    const bad = random.pick(studentDevices)
    return [
      weather(bad, random.pick(['flaky', 'slow', 'clear'])),
      together([
        { device: random.pick(['sam-1', 'sam-2']), act: { kind: 'claim', pick } },
        { device: 'sue-1', act: { kind: 'claim', pick } }
      ]),
      ...(random.chance(0.3) ? [act(bad, { kind: 'restart' })] : [])
    ]
  }

  /** One student reaches for two sessions at the same hours, on two devices. */
  function raceWithOneself(): readonly Step[] {
    const pick = random.next()
    return [
      ...(['sam-1', 'sam-2'] as const).map(device => weather(device, 'clear')),
      together([
        { device: 'sam-1', act: { kind: 'claim', pick } },
        { device: 'sam-2', act: { kind: 'claim', pick, rival: true } }
      ])
    ]
  }

  /** A coach changes the calendar without a network, while students book from it. */
  function offlineCoach(): readonly Step[] {
    const device = random.pick(coachDevices)
    return [
      weather(device, 'cut'),
      ...Array.from({ length: 2 + random.below(3) }, () => act(device, coachAct())),
      ...Array.from({ length: 1 + random.below(2) }, () => act(random.pick(studentDevices), studentAct())),
      ...(random.chance(0.3) ? [act(device, { kind: 'restart' })] : []),
      ...(random.chance(0.3) ? [{ kind: 'pass', ms: random.below(12) * hourMs } as const] : []),
      weather(device, random.pick(['clear', 'flaky']))
    ]
  }

  /** One coach's two devices, apart from each other. */
  function twoDevices(next: (device: DeviceName) => Act): readonly Step[] {
    return [
      weather('cara-1', 'cut'),
      weather('cara-2', random.pick(['cut', 'flaky', 'clear'])),
      ...Array.from({ length: 2 }, () =>
        together([
          { device: 'cara-1', act: next('cara-1') },
          { device: 'cara-2', act: next('cara-2') }
        ])
      ),
      weather('cara-2', 'clear'),
      weather('cara-1', 'clear')
    ]
  }

  /** Both parties want the same session elsewhere, or off; each has not heard of the other. */
  function movedApart(): readonly Step[] {
    const pick = random.next()
    const wish = (topic: string): Act =>
      random.chance(0.7)
        ? { kind: 'reschedule', pick, toPick: random.next(), words: words(topic), reopenSlot: random.chance(0.5) }
        : { kind: 'cancel', pick, words: words(topic), reopenSlot: true }
    return [
      weather('cara-1', 'cut'),
      weather('sam-1', random.pick(['cut', 'flaky', 'clear'])),
      together([
        { device: 'cara-1', act: wish('moved') },
        { device: 'sam-1', act: wish('asked') },
        { device: 'sue-1', act: { kind: 'claim', pick: random.next() } }
      ]),
      ...(random.chance(0.3)
        ? [act('cara-1', random.chance(0.5) ? { kind: 'withdraw', pick } : { kind: 'undo' })]
        : []),
      weather('sam-1', 'clear'),
      weather('cara-1', random.pick(['clear', 'flaky']))
    ]
  }

  /** A student on the phone is pencilled in without a network, while another one books. */
  function pencilAndClaim(): readonly Step[] {
    const pick = random.next()
    return [
      weather('cara-1', 'cut'),
      together([
        { device: 'cara-1', act: { kind: 'pencil-in', pick, toPick: random.next() } },
        { device: random.pick(studentDevices), act: { kind: 'claim', pick } }
      ]),
      act(
        'cara-1',
        random.chance(0.5) ? { kind: 'pencil-in', pick: random.next(), toPick: random.next() } : coachAct()
      ),
      ...(random.chance(0.3) ? [act('cara-1', { kind: 'restart' })] : []),
      weather('cara-1', random.pick(['clear', 'flaky']))
    ]
  }

  /** Everybody at once, and the server stops in the middle of it. */
  function trouble(): readonly Step[] {
    const deeds = deviceNames.filter(() => random.chance(0.6)).map(device => ({ device, act: anyAct(device) }))
    return [
      { kind: 'restart-server', fault: makeFault() },
      weather(random.pick(deviceNames), random.pick(['flaky', 'slow', 'cut'])),
      together(deeds),
      { kind: 'restart-server', fault: undefined }
    ]
  }
  const makeFault = (): ServerFault => ({
    kind: random.pick(['crash', 'crash', 'refuse', 'lose-answer']),
    atWrite: random.below(12)
  })

  /** The same session, written about on several devices that do not see each other. */
  function apart(): readonly Step[] {
    const pick = random.next()
    const score = (): number => 1 + random.below(5)
    return [
      weather('cara-1', 'cut'),
      weather('sam-1', random.pick(['cut', 'flaky'])),
      together([
        { device: 'cara-1', act: { kind: 'wrap-up', pick, words: words('note'), score: score() } },
        { device: 'cara-2', act: { kind: 'wrap-up', pick, words: words('note'), score: score() } },
        { device: 'sam-1', act: { kind: 'review', pick, words: words('review'), score: score() } },
        { device: 'sam-2', act: { kind: 'review', pick, words: words('review'), score: score() } }
      ]),
      ...(random.chance(0.4) ? [act('cara-1', { kind: 'restart' })] : []),
      weather('cara-1', random.pick(['clear', 'flaky'])),
      weather('sam-1', 'clear')
    ]
  }

  const resting = (steps: readonly Step[]): readonly Step[] => (random.chance(0.8) ? [...steps, rest] : steps)
  return {
    opening: (): readonly Step[] => [
      ...Array.from({ length: 5 }, (_, n) => {
        const startsAt = makeStart()
        // Students must choose between the two coaches: their hours overlap.
        const rival = startsAt + random.below(3) * (hourMs / 2)
        return together([
          { device: n % 2 === 0 ? 'cara-1' : 'cara-2', act: { kind: 'create-slot', startsAt } },
          { device: 'cleo-1', act: { kind: 'create-slot', startsAt: rival } }
        ])
      }),
      rest
    ],
    firstBookings: () => [...raceWithOneself(), ...race(), rest],
    bookingScene: () =>
      resting(
        random.pick([
          race,
          raceWithOneself,
          offlineCoach,
          movedApart,
          pencilAndClaim,
          () => twoDevices(anyAct),
          trouble
        ])()
      ),
    sessionScene: () => resting(random.pick([apart, apart, () => twoDevices(wordAct), trouble])())
  }
}

function isCoach(device: DeviceName): boolean {
  return coachDevices.some(name => name === device)
}
