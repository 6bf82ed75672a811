import type { GateRow } from '#server/gate/gate-contract.ts'
import type { CreateBookingsEngine } from '#server/bookings/bookings-contract.ts'

/** A gate that stores whatever anybody pushes: for tests of what lies in front of the real one. */
export const createAcceptAllEngine: CreateBookingsEngine = async ({ databases }) => ({
  async write({ database, docs, newEdits }) {
    const store = await databases.open(database)
    const rows = await store.write(docs, { newEdits })
    return rows.map((row): GateRow => {
      if ('ok' in row) return row
      const name = row.name === 'conflict' ? 'conflict' : 'bad_request'
      return { ...row, name }
    })
  },
  tellPerson: () => Promise.resolve(),
  relations: { prepare: () => Promise.resolve(), plan: () => Promise.resolve(undefined), note: () => undefined },
  expectAccount: () => Promise.resolve(),
  refreshAccount: () => Promise.resolve(),
  fillHours: () => Promise.resolve(),
  countOffered: () => Promise.resolve(),
  fillHoursOf: () => undefined,
  readCalendars: () => Promise.resolve(),
  forgetPhones: () => Promise.resolve(),
  sweep: () => Promise.resolve(),
  idle: () => Promise.resolve(),
  ensureCopies: () => Promise.resolve(),
  makeCopiesAgain: () => Promise.resolve(),
  stop: () => Promise.resolve()
})
