import type { Report } from '../device/protocol.ts'
import { type DeviceName, ownerOf, type PersonName } from '../plan/people.ts'
import type { Ledger } from '../world/ledger.ts'
import type { Settled } from '../world/settle.ts'

/** A time for which somebody's account is disabled: its devices sync nothing and keep showing what they have (MG9). */
export interface Exclusion {
  findProblems(person: PersonName, settled: Settled, ledger: Ledger): readonly string[]
}

/** @param since entries of the ledger before it began; @param before what the person's devices showed then */
export function createExclusion(since: number, before: ReadonlyMap<DeviceName, Report>): Exclusion {
  return {
    findProblems(person, { truth, reportByDevice }, ledger) {
      const stored = JSON.stringify([truth.slots, truth.bookings, truth.coaches, [...truth.copiesByPerson]])
      const arrived = ledger.entries.slice(since).flatMap(({ device, did: { typed, created } }) => {
        if (ownerOf(device) !== person) return []
        return [
          ...(typed !== undefined && stored.includes(typed) ? [`"${typed}" of ${device}`] : []),
          ...(created !== undefined && truth.slots.some(({ id }) => id === created) ? [`${created} of ${device}`] : [])
        ].map(what => `${what} arrived while the account was disabled`)
      })
      const unreadable = [...before].flatMap(([device, report]) => {
        const shown = reportByDevice.get(device)
        if (shown === undefined) return []
        // A pencilled session may have been taken back meanwhile.
        const lost = report.calls.filter(
          ({ id, status }) => status !== 'pencilled' && !shown.calls.some(call => call.id === id)
        )
        return lost.map(({ id }) => `${device} does not show ${id} any more, with its account disabled`)
      })
      return [...arrived, ...unreadable]
    }
  }
}
