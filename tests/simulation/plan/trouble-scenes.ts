import type { Act, PowerCut, ServerFault, Step } from './act.ts'
import { deviceNames, type DeviceName, ownerOf, people } from './people.ts'
import type { Random } from './random.ts'
import { act, dayMs, hourMs, minuteMs, rest, setDisabled, together, weather } from './steps.ts'
import type { ActWriter } from './write-acts.ts'

/** How wrong a clock is that somebody set, or that began anew with an empty battery. */
const grossSkewsMs = [-27 * 365 * dayMs, -400 * dayMs, -3 * hourMs, 3 * minuteMs, 11 * hourMs, 2 * 365 * dayMs]
/** By how much a clock jumps, and later jumps back. */
const jumpsMs = [3 * minuteMs, 40 * minuteMs, 5 * hourMs, 30 * hourMs, 9 * dayMs]
/** The same for the server's: its people's sign-ins hold for two months. */
const serverJumpsMs = [-30 * hourMs, -2 * hourMs, -7 * minuteMs, 4 * minuteMs, 3 * hourMs, 27 * hourMs]

/** Scenes in which something breaks, stops, or is taken away. `next` writes what the people do meanwhile. */
export function createTroubleScenes(random: Random, { anyAct }: ActWriter) {
  type NextAct = (device: DeviceName) => Act
  const makeCut = (): PowerCut => ({ atWrite: random.below(8), isKept: random.chance(0.5) })
  const makeFault = (): ServerFault => ({
    kind: random.pick(['crash', 'crash', 'refuse', 'lose-answer']),
    atWrite: random.below(10)
  })

  return {
    /** Everybody at once, and the server stops in the middle of it. */
    serverStops(): readonly Step[] {
      const deeds = deviceNames.filter(() => random.chance(0.6)).map(device => ({ device, act: anyAct(device) }))
      return [
        { kind: 'restart-server', fault: makeFault() },
        weather(random.pick(deviceNames), random.pick(['flaky', 'slow', 'cut'])),
        together(deeds),
        { kind: 'restart-server', fault: undefined }
      ]
    },

    /** The server's disk fills up while people work, and is cleared; what was acknowledged is looked for after a restart. */
    fullDisk(): readonly Step[] {
      const deeds = () =>
        together(deviceNames.filter(() => random.chance(0.5)).map(device => ({ device, act: anyAct(device) })))
      return [
        { kind: 'fill-disk', afterWrites: random.below(12), keepsFailed: random.chance(0.3) },
        deeds(),
        deeds(),
        { kind: 'clear-disk' },
        deeds(),
        ...(random.chance(0.5) ? [rest] : []),
        { kind: 'restart-server', fault: undefined }
      ]
    },

    /** A device dies in the middle of a write, of its owner's or of what it receives, perhaps again while it starts. */
    powerCut(next: NextAct): readonly Step[] {
      const device = random.pick(deviceNames)
      const other = random.pick(deviceNames.filter(candidate => candidate !== device))
      return [
        weather(device, random.pick(['clear', 'cut', 'cut', 'slow', 'flaky'])),
        together([
          { device, act: next(device) },
          { device: other, act: next(other) }
        ]),
        { kind: 'cut-power', device, cut: makeCut() },
        ...(random.chance(0.6) ? [weather(device, random.pick(['clear', 'clear', 'flaky']))] : []),
        together([
          { device, act: next(device) },
          { device: other, act: next(other) }
        ]),
        ...(random.chance(0.4) ? [{ kind: 'power-on', device, again: makeCut() } as const] : []),
        { kind: 'power-on', device },
        weather(device, 'clear')
      ]
    },

    /** Somebody types into a form without a pause, more than once, while the device loses its power or starts again (DR1). */
    typing(makeWords: () => string, next: NextAct): readonly Step[] {
      const device = random.pick(deviceNames)
      const other = random.pick(deviceNames.filter(candidate => candidate !== device))
      const type = (dies: boolean): Act => ({ kind: 'type', words: makeWords(), letters: 10 + random.below(50), dies })
      return [
        weather(device, random.pick(['clear', 'cut', 'slow', 'flaky'])),
        act(device, type(false)),
        ...(random.chance(0.5) ? [{ kind: 'cut-power', device, cut: makeCut() } as const] : []),
        together([
          { device, act: type(random.chance(0.6)) },
          { device: other, act: next(other) }
        ]),
        { kind: 'power-on', device },
        act(device, type(false)),
        act(device, random.chance(0.5) ? { kind: 'restart' } : next(device)),
        weather(device, 'clear')
      ]
    },

    /** An account is disabled while its owner works without a network, and enabled again later (MG9). */
    shutOut(next: NextAct): readonly Step[] {
      const { name, devices } = random.pick(people)
      const device = random.pick<DeviceName>(devices)
      const other = random.pick(deviceNames.filter(candidate => ownerOf(candidate) !== name))
      return [
        weather(device, 'cut'),
        act(device, next(device)),
        setDisabled(name, true),
        together([
          { device, act: next(device) },
          { device: other, act: next(other) }
        ]),
        ...(random.chance(0.3) ? [act(device, { kind: 'restart' })] : []),
        ...(random.chance(0.7) ? [weather(device, 'clear'), rest, act(device, next(device))] : []),
        setDisabled(name, false),
        weather(device, 'clear'),
        ...devices.map(own => act(own, { kind: 'sign-in' })),
        rest
      ]
    },

    /** Somebody's phone number changes while others are away, and the server may die before all copies have it. */
    newPhone(next: NextAct): readonly Step[] {
      const { name } = random.pick(people)
      const device = random.pick(deviceNames)
      const phone = `+41446681${100 + random.below(900)}`
      return [
        weather(device, 'cut'),
        act(device, next(device)),
        { kind: 'restart-server', fault: random.chance(0.7) ? makeFault() : undefined },
        { kind: 'phone', person: name, phone },
        act(device, next(device)),
        { kind: 'restart-server', fault: undefined },
        weather(device, 'clear')
      ]
    },

    /** Somebody sets a device's clock, with or without a network (MG8). */
    wrongClock(next: NextAct): readonly Step[] {
      const device = random.pick(deviceNames)
      return [
        weather(device, random.pick(['cut', 'clear'])),
        { kind: 'set-clock', device, skewMs: random.pick(grossSkewsMs) },
        act(device, next(device)),
        ...(random.chance(0.3) ? [act(device, { kind: 'restart' })] : []),
        weather(device, 'clear'),
        act(device, next(device))
      ]
    },

    /** A device's clock was ahead and is set back; its owner works without a network, and it starts again, once or twice (MG15). */
    clockSetBack(next: NextAct): readonly Step[] {
      const device = random.pick(deviceNames)
      const behindMs = random.chance(0.5) ? 0 : -random.pick(jumpsMs)
      const powerOn: Step = { kind: 'power-on', device }
      const startAgain = (): readonly Step[] =>
        random.chance(0.3)
          ? [{ kind: 'cut-power', device, cut: makeCut() }, act(device, next(device)), powerOn]
          : [random.chance(0.5) ? powerOn : act(device, { kind: 'restart' })]
      return [
        { kind: 'set-clock', device, skewMs: behindMs + random.pick(jumpsMs) },
        act(device, next(device)),
        ...(random.chance(0.7) ? [rest] : []),
        weather(device, 'cut'),
        { kind: 'set-clock', device, skewMs: behindMs },
        ...startAgain(),
        act(device, next(device)),
        act(device, next(device)),
        ...(random.chance(0.8) ? startAgain() : []),
        weather(device, random.pick(['clear', 'clear', 'flaky', 'proxy'])),
        act(device, next(device))
      ]
    },

    /** The server's clock jumps while people work, and is set right later. */
    serverClock(next: NextAct): readonly Step[] {
      const byMs = random.pick(serverJumpsMs)
      const device = random.pick(deviceNames)
      const other = random.pick(deviceNames.filter(candidate => candidate !== device))
      return [
        weather(device, random.pick(['cut', 'clear', 'slow'])),
        act(device, next(device)),
        { kind: 'set-server-clock', byMs },
        ...(random.chance(0.5) ? [{ kind: 'restart-server', fault: undefined } as const] : []),
        weather(device, 'clear'),
        together([
          { device, act: next(device) },
          { device: other, act: next(other) }
        ]),
        ...(random.chance(0.5) ? [rest] : []),
        { kind: 'set-server-clock', byMs: -byMs },
        act(other, next(other))
      ]
    },

    /** Something on the way to the server answers in its place. */
    proxy(next: NextAct): readonly Step[] {
      const device = random.pick(deviceNames)
      const other = random.pick(deviceNames.filter(candidate => candidate !== device))
      return [
        ...(random.chance(0.4) ? [weather(device, 'cut'), act(device, next(device)), act(device, next(device))] : []),
        weather(device, 'proxy'),
        ...(random.chance(0.5) ? [weather(other, 'narrow')] : []),
        together([
          { device, act: next(device) },
          { device: other, act: next(other) }
        ]),
        act(device, next(device)),
        ...(random.chance(0.3) ? [act(device, { kind: 'restart' })] : []),
        act(other, next(other)),
        weather(device, 'clear'),
        weather(other, 'clear')
      ]
    }
  }
}
