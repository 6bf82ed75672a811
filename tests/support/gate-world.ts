import { createHash } from 'node:crypto'
import type { Account } from '#domain/model/account.ts'
import { type Booking, bookingSchema } from '#domain/model/booking.ts'
import {
  type SessionCopy,
  type SessionRequest,
  sessionCopySchema,
  type RescheduleRequest
} from '#domain/model/session-copy.ts'
import { type BookingPolicy, defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { type Notice, noticeSchema } from '#domain/model/notice.ts'
import { claimValidityMs, slotLengthMs } from '#domain/model/primitives.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { type Slot, slotSchema } from '#domain/model/slot.ts'
import { fromWire, toWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { productVersion } from '#domain/versions/product-version.ts'
import type { GateRow, PushedDocument } from '#server/gate/gate-contract.ts'
import type { BookingsEngine } from '#server/bookings/bookings-contract.ts'
import { createCopySigner } from '#server/copies/copy-signer.ts'
import type { GateIndex } from '#server/gate/memory/gate-index.ts'
import { createKeyedLock } from '#server/locks/keyed-lock.ts'
import { assembleBookingsEngine, type Protection } from '#server/bookings/create-bookings-engine.ts'
import type { Databases, StoredDocument } from '#server/storage/document-store.ts'
import { createMemoryDatabases } from '#server/storage/memory-databases.ts'
import { systemStarts } from './start-source.ts'
import type { CodeLogger } from '#server/logging/code-logger.ts'
import type { Role } from '#domain/model/role.ts'

/** 2027-03-01T08:00:00Z, a Monday. */
export const worldStart = Date.UTC(2027, 2, 1, 8)
export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

/** A gate on storage in memory, with people, a clock that tests move, and short words for what people do. */
export interface GateWorld {
  readonly databases: Databases
  readonly gate: BookingsEngine
  /** What the gate believes that storage holds. */
  readonly index: GateIndex
  readonly logged: readonly string[]
  now: number
  addPerson(userId: string, role: Role, more?: Partial<Account>): Promise<void>
  setPolicy(coachId: string, policy: Partial<BookingPolicy>): Promise<void>
  push(
    userId: string,
    database: string,
    docs: readonly PushedDocument[],
    newEdits?: boolean
  ): Promise<readonly GateRow[]>
  /** Starts a new gate on the same storage, as after a restart. */
  restart(options?: WorldOptions): Promise<void>
  stop(): Promise<void>
}

export interface WorldOptions extends Partial<Protection> {
  readonly databases?: Databases
  /** How long numbers are kept; left out: for good. */
  readonly keepPhonesMs?: number | undefined
}

export async function createGateWorld(options: WorldOptions = {}): Promise<GateWorld> {
  const base = options.databases ?? createMemoryDatabases(systemStarts)
  const accounts = new Map<string, Account>()
  const logged: string[] = []
  const logger: CodeLogger = {
    info: (_fields, message) => void logged.push(message),
    warn: (fields, message) => void logged.push(`${message}: ${Object.values(fields).join(' ')}`),
    error: ({ err }, message) => void logged.push(`${message}: ${err instanceof Error ? err.message : String(err)}`)
  }
  let counter = 0
  const start = async (databases: Databases, { keepPhonesMs, ...protection }: Omit<WorldOptions, 'databases'>) => {
    const { engine: gate, index } = await assembleBookingsEngine(
      {
        databases,
        now: () => world.now,
        // Enough of randomness for hashes, and the same in every run.
        randomBytes: length =>
          new Uint8Array(createHash('sha256').update(String(counter++)).digest().subarray(0, length)),
        findAccount: userId => accounts.get(userId),
        signer: createCopySigner('secret of the gate world'),
        keepPhonesMs,
        logger
      },
      { locks: createKeyedLock(), ...protection }
    )
    return { gate, index }
  }
  const users = await base.open('users')
  const world = {
    databases: base,
    ...({} as Pick<GateWorld, 'gate' | 'index'>),
    logged,
    now: worldStart,
    async addPerson(userId: string, role: Role, more: Partial<Account> = {}) {
      accounts.set(userId, createAccount(userId, role, accounts.size, more))
      if (role !== 'coach') return
      const { displayName, zone } = accounts.get(userId) ?? { displayName: userId, zone: 'UTC' }
      const profile = { displayName, headline: '', bio: '', zone, policy: defaultBookingPolicy }
      if ((await users.read([userId]))[0] === undefined) {
        await users.write([{ _id: userId, ...profile }], { newEdits: true })
      }
    },
    async setPolicy(coachId: string, policy: Partial<BookingPolicy>) {
      const [stored] = await users.read([coachId])
      const profile = { ...stored, policy: { ...defaultBookingPolicy, ...policy } }
      await users.write([profile as StoredDocument], { newEdits: true })
      await new Promise(resolve => {
        setImmediate(resolve)
      })
    },
    push(userId: string, database: string, docs: readonly PushedDocument[], newEdits = true) {
      const account = accounts.get(userId)
      if (account === undefined) throw new Error(`nobody is ${userId}`)
      const user = { userId, name: account.name, role: account.role, deviceVersion: productVersion }
      return world.gate.write({ database, docs, newEdits, user })
    },
    async restart({ databases = base, ...rest }: WorldOptions = {}) {
      await world.gate.stop()
      Object.assign(world, await start(databases, rest))
    },
    async stop() {
      await world.gate.stop()
      await base.close()
    }
  }
  const { databases: _, ...rest } = options
  Object.assign(world, await start(base, rest))
  return world
}

function createAccount(id: string, role: Role, number: number, more: Partial<Account>): Account {
  return {
    id,
    name: id,
    role,
    isAdmin: false,
    displayName: `Name of ${id}`,
    phone: `+3162000${String(number).padStart(4, '0')}`,
    zone: 'Europe/Amsterdam',
    passwordHash: 'none',
    tokenVersion: 0,
    disabled: false,
    createdAt: worldStart,
    ...more
  }
}

/** A slot's document as its coach pushes it. `at` is epoch ms. */
export function slotDoc(
  coachId: string,
  startsAt: number,
  more: Readonly<Record<string, unknown>> = {}
): PushedDocument {
  const endsAt = startsAt + slotLengthMs
  return { _id: createSlotId(coachId, startsAt), coachId, startsAt, endsAt, status: 'open', ...more }
}

/** A claim's document as a student pushes it. */
export function claimDoc(
  coachId: string,
  startsAt: number,
  bookingId: string,
  now: number,
  more: Readonly<Record<string, unknown>> = {}
): PushedDocument {
  const validUntil = now + claimValidityMs
  return slotDoc(coachId, startsAt, { status: 'requested', bookingId, validUntil, ...more })
}

/** A copy as a coach's device makes it when it pencils somebody in. */
export function pencilDoc(
  coachId: string,
  startsAt: number,
  studentId: string,
  bookingId: string,
  more: Readonly<Record<string, unknown>> = {}
): PushedDocument {
  return {
    _id: bookingId,
    kind: 'call',
    status: 'pencilled',
    slotId: createSlotId(coachId, startsAt),
    startsAt,
    endsAt: startsAt + slotLengthMs,
    partyRole: 'coach',
    otherId: studentId,
    otherName: 'As the coach knows them',
    claimedAt: 0,
    ...more
  }
}

/** What a party asks for to have a session in another slot of its coach. */
export function rescheduleTo(
  coachId: string,
  startsAt: number,
  request: number,
  more: Partial<Omit<RescheduleRequest, 'kind' | 'requestId' | 'toSlotId'>> = {}
): RescheduleRequest {
  return {
    kind: 'reschedule',
    requestId: requestIdOf(request),
    toSlotId: createSlotId(coachId, startsAt),
    ...more
  }
}

/** 32 hex digits that differ by number. */
export function bookingIdOf(number: number): string {
  return number.toString(16).padStart(32, 'b')
}

export function requestIdOf(number: number): string {
  return number.toString(16).padStart(32, 'e')
}

export async function readSlot(
  databases: Databases,
  id: string
): Promise<(Slot & { readonly rev: string }) | undefined> {
  const store = await databases.open('slots')
  const [doc] = await store.read([id])
  return doc === undefined || doc._deleted === true ? undefined : { ...slotSchema.parse(fromWire(doc)), rev: doc._rev }
}

export async function readRev(databases: Databases, database: string, id: string): Promise<string | undefined> {
  const store = await databases.open(database)
  return (await store.read([id]))[0]?._rev
}

export async function readBooking(databases: Databases, id: string): Promise<Booking | undefined> {
  const store = await databases.open('bookings')
  const [doc] = await store.read([id])
  return doc === undefined || doc._deleted === true ? undefined : bookingSchema.parse(fromWire(doc))
}

export async function listBookings(databases: Databases): Promise<readonly Booking[]> {
  return (await listDocs(databases, 'bookings')).map(doc => bookingSchema.parse(fromWire(doc)))
}

export async function listSlots(databases: Databases): Promise<readonly Slot[]> {
  return (await listDocs(databases, 'slots')).map(doc => slotSchema.parse(fromWire(doc)))
}

export async function listNotices(databases: Databases, userId: string): Promise<readonly Notice[]> {
  const docs = await listDocs(databases, createCallsName(userId))
  return docs.filter(doc => doc._id.startsWith('notice:')).map(doc => noticeSchema.parse(fromWire(doc)))
}

export async function readCall(databases: Databases, userId: string, id: string): Promise<SessionCopy | undefined> {
  const store = await databases.open(createCallsName(userId))
  const [doc] = await store.read([id])
  return doc === undefined || doc._deleted === true ? undefined : sessionCopySchema.parse(fromWire(doc))
}

export async function listDocs(databases: Databases, database: string): Promise<readonly StoredDocument[]> {
  const docs: StoredDocument[] = []
  for await (const doc of (await databases.open(database)).all()) docs.push(doc)
  return docs
}

/** A party's copy, changed and sent back as a device does it. */
export async function pushCall(
  world: GateWorld,
  userId: string,
  bookingId: string,
  change: Partial<SessionCopy> & { readonly request?: SessionRequest }
): Promise<GateRow | undefined> {
  const database = createCallsName(userId)
  const call = await readCall(world.databases, userId, bookingId)
  if (call === undefined) throw new Error(`no copy of ${bookingId}`)
  const rev = await readRev(world.databases, database, bookingId)
  const doc = { ...toWire({ ...call, ...change }), ...(rev === undefined ? {} : { _rev: rev }) }
  return (await world.push(userId, database, [doc]))[0]
}
