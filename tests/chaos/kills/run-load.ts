import type { Person } from '../people.ts'
import { pushDocument, type Row } from '../push.ts'
import type { Ledger } from './ledger.ts'
import type { Load } from './load.ts'
import type { Write } from './writes.ts'

/** What came of the writes between two starts of the server. */
export interface Burst {
  readonly accepted: number
  readonly refused: number
  /** Writes whose answer never came. */
  readonly doubtful: readonly Write[]
  readonly moves: readonly Write[]
  /** Answers that no client could make sense of. */
  readonly problems: readonly string[]
}

/**
 * Everybody acts at once, each person one write after the other, until the server is gone.
 * @param kill called after so many accepted writes; others are under way then
 */
export async function runLoad(parts: {
  readonly people: readonly Person[]
  readonly load: Load
  readonly ledger: Ledger
  readonly killAfter: number
  readonly kill: () => void
}): Promise<Burst> {
  const { people, load, ledger, killAfter, kill } = parts
  const doubtful: Write[] = []
  const moves: Write[] = []
  const problems: string[] = []
  let accepted = 0
  let refused = 0

  function hear(write: Write, row: Row): void {
    ledger.acknowledge(write.factsOf(row))
    if (row.kind === 'refused') {
      refused += 1
      if (!isDefined(row)) problems.push(`${write.doc._id} was answered with ${row.error}: ${row.reason}`)
      return
    }
    load.note(write)
    if (write.moves !== undefined) moves.push(write)
    accepted += 1
    if (accepted === killAfter) kill()
  }

  async function act(person: Person): Promise<void> {
    for (;;) {
      const write = await load.choose(person).catch(() => 'gone' as const)
      if (write === 'gone') return
      if (write === undefined) continue
      const row = await pushDocument(person.ask, write.database, write.doc).catch(() => undefined)
      if (row !== undefined) hear(write, row)
      else {
        ledger.doubt(write.possible)
        doubtful.push(write)
        return
      }
    }
  }

  await Promise.all(people.map(act))
  return { accepted, refused, doubtful, moves, problems }
}

/** A verdict with a reason code, or a revision conflict. */
export function isDefined(row: Row): boolean {
  return row.kind === 'ok' || row.error === 'forbidden' || row.error === 'conflict'
}
