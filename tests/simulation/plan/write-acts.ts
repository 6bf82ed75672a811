import type { Act } from './act.ts'
import { coachDevices, type DeviceName, olderDevices } from './people.ts'
import type { Random } from './random.ts'
import { dayMs, hourMs, worldStart } from './steps.ts'

/** What people may do, with chance in the details. */
export interface ActWriter {
  /** Found nowhere else. */
  readonly words: (topic: string) => string
  readonly makeStart: () => number
  readonly coachAct: () => Act
  /** What fits the device's owner, before a session. */
  readonly anyAct: (device: DeviceName) => Act
  /** The same once sessions have begun: words about them. */
  readonly wordAct: (device: DeviceName) => Act
}

/** @param isMixed whether some devices are of an earlier version */
export function createActWriter(random: Random, isMixed: boolean): ActWriter {
  let typed = 0
  const words = (topic: string): string => `${topic}${(typed += 1)}.`

  // Few times for many slots: they are to be in each other's way, within a calendar and across two.
  const makeStart = (): number =>
    worldStart + (1 + random.below(4)) * dayMs + random.below(10) * hourMs + random.below(2) * (hourMs / 2)

  function coachAct(): Act {
    const pick = random.next()
    const kind = random.pick([
      'create-slot',
      'create-slot',
      'move-slot',
      'remove-slot',
      'reopen-slot',
      'cancel',
      'reschedule',
      'move-anywhere',
      'pencil-in',
      'pencil-in',
      'withdraw',
      'undo'
    ] as const)
    switch (kind) {
      case 'create-slot':
        return { kind, startsAt: makeStart() }
      case 'move-slot':
        return { kind, pick, byMs: (random.below(9) - 4 || 1) * (hourMs / 2) }
      case 'cancel':
        return { kind, pick, words: words('ill'), reopenSlot: random.chance(0.5) }
      case 'reschedule':
        return { kind, pick, toPick: random.next(), words: words('later'), reopenSlot: random.chance(0.5) }
      case 'move-anywhere':
        return { kind, pick, startsAt: makeStart(), words: words('elsewhere'), reopenSlot: random.chance(0.5) }
      case 'pencil-in':
        return { kind, pick, toPick: random.next() }
      case 'undo':
        return { kind }
      default:
        return { kind, pick }
    }
  }

  function studentAct(): Act {
    const pick = random.next()
    const kind = random.pick(['claim', 'claim', 'claim', 'claim', 'cancel', 'reschedule', 'withdraw', 'undo'] as const)
    switch (kind) {
      case 'cancel':
        return { kind, pick, words: words('busy'), reopenSlot: true }
      case 'reschedule':
        return { kind, pick, toPick: random.next(), words: words('sooner'), reopenSlot: true }
      case 'undo':
        return { kind }
      case 'claim':
        return random.chance(0.5) ? { kind, pick, words: words('message') } : { kind, pick }
      default:
        return { kind, pick }
    }
  }

  const restartOr = (device: DeviceName): Act =>
    isCoach(device) && random.chance(0.5) ? { kind: 'write-bio', words: words('bio') } : { kind: 'restart' }

  return {
    words,
    makeStart,
    coachAct,
    anyAct(device) {
      if (random.chance(0.1)) return restartOr(device)
      return isCoach(device) ? coachAct() : studentAct()
    },
    wordAct(device) {
      const [pick, score] = [random.next(), 1 + random.below(5)]
      if (random.chance(0.15)) return restartOr(device)
      if (random.chance(0.1)) return { kind: 'undo' }
      if (isMixed && isCoach(device) && !isOlder(device) && random.chance(0.4)) {
        return { kind: 'follow-up', pick, words: words('todo') }
      }
      return isCoach(device)
        ? { kind: 'wrap-up', pick, words: words('note'), score }
        : { kind: 'review', pick, words: words('review'), score }
    }
  }
}

function isCoach(device: DeviceName): boolean {
  return coachDevices.some(name => name === device)
}

function isOlder(device: DeviceName): boolean {
  return olderDevices.some(name => name === device)
}
