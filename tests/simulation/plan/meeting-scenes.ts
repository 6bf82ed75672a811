import type { Act, Step } from './act.ts'
import { coachDevices, type DeviceName, studentDevices } from './people.ts'
import type { Random } from './random.ts'
import { act, hourMs, rest, together, weather } from './steps.ts'
import type { ActWriter } from './write-acts.ts'

/** Scenes that each bring about one of the meetings of the merge rules, with chance in the details. */
export function createMeetingScenes(random: Random, writer: ActWriter) {
  const { words, makeStart, coachAct, anyAct, bookSeries, moveFollowing } = writer

  return {
    /** Two students reach for one slot at the same moment. */
    race(): readonly Step[] {
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
    },

    /** One student reaches for two sessions at the same hours, on two devices. */
    raceWithOneself(): readonly Step[] {
      const pick = random.next()
      return [
        ...(['sam-1', 'sam-2'] as const).map(device => weather(device, 'clear')),
        together([
          { device: 'sam-1', act: { kind: 'claim', pick } },
          { device: 'sam-2', act: { kind: 'claim', pick, rival: true } }
        ])
      ]
    },

    /** A coach changes the calendar without a network, while students book from it. */
    offlineCoach(): readonly Step[] {
      const device = random.pick(coachDevices)
      return [
        weather(device, 'cut'),
        ...Array.from({ length: 2 + random.below(3) }, () => act(device, coachAct())),
        ...Array.from({ length: 1 + random.below(2) }, () => studentStep()),
        ...(random.chance(0.3) ? [act(device, { kind: 'restart' })] : []),
        ...(random.chance(0.3) ? [{ kind: 'pass', ms: random.below(12) * hourMs } as const] : []),
        weather(device, random.pick(['clear', 'flaky']))
      ]
    },

    /** One coach's two devices, apart from each other. */
    twoDevices(next: (device: DeviceName) => Act): readonly Step[] {
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
    },

    /** Both parties want the same session elsewhere, or off; each has not heard of the other. */
    movedApart(): readonly Step[] {
      const pick = random.next()
      const wish = (topic: string): Act =>
        random.chance(0.7)
          ? { kind: 'reschedule', pick, toPick: random.next(), words: words(topic), reopenSlot: random.chance(0.5) }
          : { kind: 'cancel', pick, words: words(topic), reopenSlot: true }
      const coachWish = (): Act =>
        random.pick([
          () => wish('moved'),
          (): Act => ({
            kind: 'move-anywhere',
            pick,
            startsAt: makeStart(),
            words: words('elsewhere'),
            reopenSlot: random.chance(0.5)
          }),
          (): Act => ({ kind: 'cancel-day', pick, words: words('fever') })
        ])()
      return [
        weather('cara-1', 'cut'),
        weather('sam-1', random.pick(['cut', 'flaky', 'clear'])),
        together([
          { device: 'cara-1', act: coachWish() },
          { device: 'sam-1', act: wish('asked') },
          { device: 'sue-1', act: { kind: 'claim', pick: random.next() } }
        ]),
        ...(random.chance(0.3)
          ? [act('cara-1', random.chance(0.5) ? { kind: 'withdraw', pick } : { kind: 'undo' })]
          : []),
        weather('sam-1', 'clear'),
        weather('cara-1', random.pick(['clear', 'flaky']))
      ]
    },

    /** Weeks are booked, then moved by both parties, who have not heard of each other, while somebody else books. */
    seriesApart(): readonly Step[] {
      const device = random.pick(['cara-1', 'sam-1'] as const)
      return [
        act('sam-1', { kind: 'claim', pick: random.next() }),
        rest,
        act('cara-1', bookSeries()),
        rest,
        weather(device, 'cut'),
        together([
          { device: 'cara-1', act: moveFollowing() },
          { device: 'sam-1', act: moveFollowing() },
          { device: 'sue-1', act: random.chance(0.5) ? bookSeries() : { kind: 'claim', pick: random.next() } }
        ]),
        ...(random.chance(0.3) ? [act(device, random.chance(0.5) ? { kind: 'undo' } : { kind: 'restart' })] : []),
        weather(device, random.pick(['clear', 'flaky'])),
        ...(random.chance(0.3) ? [rest, act('cara-1', { kind: 'undo' })] : [])
      ]
    },

    /** A student on the phone is pencilled in without a network, while another one books. */
    pencilAndClaim(): readonly Step[] {
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
    },

    /** A coach's device of today writes what the other one, of an earlier version, does not know; then both write on. */
    twoVersions(): readonly Step[] {
      const pick = random.next()
      const score = 1 + random.below(5)
      return [
        weather('cara-2', random.pick(['clear', 'clear', 'flaky'])),
        act('cara-1', { kind: 'follow-up', pick, words: words('todo') }),
        rest,
        weather('cara-2', random.pick(['clear', 'flaky', 'cut'])),
        ...(random.chance(0.3) ? [act('cara-2', { kind: 'restart' })] : []),
        together([
          { device: 'cara-2', act: { kind: 'wrap-up', pick, words: words('note'), score } },
          ...(random.chance(0.5)
            ? [{ device: 'cara-1', act: { kind: 'follow-up', pick, words: words('todo') } } as const]
            : [])
        ]),
        weather('cara-2', 'clear')
      ]
    },

    /** The same session, written about on several devices that do not see each other. */
    apart(): readonly Step[] {
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
  }

  function studentStep(): Step {
    const device = random.pick(studentDevices)
    return act(device, anyAct(device))
  }
}
