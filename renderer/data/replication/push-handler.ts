import type { RxReplicationWriteToMasterRow, WithDeleted } from 'rxdb'
import type { Versioned } from '#domain/merge/meeting.ts'
import type { Slot } from '#domain/model/slot.ts'
import { fromWire, toWire, type WireDocument } from '#domain/model/wire.ts'
import { isClaim } from '#domain/rules/judge-claim.ts'
import type { OpaqueSequence, WrittenRow } from '#domain/wire/replication.ts'
import type { LocalDocuments } from '../database/collections.ts'
import { fromVersioned, toPlain, toVersioned } from '../database/stored-document.ts'
import { type Failure, fail, FailureError, type Result, succeed } from '../http/failure.ts'
import { readStatesInParts } from './read-states.ts'
import type { Connection } from './connection.ts'
import type { CouchClient, ServerState, StatesAt } from './couch-client.ts'
import { createAdaptiveSize, isTooMuch } from './adaptive-size.ts'
import { sendInParts } from './in-parts.ts'
import type { NewestSeen } from './past/newest-seen.ts'
import {
  type Held,
  isCreation,
  isSettledByRow,
  listLinked,
  orderRows,
  planBatch,
  type PushPlan,
  type PushRow,
  readOutcome,
  readUndone,
  weighRow
} from './plan-push.ts'
import type { Refusals, RefusedPush } from './refusals.ts'
import type { ReplicatedName } from './replicated.ts'
import { createTombstone } from './tombstone.ts'

/** A row that meets other writes so often is left for later. */
const maxRounds = 4
/** Answers that say "this request is malformed or too large", not "you may not" or "not now". */
const unusableStatuses = [400, 413, 422]
/** As many as RxDB hands over at once. */
export const pushBatchSize = 1_000
/**
 * Of what a request brings, about bytes: a narrow line of 64 KiB/s is silent for 4 s over the first. A larger one follows what came through.
 * The least holds one document alone, however small (NW2).
 */
const writeBytes = { first: 256 * 1_024, most: 2 * 1_024 * 1_024, least: 100 }
const nothingHeld = { state: undefined, rev: undefined } as const

export type RxRow<T> = RxReplicationWriteToMasterRow<T>

/** What RxDB handed over at once, in the order in which it is sent. */
interface Batch<Row> {
  readonly rows: readonly Row[]
  readonly linked: ReadonlySet<string>
  /** Those of which a row has said that exactly this is stored, with its revision: they are not sent again when the batch is. */
  readonly settled: Map<Row, string>
  /** Whether a request was sent whose answer never came: the server may hold what is open. */
  mayBeHeard: boolean
}

interface PushParts<N extends ReplicatedName> {
  readonly collection: N
  /** Its name at the server. */
  readonly remote: string
  readonly client: CouchClient
  readonly connection: Connection
  /** Takes out of a document what this device must not keep. */
  readonly tidy: (document: LocalDocuments[N]) => LocalDocuments[N]
  readonly refusals: Refusals
  /** Which of these are no longer what this device wants to send: they were changed or taken back while they waited. */
  readonly findChanged: (rows: readonly PushRow<LocalDocuments[N]>[]) => Promise<ReadonlySet<string>>
  /** Resolves when the collections that go before this one have an outcome for all their rows. */
  readonly awaitTurn: () => Promise<void>
  /** Before the first request of a batch, and when its outcome is known or it was given up. */
  readonly onBegin: (ids: readonly string[]) => void
  readonly onEnd: (ids: readonly string[]) => void
  /** What local changes were built on is a base of merges only in the past that was seen so far. */
  readonly seen: NewestSeen
  /** Whether its rows say where something else is stored than was pushed (VE11). */
  readonly saysAdjusted: () => boolean
  /** The server holds exactly this, under this revision. */
  readonly onAccepted: (state: Versioned<LocalDocuments[N]>, rev: string) => void
  /** The server was set back: that has to be settled first, then everything is sent anew. */
  readonly onSetBack: () => void
  readonly onSuccess: () => void
  readonly onFailure: (failure: Failure) => void
}

