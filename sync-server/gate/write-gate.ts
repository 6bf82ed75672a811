/*
 * Every document that a person writes goes this way, step by step:
 *
 * 1. read    `gate-item.ts` finds the kind of the document in `kinds/`, which reads it by its schema.
 * 2. turn    `split-turns.ts` cuts a request into parts; one part of an account is under way at a time.
 * 3. lock    All names are queued for at once. They come from the ids that the write may change; once held, they are worked out again.
 * 4. record `offered/` records what the coaches' slots were that have begun (IN7).
 * 5. load    `load-context.ts` reads what the kind needs and the index in `memory/` does not hold.
 * 6. judge   `gate-item.ts` compares revisions (`revisions/`); the kind asks the rule of `domain/` and plans what is committed.
 * 7. copies  `plan-copies.ts` adds the copies and notices of both parties.
 * 8. store   `commit-plans.ts` compares owners with locks and commits each plan whole or not at all; then the index follows.
 * 9. answer  One row for each document. Where storage failed, `memory/recovery.ts` has read back what became of it.
 */
import type { Account } from '#domain/model/account.ts'
import type { FieldsByVersion } from '#domain/versions/fields-by-version.ts'
import { StorageUnavailableError } from '../storage/storage-unavailable.ts'
import type { GateRequest, GateRow, WriteGate } from './gate-contract.ts'
import {
  type GateItem,
  type ListLockNames,
  listLockNames as listOwners,
  refusedRow,
  toItem,
  unauthorizedRow,
  unavailableRow
} from './pipeline/gate-item.ts'
import {
  type KeyedLock,
  lockNames,
  ownerOfCalendar,
  ownerOfCopies,
  runLocked,
  type Ticket
} from '../locks/keyed-lock.ts'
import { mapInParts } from '../locks/give-way.ts'
import { type BatchParts, runBatch } from './pipeline/run-batch.ts'
import { maxItemsPerTurn, splitTurns } from './pipeline/split-turns.ts'

export interface WriteGateParts extends BatchParts {
  readonly locks: KeyedLock
  readonly findAccount: (userId: string) => Account | undefined
  /** Which version brought which field; left out: `fields-by-version.ts`. */
  readonly fieldsByVersion?: FieldsByVersion | undefined
  /** Tests name other locks to see that it is noticed. */
  readonly listLockNames?: ListLockNames
}

export interface StoppableGate extends WriteGate {
  /** Resolves when no write is under way. */
  settled(): Promise<void>
}

/** One request on its way: it waits for its locks, perhaps together with others. */
interface Job {
  readonly items: readonly GateItem[]
  readonly names: readonly string[]
  readonly resolve: (rows: readonly GateRow[]) => void
  readonly reject: (error: unknown) => void
}

