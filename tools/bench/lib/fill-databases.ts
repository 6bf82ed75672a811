import type { Account } from '#domain/model/account.ts'
import { toWire } from '#domain/model/wire.ts'
import {
  callsOfStudent,
  listWaiting,
  type Plan,
  planAccount,
  planBookedSlot,
  planCall,
  planProfile,
  planWatch,
  watchesPerStudent
} from './plan.ts'
import type { FillableDatabases } from './server-code.ts'

/** Writes what a plan says, before a server opens the folder. */
export async function fillDatabases(
  databases: FillableDatabases,
  plan: Plan,
  at: { readonly passwordHash: string; readonly now: number; readonly from: number }
): Promise<void> {
  const { passwordHash, now, from } = at
  const coaches = range(plan.coaches)
  await writeAll(databases, 'accounts', planAccounts(plan, passwordHash, now))
  await writeAll(databases, 'users', range(countCoaches(plan)).map(planProfile))
  const booked = coaches.flatMap(coach => range(plan.slotsPerCoach).map(k => planBookedSlot(plan, coach, k, from)))
  await writeAll(
    databases,
    'slots',
    booked.map(({ slot }) => slot)
  )
  await writeAll(
    databases,
    'bookings',
    booked.flatMap(({ booking }) => booking ?? [])
  )
  const calls = plan.callsOfFirstCoach ?? 0
  const first = planProfile(0).id
  await writeAll(
    databases,
    `calls-${first}`,
    range(calls).map(k => planCall(k, calls, now))
  )
  for (const student of listWaiting(plan)) {
    const watches = range(watchesPerStudent).map(k => planWatch(student, k, from))
    await writeAll(databases, callsOfStudent(student), watches)
  }
}

/** Coaches first. */
export function planAccounts(plan: Plan, passwordHash: string, now: number): readonly Account[] {
  return [
    ...range(countCoaches(plan)).map(n => planAccount('coach', n, passwordHash, now)),
    ...range(plan.students).map(n => planAccount('student', n, passwordHash, now))
  ]
}

const countCoaches = ({ coaches, coachesWithoutSlots = 0 }: Plan): number => coaches + coachesWithoutSlots

async function writeAll(
  databases: FillableDatabases,
  name: string,
  documents: readonly { readonly id: string }[]
): Promise<void> {
  if (documents.length === 0) return
  const store = await databases.open(name)
  for (let n = 0; n < documents.length; n += 500) {
    await store.write(documents.slice(n, n + 500).map(toWire), { newEdits: true })
  }
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, n) => n)
}
