import type { Account } from '#domain/model/account.ts'
import { type CoachProfile, coachProfileSchema } from '#domain/model/coach-profile.ts'
import { fromWire } from '#domain/model/wire.ts'
import type { Person } from '#domain/projection/party.ts'
import type { DocumentStore } from '../storage/document-store.ts'

/** Who people are, for judging and for their copies. */
export interface People {
  /** A coach's public profile; undefined where there is none. */
  findProfile(userId: string): Promise<CoachProfile | undefined>
  /** What the other party sees: a coach under the public name and zone, everybody with the account's phone. */
  findPerson(userId: string): Promise<Person | undefined>
  /** Whether somebody takes part in this role now: neither disabled nor with another role meanwhile (MG9). */
  isActive(userId: string, role: Account['role']): boolean
  /** Reads a profile anew the next time. */
  forget(userId: string): void
  stop(): void
}

/** @param users the `users` database; profiles are kept in memory until one of them changes */
export function createPeople(users: DocumentStore, findAccount: (userId: string) => Account | undefined): People {
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

  return {
    findProfile,
    async findPerson(userId) {
      const account = findAccount(userId)
      if (account === undefined) return undefined
      const profile = account.role === 'coach' ? await findProfile(userId) : undefined
      const { displayName, zone } = profile ?? account
      return { id: userId, displayName, phone: account.phone, zone }
    },
    isActive(userId, role) {
      const account = findAccount(userId)
      return account !== undefined && !account.disabled && account.role === role
    },
    forget: userId => void profileById.delete(userId),
    stop
  }
}
