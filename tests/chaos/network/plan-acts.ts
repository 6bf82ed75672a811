import type { PersonAct } from '../../simulation/plan/act.ts'
import type { DeviceName } from '../../simulation/plan/people.ts'
import type { Random } from '../../simulation/plan/random.ts'

export type LineAct = PersonAct

const hourMs = 3_600_000

/** The devices of a storm: a coach's two, and a student's each. */
export const stormDevices = ['cara-1', 'cara-2', 'sam-1', 'sue-1'] as const satisfies readonly DeviceName[]
export type StormDevice = (typeof stormDevices)[number]

/**
 * What people do while the network is bad. Each text is typed on one device alone, so that a repetition on the way is the only
 * thing that could double it.
 */
export function createActs(random: Random) {
  let typed = 0
  const words = (topic: string): string => {
    typed += 1
    return `${topic}${typed}.`
  }
  const createSlot = (now: number): LineAct => ({
    kind: 'create-slot',
    startsAt: Math.ceil(now / hourMs) * hourMs + (6 + random.below(60)) * hourMs
  })
  return {
    createSlot,
    next(device: StormDevice, now: number): LineAct {
      const [pick, score] = [random.next(), 1 + random.below(5)]
      if (device === 'cara-1') {
        if (random.chance(0.35)) return { kind: 'wrap-up', pick, words: words('note'), score }
        return random.chance(0.7) ? createSlot(now) : { kind: 'move-slot', pick, byMs: (1 + random.below(4)) * hourMs }
      }
      if (device === 'cara-2') {
        if (random.chance(0.5)) return { kind: 'write-bio', words: words('bio') }
        return random.chance(0.6) ? createSlot(now) : { kind: 'remove-slot', pick }
      }
      if (random.chance(0.55)) return { kind: 'claim', pick }
      if (random.chance(0.3)) return { kind: 'cancel', pick, words: words('busy'), reopenSlot: true }
      return { kind: 'review', pick, words: words('review'), score }
    }
  }
}
