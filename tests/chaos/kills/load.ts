import { randomBytes } from 'node:crypto'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { createCallsName } from '#domain/rules/access.ts'
import type { Random } from '../../simulation/plan/random.ts'
import type { Person } from '../people.ts'
import type { Document } from '../push.ts'
import {
  createBioWrite,
  createCancelWrite,
  createClaimWrite,
  createMoveBetweenWrite,
  createMoveWrite,
  createNotesWrite,
  createPencilWrite,
  createRemovalWrite,
  createRescheduleWrite,
  createReviewWrite,
  createSlotWrite,
  type Write
} from './writes.ts'

/** What people do all at once, chosen by a seed among what they know. */
export interface Load {
  /** The person's next write; undefined when what was looked for is not there. Reads over HTTP. */
  choose(person: Person): Promise<Write | undefined>
  /** What people know of the calendar is what was answered. */
  note(write: Write): void
}

export interface LoadParts {
  readonly random: Random
  /** Server's clock, epoch ms. */
  readonly now: () => number
  /** Sessions that are over and can be written about, by the person's id. */
  readonly pastByPerson: ReadonlyMap<string, readonly string[]>
  /** Where new slots begin, epoch ms. */
  readonly from: number
  /** Students whom a coach has met and may pencil in, by the coach's id. */
  readonly studentsByCoach: ReadonlyMap<string, readonly string[]>
}

/** Students reach for the newest slots, so that they meet. */
const reach = 12

export function createLoad({ random, now, pastByPerson, from, studentsByCoach }: LoadParts): Load {
  const openByCoach = new Map<string, string[]>([...studentsByCoach.keys()].map(id => [id, []]))
  const bookedByStudent = new Map<string, string[]>()
  const bookedByCoach = new Map<string, string[]>()
  /** Nobody moves to the same hours twice: what stands there says of which move it came. */
  const movedTo = new Set<number>()
  const slotsMade = new Map<string, number>()
  let typed = 0

  function nextStart({ userId }: Person): number {
    const made = slotsMade.get(userId) ?? 0
    slotsMade.set(userId, made + 1)
    return from + made * slotLengthMs
  }

  async function read({ ask }: Person, database: string, id: string): Promise<Document | undefined> {
    const { status, json } = await ask('GET', `/${database}/${encodeURIComponent(id)}`)
    return status === 200 ? (json as Document) : undefined
  }
  const readCopy = (person: Person, ids: readonly string[] | undefined): Promise<Document | undefined> =>
    ids === undefined || ids.length === 0
      ? Promise.resolve(undefined)
      : read(person, createCallsName(person.userId), random.pick(ids))

  /** To the middle between two open slots that follow each other. */
  async function chooseMoveBetween(person: Person, own: readonly string[]): Promise<Write | undefined> {
    const pairs = own.flatMap(id => {
      const startsAt = Number(id.split(':')[1])
      const next = createSlotId(person.userId, startsAt + slotLengthMs)
      const to = startsAt + slotLengthMs / 2
      return own.includes(next) && !movedTo.has(to) ? [{ between: [id, next] as const, to }] : []
    })
    const copy = await readCopy(person, bookedByCoach.get(person.userId))
    if (pairs.length === 0 || copy?.['status'] !== 'confirmed') return undefined
    const { between, to } = random.pick(pairs)
    if (between.some(id => id === copy['slotId'])) return undefined
    movedTo.add(to)
    return createMoveBetweenWrite(person, copy, randomBytes(16).toString('hex'), between, to)
  }

  async function chooseForCoach(person: Person): Promise<Write | undefined> {
    const dice = random.next()
    const own = openByCoach.get(person.userId) ?? []
    typed += 1
    const students = studentsByCoach.get(person.userId) ?? []
    if (dice < 0.4 || own.length === 0) return createSlotWrite(person, nextStart(person))
    if (dice < 0.5) {
      return createPencilWrite(person, random.pick(own), random.pick(students), randomBytes(16).toString('hex'))
    }
    if (dice < 0.62) return chooseMoveBetween(person, own)
    if (dice < 0.68) return createMoveWrite(person, random.pick(own), nextStart(person))
    if (dice < 0.74) {
      const slot = await read(person, 'slots', random.pick(own))
      return slot === undefined ? undefined : createRemovalWrite(person, slot._id, String(slot['_rev']))
    }
    if (dice < 0.85) {
      const copy = await readCopy(person, pastByPerson.get(person.userId))
      return copy === undefined ? undefined : createNotesWrite(person, copy, `notes ${typed}`, now())
    }
    const page = await read(person, 'users', person.userId)
    return page === undefined ? undefined : createBioWrite(person, page, `bio ${typed}`)
  }

  async function chooseForStudent(person: Person): Promise<Write | undefined> {
    const dice = random.next()
    typed += 1
    const own = bookedByStudent.get(person.userId) ?? []
    if (dice < 0.25) {
      const copy = await readCopy(person, own)
      if (copy?.['status'] !== 'confirmed') return undefined
      const free = openByCoach.get(String(copy['otherId'])) ?? []
      const requestId = randomBytes(16).toString('hex')
      if (dice < 0.15 && free.length > 0) return createRescheduleWrite(person, copy, requestId, random.pick(free))
      own.splice(own.indexOf(copy._id), 1)
      return createCancelWrite(person, copy, requestId)
    }
    if (dice < 0.4) {
      const copy = await readCopy(person, pastByPerson.get(person.userId))
      return copy === undefined ? undefined : createReviewWrite(person, copy, `review ${typed}`, now())
    }
    const newest = [...openByCoach.values()].flatMap(slots => slots.slice(-reach))
    if (newest.length === 0) return undefined
    return createClaimWrite(person, random.pick(newest), randomBytes(16).toString('hex'), now())
  }

  return {
    choose: person => (studentsByCoach.has(person.userId) ? chooseForCoach(person) : chooseForStudent(person)),
    note({ by, database, doc, moves }) {
      if (database !== 'slots') return
      const bookingId = doc['bookingId']
      if (typeof bookingId === 'string') {
        bookedByStudent.set(by.userId, [...(bookedByStudent.get(by.userId) ?? []), bookingId])
        const coachId = String(doc['coachId'])
        bookedByCoach.set(coachId, [...(bookedByCoach.get(coachId) ?? []), bookingId])
        return
      }
      const own = openByCoach.get(by.userId) ?? []
      const left = moves === undefined ? doc._id : String(doc['movesFrom'])
      openByCoach.set(by.userId, [
        ...own.filter(id => id !== left && id !== doc._id),
        ...(doc['_deleted'] === true ? [] : [doc._id])
      ])
    }
  }
}
