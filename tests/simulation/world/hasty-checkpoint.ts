import { createCallsName } from '#domain/rules/access.ts'
import { writeCheckpoint } from '../../../sync-server/projector/checkpoint.ts'
import type { Databases, DocumentStore } from '../../../sync-server/storage/document-store.ts'
import { createFailingDatabases } from '../../support/failing-databases.ts'
import type { ServerFault } from '../plan/act.ts'

/**
 * Storage that saves the projector's checkpoint when it reads a page of the journal, before any copy of that page is
 * written. Whatever the fault is, it becomes a crash before one of the first copies: what it leaves undone is never done.
 */
export function createHastyCheckpoint(sound: Databases, fault: ServerFault): Databases {
  const base = fault === undefined ? sound : createFailingDatabases(sound, fault.atWrite % 3, 'crash', holdsCopies)
  const hurry = (bookings: DocumentStore): DocumentStore => ({
    ...bookings,
    async changes(query) {
      const page = await bookings.changes(query)
      if (page.results.length > 0) await writeCheckpoint(bookings, { seq: page.lastSeq, failed: [], people: [] })
      return page
    }
  })
  return {
    ...base,
    async open(name) {
      const store = await base.open(name)
      return name === 'bookings' ? hurry(store) : store
    }
  }
}

function holdsCopies(database: string): boolean {
  return database.startsWith(createCallsName(''))
}
