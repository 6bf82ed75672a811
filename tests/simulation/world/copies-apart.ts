import type { CommitOutcome, CommitPart, Databases } from '#server/storage/document-store.ts'

/** Storage that stores people's copies in a commit of their own, after all else of the same writes. */
export function createCopiesApart(base: Databases): Databases {
  return {
    ...base,
    async commitInOrder(units) {
      const first = await base.commitInOrder(units.map(unit => unit.filter(part => !isOfCopies(part))))
      const stored = units.slice(0, first.filter(outcome => outcome.stored).length)
      const copies = await base.commitInOrder(stored.map(unit => unit.filter(isOfCopies)))
      return first.map((outcome, n) => join(units[n] ?? [], outcome, copies[n]))
    }
  }
}

/** Rows in the order of the parts. */
function join(unit: readonly CommitPart[], first: CommitOutcome, copies: CommitOutcome | undefined): CommitOutcome {
  if (!first.stored || copies === undefined) return first
  const [rest, own] = [first.rows.values(), copies.rows.values()]
  return {
    stored: copies.stored,
    rows: unit.map(part => (isOfCopies(part) ? own : rest).next().value ?? [])
  }
}

function isOfCopies({ database }: CommitPart): boolean {
  return database.startsWith('calls-')
}
