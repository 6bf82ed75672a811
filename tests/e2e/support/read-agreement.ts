import { readDocuments } from './create-slots.ts'
import { password, type Person } from './server.ts'

interface Interval {
  readonly id: string
  readonly startsAt: number
  readonly endsAt: number
}

interface Copy extends Interval {
  readonly slotId: string
  readonly status: string
}

const isStanding = ({ status }: Copy) => status !== 'cancelled' && status !== 'declined'

/** What the server gives to any device of a coach and of the students. */
export interface Agreement {
  /** What they say against each other, and what overlaps. */
  readonly faults: readonly string[]
  /** `START STATUS` of those that stand, by start. */
  readonly sessions: readonly string[]
  readonly openStarts: readonly number[]
}

/** Reads the databases of a coach and of all students who have sessions with them, over HTTP. */
export async function readAgreement(serverUrl: string, coach: Person, students: readonly Person[]): Promise<Agreement> {
  const read = (person: Person, database: 'slots' | 'calls') =>
    readDocuments({ serverUrl, name: person.name, password }, database)
  const slots = (await read(coach, 'slots')).map(toSlot)
  const own = toCopies(await read(coach, 'calls'))
  const theirs: Copy[] = []
  const faults: string[] = []
  for (const student of students) {
    const copies = toCopies(await read(student, 'calls'))
    theirs.push(...copies)
    faults.push(...findOverlaps(student.name, copies.filter(isStanding)))
  }
  faults.push(...findOverlaps(coach.name, own.filter(isStanding)))
  faults.push(
    ...findOverlaps(
      'slots',
      slots.filter(({ status }) => status === 'open' || status === 'booked')
    )
  )
  const said = (copies: readonly Copy[]) =>
    copies.map(({ id, slotId, startsAt, status }) => `${id} ${slotId} ${startsAt} ${status}`).toSorted()
  const [ofCoach, ofStudents] = [said(own), said(theirs)]
  faults.push(...ofCoach.filter(line => !ofStudents.includes(line)).map(line => `only the coach has ${line}`))
  faults.push(...ofStudents.filter(line => !ofCoach.includes(line)).map(line => `only a student has ${line}`))
  const standing = own.filter(({ status }) => ['confirmed', 'completed', 'no-show'].includes(status))
  for (const { slotId } of standing) {
    const slot = slots.find(({ id }) => id === slotId)
    if (slot !== undefined && slot.status !== 'booked') faults.push(`${slotId} has a session and is ${slot.status}`)
  }
  for (const { id, status } of slots) {
    if (status === 'booked' && !standing.some(({ slotId }) => slotId === id)) faults.push(`${id} is booked by nobody`)
  }
  return {
    faults,
    sessions: own
      .filter(isStanding)
      .toSorted((a, b) => a.startsAt - b.startsAt)
      .map(({ startsAt, status }) => `${startsAt} ${status}`),
    openStarts: slots.filter(({ status }) => status === 'open').map(({ startsAt }) => startsAt)
  }
}

const toSlot = (doc: Readonly<Record<string, unknown>>) => ({ ...toInterval(doc), status: String(doc['status']) })

function toInterval(doc: Readonly<Record<string, unknown>>): Interval {
  return { id: String(doc['_id']), startsAt: Number(doc['startsAt']), endsAt: Number(doc['endsAt']) }
}

function toCopies(docs: readonly Readonly<Record<string, unknown>>[]): readonly Copy[] {
  return (
    docs
      // The database holds notices, too, which name slots.
      .filter(doc => doc['slotId'] !== undefined && doc['partyRole'] !== undefined)
      .map(doc => ({ ...toInterval(doc), slotId: String(doc['slotId']), status: String(doc['status']) }))
  )
}

function findOverlaps(whose: string, intervals: readonly Interval[]): readonly string[] {
  const byStart = intervals.toSorted((a, b) => a.startsAt - b.startsAt)
  return byStart.flatMap((interval, n) => {
    const next = byStart[n + 1]
    return next !== undefined && next.startsAt < interval.endsAt ? [`${whose}: ${interval.id} overlaps ${next.id}`] : []
  })
}
