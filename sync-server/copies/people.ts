import type { Account } from '#domain/model/account.ts'
import { type CoachProfile, coachProfileSchema } from '#domain/model/coach-profile.ts'
import { fromWire } from '#domain/model/wire.ts'
import type { Person } from '#domain/projection/party.ts'
import { toMeetingPlace } from '#domain/model/how-we-meet.ts'
import type { Databases, DocumentStore } from '../storage/document-store.ts'
import { type CoachDocuments, createCoachDocumentStore } from './coach-documents.ts'

/** Who people are, for judging and for their copies. */
export interface People {
  /** A coach's public profile; undefined where there is none. */
  findProfile(userId: string): Promise<CoachProfile | undefined>
  /** What the other party sees: a coach under the public name and zone, everybody with the account's phone. */
  findPerson(userId: string): Promise<Person | undefined>
  /** What the server goes by of a coach's own documents; undefined where they cannot be read. Only for accounts of coaches. */
  findDocuments(coachId: string): Promise<CoachDocuments | undefined>
  /** Whether somebody takes part in this role now: neither disabled nor with another role meanwhile (MG9). */
  isActive(userId: string, role: Account['role']): boolean
  /** Reads a profile anew the next time. */
  forget(userId: string): void
  /** Reads a coach's own documents anew at once: no later write has to wait for it, and tells by that time that they changed. */
  rereadDocuments(coachId: string): void
  stop(): void
}

/** @param users the `users` database; profiles are kept in memory until one of them changes */
export function createPeople(
  users: DocumentStore,
  databases: Pick<Databases, 'open' | 'has'>,
  findAccount: (userId: string) => Account | undefined
): People {
  const documents = createCoachDocumentStore(databases)
  const profileById = new Map<string, Promise<CoachProfile | undefined>>()
  const stop = users.onChange(() => profileById.clear())

  async function readProfile(userId: string): Promise<CoachProfile | undefined> {
    const [doc] = await users.read([userId])
    if (doc === undefined || doc._deleted === true) return undefined
    return coachProfileSchema.safeParse(fromWire(doc)).data
  }

  function findProfile(userId: string): Promise<CoachProfile | undefined> {
    const known = profileById.get(userId)
    if (known !== undefined) return known
    const reading = readProfile(userId)
    profileById.set(userId, reading)
    // Neither a fault of storage nor an id that anybody may have made up is remembered.
    const drop = () => void (profileById.get(userId) === reading && profileById.delete(userId))
    reading.then(profile => profile === undefined && drop(), drop)
    return reading
  }

  /** Nobody waits for a coach's own documents: what depends on them says what it does without. */
  async function findDocuments(coachId: string): Promise<CoachDocuments | undefined> {
    if (findAccount(coachId)?.role !== 'coach') return undefined
    return documents.find(coachId).catch(() => undefined)
  }

  return {
    findProfile,
    findDocuments,
    async findPerson(userId) {
      const account = findAccount(userId)
      if (account === undefined) return undefined
      const [profile, own] =
        account.role === 'coach' ? await Promise.all([findProfile(userId), findDocuments(userId)]) : []
      const { displayName, zone } = profile ?? account
      const person = { id: userId, displayName, phone: account.phone, zone }
      if (own === undefined) return person
      const place = own.howWeMeet === undefined ? undefined : toMeetingPlace(own.howWeMeet)
      return { ...person, meets: { place } }
    },
    isActive(userId, role) {
      const account = findAccount(userId)
      return account !== undefined && !account.disabled && account.role === role
    },
    forget: userId => void profileById.delete(userId),
    rereadDocuments(coachId) {
      documents.forget(coachId)
      void findDocuments(coachId)
    },
    stop
  }
}