export function createWriteGate(parts: WriteGateParts): StoppableGate {
  const { locks, index, recovery, copies, listLockNames = listOwners, fieldsByVersion: fields } = parts
  const jobsByTicket = new Map<Ticket, Job[]>()
  const underWay = new Set<Promise<unknown>>()

  function countItems(ticket: Ticket): number {
    return (jobsByTicket.get(ticket) ?? []).reduce((sum, { items }) => sum + items.length, 0)
  }

  function enqueue(job: Job): void {
    // Requests that wait for the same people are judged one after the other and stored together.
    const joined = locks.join(job.names, ticket => countItems(ticket) + job.items.length <= maxItemsPerTurn)
    const jobs = joined === undefined ? undefined : jobsByTicket.get(joined)
    if (jobs !== undefined) return void jobs.push(job)
    const ticket = locks.acquire(job.names, true)
    jobsByTicket.set(ticket, [job])
    void runTogether(ticket)
  }

  function findEnabled(userId: string): Account | undefined {
    const account = parts.findAccount(userId)
    return account?.disabled === false ? account : undefined
  }

  async function runTogether(ticket: Ticket): Promise<void> {
    await ticket.ready
    const jobs = jobsByTicket.get(ticket) ?? []
    jobsByTicket.delete(ticket)
    const again: Job[] = []
    try {
      const ready: Job[] = []
      for (const job of jobs) {
        // Whoever was disabled while the write waited writes nothing any more (MG9).
        if (job.items.some(({ actor }) => findEnabled(actor.userId) === undefined)) {
          job.resolve(job.items.map(({ doc }) => unauthorizedRow(doc._id)))
          continue
        }
        const names = listLockNames(job.items, index)
        // Whom a write concerns may have changed while it waited: then it waits again, for those.
        if (names.every(name => job.names.includes(name))) ready.push(job)
        else again.push({ ...job, names })
      }
      // Under the locks: nobody else can leave something in doubt for these people meanwhile.
      if (await recovery.retry()) await answerTogether(ready, parts)
      else
        for (const { reject } of ready) reject(new StorageUnavailableError({ cause: new Error('not read back yet') }))
    } catch (error) {
      for (const { reject } of jobs) reject(error)
    } finally {
      ticket.release()
    }
    for (const job of again) void checkCopies(job.names).then(() => enqueue(job))
  }

  async function judge(request: GateRequest): Promise<readonly GateRow[]> {
    const { user } = request
    const account = findEnabled(user.userId)
    if (account === undefined) return request.docs.map(doc => unauthorizedRow(doc._id))
    // The role that the account has now: it may have changed since the sign-in was looked at (MG9).
    const asked = { ...request, user: { ...user, role: account.role } }
    const items = await mapInParts(request.docs, doc => toItem(asked, doc, fields))
    const judged = items.filter(({ push }) => push.refusedAs === undefined)
    const rows = await judgeInTurns(judged)
    const rowByItem = new Map(judged.map((item, position) => [item, rows[position]]))
    return items.map(item => {
      const { refusedAs } = item.push
      const row = refusedAs === undefined ? rowByItem.get(item) : refusedRow(item.doc._id, refusedAs)
      if (row === undefined) throw new Error('a document was not judged')
      return row
    })
  }

  async function judgeInTurns(items: readonly GateItem[]): Promise<readonly GateRow[]> {
    const rows: GateRow[] = []
    for (const turn of splitTurns(items, listLockNames, index)) {
      const writer = lockNames.writer(turn[0]?.actor.userId ?? '')
      try {
        rows.push(...(await runLocked(locks, [writer], () => lockAndJudge(turn))))
      } catch (error) {
        // Of a request of which nothing was stored the whole is refused.
        if (rows.length === 0 || !(error instanceof StorageUnavailableError)) throw error
        rows.push(...turn.map(({ doc }) => unavailableRow(doc._id)))
      }
    }
    return rows
  }

  async function lockAndJudge(items: readonly GateItem[]): Promise<readonly GateRow[]> {
    const names = listLockNames(items, index)
    await checkCopies(names)
    return new Promise((resolve, reject) => {
      enqueue({ items, names, resolve, reject })
    })
  }

  /**
   * Before any of these locks is taken: whoever looks through a person's copies takes them, too. A coach's own database is written to
   * also where no copy of the coach changes: what began before is recorded there (IN7).
   */
  async function checkCopies(names: readonly string[]): Promise<void> {
    const owners = new Set(names.flatMap(name => ownerOfCopies(name) ?? ownerOfCalendar(name) ?? []))
    const unchecked = [...owners].filter(userId => !copies.isChecked(userId))
    if (unchecked.length > 0) await Promise.all(unchecked.map(userId => copies.check(userId)))
  }

  return {
    write(request) {
      const work = judge(request)
      underWay.add(work)
      const forget = () => void underWay.delete(work)
      work.then(forget, forget)
      return work
    },
    async settled() {
      await Promise.allSettled(underWay)
    }
  }
}

async function answerTogether(jobs: readonly Job[], parts: BatchParts): Promise<void> {
  try {
    const rows = await runBatch(
      jobs.flatMap(job => job.items),
      new Set(jobs.flatMap(job => job.names)),
      parts
    )
    let offset = 0
    for (const { items, resolve } of jobs) {
      resolve(rows.slice(offset, offset + items.length))
      offset += items.length
    }
  } catch (error) {
    const [first, ...others] = jobs
    if (others.length === 0) return first?.reject(error)
    // What one of them needs cannot be read: the others are not to suffer for it.
    for (const job of jobs) await answerTogether([job], parts)
  }
}
