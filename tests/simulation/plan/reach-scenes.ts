import type { Act, Step } from './act.ts'
import { studentDevices } from './people.ts'
import type { Random } from './random.ts'
import { act, dayMs, hourMs, rest, together, weather, worldStart } from './steps.ts'
import type { ActWriter } from './write-acts.ts'

/** Scenes of who may book and who waits: blocks and claims meet, and slots open while students wait for them. */
export function createReachScenes(random: Random, { words, makeStart, anyAct }: ActWriter) {
  const claim = (): Act => ({ kind: 'claim', pick: random.next(), words: words('please') })

  function wait(): Act {
    return {
      kind: 'wait',
      pick: random.next(),
      until: worldStart + (2 + random.below(20)) * dayMs,
      ...(random.chance(0.3) ? { weekdays: random.pick([[5], [6, 7], [1, 5]]) } : {}),
      ...(random.chance(0.3) ? { changes: true as const } : {})
    }
  }

  /** A session of before is called off or moved, by its student. */
  const leave = (): Act =>
    random.chance(0.5)
      ? { kind: 'cancel', pick: random.next(), words: words('busy'), reopenSlot: true }
      : { kind: 'reschedule', pick: random.next(), toPick: random.next(), words: words('sooner'), reopenSlot: true }

  const open = (): Act =>
    random.pick([
      (): Act => ({ kind: 'create-slot', startsAt: makeStart() + 2 * dayMs }),
      (): Act => ({ kind: 'create-slot', startsAt: makeStart() }),
      (): Act => ({ kind: 'cancel', pick: random.next(), words: words('ill'), reopenSlot: true }),
      (): Act => ({ kind: 'save-hours', weekday: 1, starts: [600 + random.below(4) * 30], weeksAhead: 1 })
    ])()

  return {
    /** Students begin to wait, one of them without a network. */
    open(): readonly Step[] {
      return [
        weather('sam-2', 'cut'),
        together([
          { device: 'sam-1', act: wait() },
          { device: 'sam-2', act: wait() },
          { device: 'sue-1', act: { kind: 'wait', pick: 0.9, until: worldStart + 30 * dayMs } }
        ]),
        act('sue-1', wait()),
        weather('sam-2', 'clear'),
        rest
      ]
    },

    /** A coach blocks and lets in again, on two devices, while claims are on their way; a blocked student leaves sessions. */
    blockedMeanwhile(): readonly Step[] {
      const student = random.pick(studentDevices)
      const blocks = (): Act => ({ kind: random.chance(0.7) ? 'block' : 'unblock', pick: random.next() })
      const chooses = (): Act => ({ kind: 'choose-who-books', isOwnOnly: random.chance(0.6) })
      return [
        weather('cara-2', random.pick(['cut', 'clear'])),
        weather(student, random.pick(['flaky', 'slow', 'clear'])),
        together([
          { device: 'cara-1', act: { kind: 'block', pick: random.next() } },
          { device: student, act: claim() },
          { device: 'cleo-1', act: chooses() }
        ]),
        ...(random.chance(0.6) ? [rest] : []),
        together([
          { device: 'cara-2', act: blocks() },
          { device: 'sam-1', act: random.chance(0.5) ? leave() : claim() },
          { device: 'sue-1', act: random.chance(0.5) ? leave() : claim() }
        ]),
        ...(random.chance(0.3) ? [{ kind: 'restart-server', fault: undefined } as const] : []),
        together([
          { device: 'cara-1', act: random.chance(0.5) ? chooses() : anyAct('cara-1') },
          { device: random.pick(studentDevices), act: claim() }
        ]),
        weather('cara-2', 'clear'),
        weather(student, 'clear'),
        ...(random.chance(0.7) ? [rest, act('cara-1', { kind: 'unblock', pick: random.next() })] : [])
      ]
    },

    /** Slots open in each way while students wait, change what they wait for, and book; the server may die before they are told. */
    opening(): readonly Step[] {
      const dies = random.chance(0.5)
      const isOfCopies = random.chance(0.7)
      const kind = dies ? random.pick(['crash', 'refuse', 'lose-answer'] as const) : undefined
      // A server whose storage is gone brings nobody to rest before it is started again.
      const mayRest = kind !== 'crash'
      return [
        ...(kind === undefined
          ? []
          : [
              {
                kind: 'restart-server',
                fault: { kind, atWrite: random.below(4), ...(isOfCopies ? { of: 'copies' as const } : {}) }
              } as const
            ]),
        weather('sam-1', random.pick(['clear', 'cut', 'flaky'])),
        together([
          { device: 'cara-1', act: open() },
          { device: 'cleo-1', act: open() },
          { device: 'sam-1', act: random.chance(0.5) ? wait() : { kind: 'stop-waiting', pick: random.next() } },
          { device: 'sue-1', act: random.chance(0.5) ? leave() : claim() }
        ]),
        ...(random.chance(0.5) && mayRest ? [rest] : []),
        together([
          { device: 'cara-2', act: open() },
          { device: 'cleo-1', act: open() },
          { device: 'sam-2', act: random.chance(0.6) ? leave() : wait() }
        ]),
        ...(dies ? [{ kind: 'restart-server', fault: undefined } as const] : []),
        ...(random.chance(0.3) ? [{ kind: 'pass', ms: random.below(6) * hourMs } as const] : []),
        weather('sam-1', 'clear')
      ]
    },

    /** A coach with hours reads a file that says of busy times, on one device, while the other one changes the hours. */
    busy(hoursAct: () => Act): readonly Step[] {
      const busy = (): Act => ({ kind: 'be-busy', startsAt: makeStart(), hours: random.below(5) * 2 })
      return [
        weather('cara-2', random.pick(['cut', 'clear', 'flaky'])),
        together([
          { device: 'cara-1', act: busy() },
          { device: 'cara-2', act: random.chance(0.4) ? busy() : hoursAct() }
        ]),
        ...(random.chance(0.5) ? [{ kind: 'fill' } as const] : []),
        act('cara-1', random.chance(0.5) ? busy() : hoursAct()),
        weather('cara-2', 'clear')
      ]
    }
  }
}
