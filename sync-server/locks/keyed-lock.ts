/** A place in the queues of some names. Held from `ready` until `release`. */
export interface Ticket {
  /** Resolves when everyone who queued earlier for any of the names has released. */
  readonly ready: Promise<void>
  /** Lets the next in line go on. Must be called once, after `ready`. */
  release(): void
}

/**
 * Locks by name, first come, first served. All names of a ticket are queued for at once, so that two tickets stand in
 * the same order in every queue that they share and cannot wait for each other.
 */
export interface KeyedLock {
  /** @param isShared others may join while it waits */
  acquire(names: readonly string[], isShared?: boolean): Ticket
  /**
   * Takes part in a shared ticket that still waits, where nobody is overtaken by it: the ticket is the last in line
   * for at least one of the names, and nobody holds or waits for the others. Undefined where there is none. Whoever
   * joins leaves `release` to the ticket's owner.
   * @param hasRoom whether that ticket takes one more
   */
  join(names: readonly string[], hasRoom?: (ticket: Ticket) => boolean): Ticket | undefined
}

interface Place extends Ticket {
  readonly names: Set<string>
  readonly released: Promise<void>
  isJoinable: boolean
}

export function createKeyedLock(): KeyedLock {
  const lastByName = new Map<string, Place>()

  function takePlace(names: ReadonlySet<string>, isShared: boolean): Place {
    const earlier = [...listLast(names)].map(place => place.released)
    const { promise: released, resolve } = Promise.withResolvers<void>()
    const place: Place = {
      names: new Set(names),
      released,
      isJoinable: isShared && earlier.length > 0,
      ready: Promise.all(earlier).then(() => {
        place.isJoinable = false
      }),
      release() {
        for (const name of place.names) if (lastByName.get(name) === place) lastByName.delete(name)
        resolve()
      }
    }
    for (const name of names) lastByName.set(name, place)
    return place
  }

  function listLast(names: ReadonlySet<string>): ReadonlySet<Place> {
    return new Set([...names].flatMap(name => lastByName.get(name) ?? []))
  }

  return {
    acquire: (names, isShared = false) => takePlace(new Set(names), isShared),
    join(names, hasRoom = () => true) {
      const wanted = new Set(names)
      const [place, ...others] = listLast(wanted)
      if (place === undefined || others.length > 0 || !place.isJoinable || !hasRoom(place)) return undefined
      for (const name of wanted) {
        place.names.add(name)
        lastByName.set(name, place)
      }
      return place
    }
  }
}

/** Runs the work while the names are held. */
export async function runLocked<T>(lock: KeyedLock, names: readonly string[], work: () => Promise<T>): Promise<T> {
  const ticket = lock.acquire(names)
  await ticket.ready
  try {
    return await work()
  } finally {
    ticket.release()
  }
}

/** What the gate's locks are named by: whom the rules protect. */
export const lockNames = {
  /** A coach's calendar: slots, their bookings, the daily cap. */
  coach: (userId: string) => `coach:${userId}`,
  /** A student's sessions, with whatever coach. */
  student: (userId: string) => `student:${userId}`,
  /** A person's copies and notices, which the gate and the projector both change. */
  copies: (userId: string) => `copies:${userId}`,
  /** The one claim that a booking id may belong to. */
  booking: (bookingId: string) => `booking:${bookingId}`,
  /**
   * An account has one turn at a time under way: requests that it sends side by side hold up nobody but itself. Queued for
   * before any other name, alone, and never by who holds another one.
   */
  writer: (userId: string) => `writer:${userId}`
} as const

/** The person whose calendar or sessions a lock protects; undefined for the others. */
export function ownerOfLock(name: string): string | undefined {
  const [kind, userId] = name.split(':')
  return kind === 'coach' || kind === 'student' ? userId : undefined
}

/** The coach whose calendar a lock protects; undefined for the others. */
export function ownerOfCalendar(name: string): string | undefined {
  const [kind, userId] = name.split(':')
  return kind === 'coach' ? userId : undefined
}

/** The person whose copies and notices a lock protects; undefined for the others. */
export function ownerOfCopies(name: string): string | undefined {
  const [kind, userId] = name.split(':')
  return kind === 'copies' ? userId : undefined
}
