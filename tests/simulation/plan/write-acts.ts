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
  readonly hoursAct: () => Act
  readonly bookSeries: () => Act
  readonly moveFollowing: () => Act
  /** What fits the device's owner, before a session. */
  readonly anyAct: (device: DeviceName) => Act
  /** The same once sessions have begun: words about them. */
  readonly wordAct: (device: DeviceName) => Act
}

/** In Zurich, two hours apart or more. */
const startsOfDays = [[600], [600, 780], [660, 900], [600, 780, 960], [720]] as const

/**
 * @param isMixed whether some devices are of an earlier version
 * @param hasHours whether coaches have weekly hours
 * @param mark what its words begin with, where there is another writer
 */
export function createActWriter(random: Random, isMixed: boolean, hasHours = false, mark = ''): ActWriter {
  let typed = 0
  const words = (topic: string): string => `${mark}${topic}${(typed += 1)}.`

  // Few times for many slots: they are to be in each other's way, within a calendar and across two.
  const makeStart = (): number =>
    worldStart + (1 + random.below(4)) * dayMs + random.below(10) * hourMs + random.below(2) * (hourMs / 2)

  function hoursAct(): Act {
    const day = 1 + random.below(4)
    if (random.chance(0.5)) {
      // Now and then a day has none any more.
      const starts = random.chance(0.15) ? [] : random.pick(startsOfDays)
      return { kind: 'save-hours', weekday: weekdays[day] ?? 1, starts, weeksAhead: 1 + random.below(2) }
    }
    return { kind: 'day-off', date: toDate(worldStart + day * dayMs), isOff: random.chance(0.6) }
  }

  const bookSeries = (): Act => ({
    kind: 'book-series',
    pick: random.next(),
    toPick: random.next(),
    count: 2 + random.below(3)
  })

  // Half an hour meets the own hours, a week those of the next date.
  const moveFollowing = (): Act => ({
    kind: 'move-following',
    pick: random.next(),
    byMs: random.pick([hourMs / 2, -hourMs, 3 * hourMs, dayMs, 7 * dayMs]),
    words: words('weekly'),
    reopenSlot: random.chance(0.5)
  })

  function coachAct(): Act {
    if (hasHours && random.chance(0.3)) return hoursAct()
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
      'cancel-day',
      'pencil-in',
      'pencil-in',
      'book-series',
      'move-following',
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
      case 'cancel-day':
        return { kind, pick, words: words('fever') }
      case 'pencil-in':
        return { kind, pick, toPick: random.next() }
      case 'book-series':
        return bookSeries()
      case 'move-following':
        return moveFollowing()
      case 'undo':
        return { kind }
      default:
        return { kind, pick }
    }
  }

  function studentAct(): Act {
    const pick = random.next()
    const kind = random.pick([
      'claim',
      'claim',
      'claim',
      'book-series',
      'cancel',
      'reschedule',
      'move-following',
      'withdraw',
      'undo'
    ] as const)
    switch (kind) {
      case 'book-series':
        return bookSeries()
      case 'move-following':
        return moveFollowing()
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
    hoursAct,
    bookSeries,
    moveFollowing,
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
      // No draw of its own: the seeds of before stay the worlds that they were.
      if (isCoach(device) && score === 3) return { kind: 'write-dossier', pick, words: words('dossier') }
      if (isCoach(device) && score === 2) return { kind: 'agree', pick, words: words('agreed') }
      if (!isCoach(device) && score < 3) return { kind: 'tick', pick }
      return isCoach(device)
        ? { kind: 'wrap-up', pick, words: words('note'), score }
        : { kind: 'review', pick, words: words('review'), score }
    }
  }
}

/** Of the days after the world's first one, a Thursday. */
const weekdays = [4, 5, 6, 7, 1]

function toDate(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10)
}

function isCoach(device: DeviceName): boolean {
  return coachDevices.some(name => name === device)
}

function isOlder(device: DeviceName): boolean {
  return olderDevices.some(name => name === device)
}