/**
 * Sends local changes and reads back what the server holds. Where its row says that exactly this is stored (VE11), the revision is: every document that
 * is not (declined, adjusted, stamped, decided otherwise long ago) is answered to RxDB as a conflict, so that the client ends with the server's
 * verdict even if it was killed between the write and its answer. A refused document is such a conflict with a reason;
 * its neighbours are not touched by it. Requests that fail as a whole are repeated until they succeed.
 */
export function createPushHandler<N extends ReplicatedName>(
  parts: PushParts<N>
): (rows: readonly RxRow<LocalDocuments[N]>[]) => Promise<WithDeleted<LocalDocuments[N]>[]> {
  const { collection, remote, client, connection, refusals, onFailure } = parts
  type Doc = LocalDocuments[N]
  type Row = PushRow<Doc>
  let queue: Promise<unknown> = Promise.resolve()
  // A question by keys is short and its answer long; what is pushed is the other way round.
  const readSize = createAdaptiveSize({ most: pushBatchSize })
  const writeSize = createAdaptiveSize(writeBytes)

  const isPastKnown = () => typeof parts.seen.value === 'string'

  interface HeldAt {
    readonly heldById: ReadonlyMap<string, Held<Doc>>
    readonly updateSeq: OpaqueSequence | undefined
  }

  async function readHeld(rows: readonly Row[]): Promise<Result<HeldAt>> {
    const ids = rows.map(({ id }) => id)
    const read = await readStates(ids)
    if (!read.ok) return read
    const { states, updateSeq } = read.value
    const heldById = new Map(ids.map(id => [id, stateToHeld(states.get(id))]))
    return succeed({ heldById, updateSeq })
  }

  function readStates(ids: readonly string[]): Promise<Result<StatesAt>> {
    return readStatesInParts({ client, remote, ids, size: readSize, isPastKnown: isPastKnown() })
  }

  /** Whatever its shape: what meets it is a matter of the merge (VE5). */
  function stateToHeld(state: ServerState | undefined): Held<Doc> {
    if (state === undefined || state.kind !== 'live') return { state: undefined, rev: undefined }
    const value = parts.tidy(fromWire(state.document) as unknown as Doc)
    return { state: { deleted: false, value }, rev: state.rev }
  }

  /** Until a request fails. What is settled by its row is not sent again, whatever becomes of the requests that follow. */
  async function send(
    rows: readonly Row[],
    heldById: ReadonlyMap<string, Held<Doc>>,
    batch: Batch<Row>
  ): Promise<Result<WrittenRow[]>> {
    const sendAndSettle = async (part: readonly Row[]): Promise<Result<WrittenRow[]>> => {
      const answers = await sendPart(part, heldById)
      if (answers.ok && parts.saysAdjusted()) {
        for (const [at, row] of part.entries()) settle(row, answers.value[at], batch)
      }
      return answers
    }
    const sent = await sendInParts(rows, writeSize, sendAndSettle, weighRow)
    return sent.ok ? succeed(sent.value.flat()) : sent
  }

  function settle(row: Row, answer: WrittenRow | undefined, { settled, linked }: Batch<Row>): void {
    if (answer === undefined || 'error' in answer || !isSettledByRow(row, answer, linked)) return
    settled.set(row, answer.rev)
    parts.onAccepted(row.local, answer.rev)
  }

  /** A request that is unusable as a whole is taken apart until the document at fault stands alone. */
  async function sendPart(
    rows: readonly Row[],
    heldById: ReadonlyMap<string, Held<Doc>>
  ): Promise<Result<WrittenRow[]>> {
    if (rows.length === 0) return succeed([])
    const documents = rows.map(row => rowToWire(row, heldById.get(row.id)?.rev))
    const sent = await client.writeDocuments(remote, documents)
    if (sent.ok) return succeed([...sent.value])
    const { failure } = sent
    // The server has not judged what did not reach it: alone, the document waits.
    if (failure.kind !== 'rejected' || !unusableStatuses.includes(failure.status)) return sent
    const [only, ...others] = rows
    if (only !== undefined && others.length === 0) {
      return succeed([{ id: only.id, error: 'forbidden', reason: 'malformed' }])
    }
    if (isTooMuch(failure)) return sent
    const middle = Math.ceil(rows.length / 2)
    const first = await sendPart(rows.slice(0, middle), heldById)
    if (!first.ok) return first
    const second = await sendPart(rows.slice(middle), heldById)
    return second.ok ? succeed([...first.value, ...second.value]) : second
  }

  /**
   * Looks whether the server holds the revisions of rows that had said all, together with a sequence. One that was set back between the
   * answer and the next request shows in nothing else: its sequence may be one that this device has seen.
   * @returns those that it does not hold
   */
  async function findUndone(
    rows: readonly Row[],
    { settled }: Batch<Row>
  ): Promise<Result<{ readonly undone: readonly Row[]; readonly updateSeq: OpaqueSequence | undefined }>> {
    const read = await sendInParts(rows, readSize, part =>
      client.readRevisionsAt(
        remote,
        part.map(({ id }) => id)
      )
    )
    if (!read.ok) return read
    const revById = new Map(read.value.flatMap(answer => [...answer.revById]))
    const undone = rows.filter(row => revById.get(row.id) !== settled.get(row))
    for (const row of undone) settled.delete(row)
    return succeed({ undone, updateSeq: isPastKnown() ? read.value.at(-1)?.updateSeq : undefined })
  }

  /** One try of what is open of a batch, from reading what the server holds to reading it back. */
  async function attempt(batch: Batch<Row>): Promise<Result<WithDeleted<Doc>[]>> {
    const { rows, settled, linked } = batch
    const conflicts: WithDeleted<Doc>[] = []
    let read: OpaqueSequence | undefined
    /** Settled rows that the server was seen to hold in this attempt. */
    const confirmed = new Set<Row>()
    const listUnconfirmed = () => rows.filter(row => settled.has(row) && !confirmed.has(row))
    let open = rows.filter(row => !settled.has(row))
    const areCreationsUnread = collection === 'slots' && !batch.mayBeHeard && parts.saysAdjusted()
    if (areCreationsUnread && connection.state.kind !== 'online') {
      // What is sent without a network leaves open whether it was heard. A question does not.
      const info = await client.readInfo(remote)
      if (!info.ok) return info
    }
    for (let round = 0; round < maxRounds && (open.length > 0 || listUnconfirmed().length > 0); round += 1) {
      const isUnread = (row: Row): boolean => areCreationsUnread && round === 0 && isCreation(row, linked)
      const before = await readHeld(open.filter(row => !isUnread(row)))
      if (!before.ok) return before
      read = before.value.updateSeq ?? read
      // A request that was taken back while there was no network must not be sent after all: its newer state has its own turn.
      const changed = await parts.findChanged(open)
      const heldOf = (row: Row): Held<Doc> => before.value.heldById.get(row.id) ?? nothingHeld
      const plans = planBatch(open, heldOf)
      const planOf = (row: Row): PushPlan => (changed.has(row.id) ? 'conflict' : (plans.get(row) ?? 'send'))
      for (const row of open) {
        if (planOf(row) === 'accepted') accept(row, heldOf(row).rev)
        if (planOf(row) !== 'conflict') continue
        conflicts.push(toConflict(row, heldOf(row), { wasStored: false, isOutdated: changed.has(row.id) }))
      }
      const sending = open.filter(row => planOf(row) === 'send')
      const answers = await send(sending, before.value.heldById, batch)
      if (!answers.ok) {
        batch.mayBeHeard = true
        return answers
      }
      const unclear = sending.filter(row => !settled.has(row))
      const looked = await findUndone(listUnconfirmed(), batch)
      if (!looked.ok) return looked
      const undone = new Set(looked.value.undone)
      for (const row of settled.keys()) confirmed.add(row)
      const after = await readHeld([...unclear, ...undone])
      if (!after.ok) return after
      read = after.value.updateSeq ?? looked.value.updateSeq ?? read
      const again: Row[] = []
      const answerByRow = new Map(sending.map((row, index) => [row, answers.value[index]]))
      for (const row of [...unclear, ...undone]) {
        const answer = answerByRow.get(row)
        const stored = after.value.heldById.get(row.id)
        if (stored === undefined) throw new Error('a document was not read')
        if (answer === undefined && !undone.has(row)) throw new Error('an answer is missing')
        const outcome =
          answer === undefined || undone.has(row) ? readUndone(row, stored) : readOutcome(row, answer, stored)
        if (outcome.kind === 'failed') return fail({ kind: 'server-failed', detail: outcome.detail })
        if (outcome.kind === 'again') again.push(row)
        if (outcome.kind === 'accepted') accept(row, stored.rev)
        if (outcome.kind === 'conflict') conflicts.push(toConflict(row, stored, outcome))
      }
      open = again
    }
    // On the disk before RxDB notes what was read; and conflicts are merged with what the change was built on, which a server that
    // was set back does not have any more.
    const isSamePast = await parts.seen.note(read)
    if (!isSamePast.ok) return isSamePast
    if (!isSamePast.value) {
      parts.onSetBack()
      throw new FailureError({ kind: 'stopped' })
    }
    return open.length === 0 ? succeed(conflicts) : fail({ kind: 'server-failed', detail: 'other writes kept coming' })
  }

  function accept({ local }: Row, rev: string | undefined): void {
    if (rev !== undefined) parts.onAccepted(local, rev)
  }

  function toConflict({ id }: Row, held: Held<Doc>, refused: RefusedPush): WithDeleted<Doc> {
    refusals.put(id, refused)
    const gone = { deleted: true, value: createTombstone(collection, id) }
    return fromVersioned<Doc>(held.state ?? gone)
  }

  async function push(rxRows: readonly RxRow<Doc>[]): Promise<WithDeleted<Doc>[]> {
    const rows = orderRows(rxRows.map(row => toRow<N>(collection, row)))
    const batch: Batch<Row> = { rows, linked: listLinked(rows), settled: new Map(), mayBeHeard: false }
    await parts.awaitTurn()
    const ids = rows.map(({ id }) => id)
    parts.onBegin(ids)
    try {
      // While this was waiting for a network, something that goes before it may have been written.
      const attemptInTurn = () => parts.awaitTurn().then(() => attempt(batch))
      const conflicts = await connection.persist(attemptInTurn, onFailure)
      // Not in the midst of an attempt, which would then fail for it and begin anew.
      readSize.succeed()
      writeSize.succeed()
      parts.onSuccess()
      return conflicts
    } finally {
      parts.onEnd(ids)
    }
  }

  // One batch after the other: RxDB sends the parts of a large one at the same time, and moves depend on order.
  return rows => {
    const outcome = queue.then(() => push(rows))
    queue = outcome.catch(() => undefined)
    return outcome
  }
}

function toRow<N extends ReplicatedName>(
  collection: N,
  { newDocumentState, assumedMasterState }: RxRow<LocalDocuments[N]>
): PushRow<LocalDocuments[N]> {
  const local = toVersioned<LocalDocuments[N]>(newDocumentState)
  return {
    id: local.value.id,
    local,
    assumed: assumedMasterState === undefined ? undefined : toVersioned<LocalDocuments[N]>(assumedMasterState),
    isClaim: collection === 'slots' && !local.deleted && isClaim(local.value as Slot)
  }
}

/** RxDB's own fields stay here: the server refuses fields that it does not know (F31). */
function rowToWire({ id, local }: PushRow<{ readonly id: string }>, rev: string | undefined): WireDocument {
  const base = rev === undefined ? {} : { _rev: rev }
  return local.deleted ? { _id: id, ...base, _deleted: true } : { ...toWire(toPlain(local.value)), ...base }
}
