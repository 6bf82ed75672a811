import type { Act, Step } from './act.ts'
import { studentDevices } from './people.ts'
import type { Random } from './random.ts'
import { act, hourMs, rest, together, weather } from './steps.ts'
import type { ActWriter } from './write-acts.ts'

/** Scenes of a coach with weekly hours and two devices: hours, removals and claims meet, and the server fills once more. */
export function createHoursScenes(random: Random, { hoursAct, anyAct }: ActWriter) {
  /** Takes a start away, whoever made its slot. */
  const takeAway = (): Act =>
    random.chance(0.6)
      ? { kind: 'remove-slot', pick: random.next() }
      : { kind: 'move-slot', pick: random.next(), byMs: (random.below(9) - 4 || 1) * (hourMs / 2) }

  return {
    open(): readonly Step[] {
      const days = [5, 6, 7, 1].filter(() => random.chance(0.7))
      return [
        ...days.map(weekday =>
          act(random.pick(['cara-1', 'cara-2']), {
            kind: 'save-hours',
            weekday,
            starts: random.pick([
              [600, 780, 960],
              [660, 840],
              [600, 720, 840, 960]
            ]),
            weeksAhead: 2
          })
        ),
        act('cleo-1', { kind: 'save-hours', weekday: 6, starts: [600, 780], weeksAhead: 1 }),
        rest
      ]
    },

    /** One device takes starts away while the other one changes the hours, and a student books. */
    changedApart(): readonly Step[] {
      return [
        weather('cara-1', random.pick(['clear', 'cut', 'flaky'])),
        weather('cara-2', 'cut'),
        ...Array.from({ length: 2 + random.below(2) }, () =>
          together([
            { device: 'cara-1', act: random.chance(0.6) ? hoursAct() : takeAway() },
            { device: 'cara-2', act: random.chance(0.7) ? takeAway() : hoursAct() },
            ...(random.chance(0.4)
              ? [{ device: random.pick(studentDevices), act: { kind: 'claim', pick: random.next() } } as const]
              : [])
          ])
        ),
        ...(random.chance(0.3) ? [act('cara-1', { kind: 'undo' })] : []),
        ...(random.chance(0.3) ? [act('cara-2', { kind: 'restart' })] : []),
        ...(random.chance(0.3) ? [{ kind: 'restart-server', fault: undefined } as const] : []),
        weather('cara-1', 'clear'),
        weather('cara-2', random.pick(['clear', 'flaky']))
      ]
    },

    /** The daily work fills what may be filled now. */
    nextDay(): readonly Step[] {
      return [
        ...(random.chance(0.5) ? [rest] : []),
        { kind: 'pass', ms: 24 * hourMs },
        together([
          { device: 'cara-1', act: anyAct('cara-1') },
          { device: 'cara-2', act: takeAway() }
        ]),
        { kind: 'fill' }
      ]
    }
  }
}
