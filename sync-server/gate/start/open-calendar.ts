import type { Account } from '#domain/model/account.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { createPeople, type People } from '#server/copies/people.ts'
import type { CodeLogger } from '#server/logging/code-logger.ts'
import type { Databases } from '#server/storage/document-store.ts'
import { type GateStores, openGateStores } from '../gate-stores.ts'
import { compareAtStart } from './compare-at-start.ts'
import { fillTerms } from './fill-terms.ts'
import type { CalendarParts } from './mend-calendar.ts'
import { readCalendar } from './read-calendar.ts'
import { tellOverlaps } from './tell-overlaps.ts'

/** Slots and journal in memory, as they are stored, and who people are. */
export interface OpenCalendar extends CalendarParts {
  readonly stores: GateStores
  readonly people: People
}

/** What a start does before anything is judged: see "What a start compares" in docs/write-gate.md. */
export async function openCalendar(parts: {
  readonly databases: Databases
  readonly now: () => Instant
  readonly randomBytes: (length: number) => Uint8Array
  readonly findAccount: (userId: string) => Account | undefined
  readonly logger: CodeLogger
}): Promise<OpenCalendar> {
  const { databases, now, logger } = parts
  const stores = await openGateStores(databases)
  const makeHash = (): string => Buffer.from(parts.randomBytes(16)).toString('hex')
  const index = await readCalendar(stores, databases, { makeHash, now, logger })
  const calendar = { stores, index, now, makeHash }
  await compareAtStart(calendar, databases, logger)
  const people = createPeople(stores.users, databases, parts.findAccount)
  await fillTerms({ ...calendar, people, logger })
  await tellOverlaps({ ...calendar, people, logger })
  return { ...calendar, people }
}
