import type { Account } from '#domain/model/account.ts'
import { assertNever } from '#domain/assert-never.ts'
import { type Actions, sharedSchema } from '#domain/model/action.ts'
import { claimValidityMs, type Instant, slotLengthMs } from '#domain/model/primitives.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import type { Reason } from '#domain/model/reasons.ts'
import { productVersion } from '#domain/versions/product-version.ts'
import type { PushedDocument } from '../gate/gate-contract.ts'
import type { BookingsEngine } from '../bookings/bookings-contract.ts'
import type { Databases, StoredDocument } from '../storage/document-store.ts'
import type { DemoStep } from './demo-step.ts'
import type { DemoAction } from './past-sessions.ts'

export interface DemoWorld {
  readonly gate: BookingsEngine
  readonly databases: Databases
  /** By sign-in name. */
  readonly accounts: ReadonlyMap<string, Account>
  /** 32 hex digits, fresh each time. */
  readonly createRandomId: () => string
  /** BookingIds by the story's own name of the session; filled by claims. */
  readonly bookingIds: Map<string, string>
}

/** Does what a person did, through the write gate and under the gate's clock, exactly as that person's device would. */
export async function performStep(world: DemoWorld, step: DemoStep): Promise<void> {
  switch (step.kind) {
    case 'publish': {
      const { id: coachId } = findAccount(world, step.coach)
      const slots = step.startsAt.map(startsAt => ({ ...slotFields(coachId, startsAt), status: 'open' }))
      return push(world, step.coach, 'slots', slots)
    }
    case 'claim': {
      const slot = slotFields(findAccount(world, step.coach).id, step.startsAt)
      const { _rev } = await read(world, 'slots', slot._id)
      const bookingId = world.createRandomId()
      world.bookingIds.set(step.session, bookingId)
      const validUntil = step.at + claimValidityMs
      const claim = { ...slot, _rev, status: 'requested', bookingId, validUntil }
      return push(world, step.student, 'slots', [claim], step.isLate ? 'slot-taken' : undefined)
    }
    case 'cancel':
      return changeCall(world, step.student, step.session, {
        request: { kind: 'cancel', requestId: world.createRandomId(), reason: step.reason, reopenSlot: true }
      })
    case 'wrap-up': {
      const { end } = step
      const words =
        end.kind === 'completed'
          ? {
              satisfaction: end.satisfaction,
              notes: end.notes,
              ...(end.summary === undefined ? {} : { summary: end.summary }),
              actions: toActions(world, end.actions, step.at)
            }
          : { notes: end.notes }
      return changeCall(world, step.coach, step.session, {
        ...words,
        wordsEditedAt: step.at,
        request: { kind: 'outcome', requestId: world.createRandomId(), outcome: end.kind }
      })
    }
    case 'tick': {
      const shared = sharedSchema.parse((await readCall(world, step.student, step.session))['shared'])
      const done = Object.entries(shared.actions).filter(([, { text }]) => step.done.includes(text))
      const ticks = done.map(([id, { text }]) => [id, { doneAt: step.at, editedAt: step.at, text }] as const)
      return changeCall(world, step.student, step.session, { ticks: Object.fromEntries(ticks) })
    }
    case 'review':
      return changeCall(world, step.student, step.session, { review: step.review, wordsEditedAt: step.at })
    default:
      return assertNever(step)
  }
}

function slotFields(coachId: string, startsAt: number) {
  return { _id: createSlotId(coachId, startsAt), coachId, startsAt, endsAt: startsAt + slotLengthMs }
}

/** Changes a party's own copy of a booking, once the projector has brought it there. */
async function changeCall(
  world: DemoWorld,
  name: string,
  session: string,
  changes: Readonly<Record<string, unknown>>
): Promise<void> {
  const call = await readCall(world, name, session)
  return push(world, name, callsOf(world, name), [{ ...call, ...changes }])
}

async function readCall(world: DemoWorld, name: string, session: string): Promise<StoredDocument> {
  const bookingId = world.bookingIds.get(session)
  if (bookingId === undefined) throw new Error(`the demo has not booked ${session} yet`)
  await world.gate.idle()
  return read(world, callsOf(world, name), bookingId)
}

const callsOf = (world: DemoWorld, name: string): string => `calls-${findAccount(world, name).id}`

/** As a device writes them, each under an id of its own. */
function toActions(world: DemoWorld, actions: readonly DemoAction[], at: Instant): Actions {
  return Object.fromEntries(
    actions.map(({ owner, text }) => [world.createRandomId(), { text, owner, madeAt: at, editedAt: at }])
  )
}

async function read({ databases }: DemoWorld, database: string, id: string): Promise<StoredDocument> {
  const store = await databases.open(database)
  const [document] = await store.read([id])
  if (document === undefined) throw new Error(`the demo finds no ${id} in ${database}`)
  return document
}

/** Every document is expected to be stored, or to be refused for the one reason that the story wants. */
async function push(
  world: DemoWorld,
  name: string,
  database: string,
  docs: readonly PushedDocument[],
  expected?: Reason
): Promise<void> {
  const { id: userId, role } = findAccount(world, name)
  // A writer without a version is taken for one that does not know summaries and actions (VE6).
  const user = { userId, name, role, deviceVersion: productVersion }
  const rows = await world.gate.write({ database, docs, newEdits: true, user })
  for (const row of rows) {
    const answer = 'error' in row ? row.message : undefined
    if (answer !== expected) throw new Error(`the demo's ${row.id} was answered ${answer ?? 'ok'}`)
  }
}

function findAccount({ accounts }: DemoWorld, name: string): Account {
  const account = accounts.get(name)
  if (account === undefined) throw new Error(`the demo has no account ${name}`)
  return account
}
