import { isOfferedId } from '#domain/model/offered.ts'
import type { CommitOutcome, CommitPart, Databases } from '#server/storage/document-store.ts'

/** Storage that says it has stored what was offered, and has not. */
export function createForgettingOffered(base: Databases): Databases {
  return {
    ...base,
    async commitInOrder(units) {
      const kept = units.filter(unit => !isOffered(unit))
      const outcomes = (await base.commitInOrder(kept)).values()
      return units.map((unit): CommitOutcome => {
        const outcome = isOffered(unit) ? { stored: true, rows: [] } : outcomes.next().value
        return outcome ?? { stored: false, rows: [] }
      })
    }
  }
}

function isOffered(unit: readonly CommitPart[]): boolean {
  return unit.length > 0 && unit.every(({ docs }) => docs.every(({ _id }) => isOfferedId(_id)))
}
