import type { RxReplicationWriteToMasterRow, WithDeleted } from 'rxdb'
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
  isSettledByRow,
  listLinked,
  orderRows,
  planBatch,
  type PushPlan,
  type PushRow,
  readOutcome
} from './plan-push.ts'
import type { Refusals, RefusedPush } from './refusals.ts'
import type { ReplicatedName } from './replicated.ts'
import { createTombstone } from './tombstone.ts'

/** A row that meets other writes so often is left for later. */
const maxRounds = 4
/** Answers that say "this request is malformed or too large", not "you may not" or "not now". */
const unusableStatuses = [400, 413, 422]
/** As many as RxDB hands over at once. */
export const pushBatchSize = 200

export type RxRow<T> = RxReplicationWriteToMasterRow<T>

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
  /** The server was set back: that has to be settled first, then everything is sent anew. */
  readonly onSetBack: () => void
  readonly onSuccess: () => void
  readonly onFailure: (failure: Failure) => void
}

/**
 * Sends local changes and reads back what the server holds, unless its row says that exactly this is stored (VE11): every document that
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
  const writeSize = createAdaptiveSize({ most: pushBatchSize })

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

  /** Where nothing has to be read, the server's sequence is still asked for: it says of which past it is, and that these documents are seen. */
  async function readBack(rows: readonly Row[], sent: readonly Row[]): Promise<Result<HeldAt>> {
    if (rows.length > 0 || sent.length === 0 || typeof parts.seen.value !== 'string') return readHeld(rows)
    const info = await client.readInfo(remote)
    return info.ok ? succeed({ heldById: new Map(), updateSeq: info.value.updateSeq }) : info
  }

  function readStates(ids: readonly string[]): Promise<Result<StatesAt>> {
    return readStatesInParts({ client, remote, ids, size: readSize, isPastKnown: typeof parts.seen.value === 'string' })
  }

  /** Whatever its shape: what meets it is a matter of the merge (VE5). */
  function stateToHeld(state: ServerState | undefined): Held<Doc> {
    if (state === undefined || state.kind !== 'live') return { state: undefined, rev: undefined }
    const value = parts.tidy(fromWire(state.document) as unknown as Doc)
    return { state: { deleted: false, value }, rev: state.rev }
  }

  async function send(rows: readonly Row[], heldById: ReadonlyMap<string, Held<Doc>>): Promise<Result<WrittenRow[]>> {
    const sent = await sendInParts(rows, writeSize, part => sendPart(part, heldById))
    return sent.ok ? succeed(sent.value.flat()) : sent
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

  /** One try of a whole batch, from reading what the server holds to reading it back. */
  async function attempt(rows: readonly Row[]): Promise<Result<WithDeleted<Doc>[]>> {
    const conflicts: WithDeleted<Doc>[] = []
    let read: OpaqueSequence | undefined
    let open = rows
    const linked = listLinked(rows)
    for (let round = 0; round < maxRounds && open.length > 0; round += 1) {
      const before = await readHeld(open)
      if (!before.ok) return before
      // A request that was taken back while there was no network must not be sent after all: its newer state has its own turn.
      const changed = await parts.findChanged(open)
      const heldOf = (row: Row): Held<Doc> => before.value.heldById.get(row.id) ?? { state: undefined, rev: undefined }
      const plans = planBatch(open, heldOf)
      const planOf = (row: Row): PushPlan => (changed.has(row.id) ? 'conflict' : (plans.get(row) ?? 'send'))
      for (const row of open) {
        if (planOf(row) !== 'conflict') continue
        conflicts.push(toConflict(row, heldOf(row), { wasStored: false, isOutdated: changed.has(row.id) }))
      }
      const sending = open.filter(row => planOf(row) === 'send')
      const answers = await send(sending, before.value.heldById)
      if (!answers.ok) return answers
      const isTold = parts.saysAdjusted()
      const settled = new Set(
        sending.filter((row, index) => isTold && isSettledByRow(row, answers.value[index], linked))
      )
      const unclear = sending.filter(row => !settled.has(row))
      const after = await readBack(unclear, sending)
      if (!after.ok) return after
      read = after.value.updateSeq ?? before.value.updateSeq
      const again: Row[] = []
      for (const [index, row] of sending.entries()) {
        if (settled.has(row)) continue
        const answer = answers.value[index]
        const stored = after.value.heldById.get(row.id)
        if (answer === undefined || stored === undefined) throw new Error('an answer is missing')
        const outcome = readOutcome(row, answer, stored)
        if (outcome.kind === 'failed') return fail({ kind: 'server-failed', detail: outcome.detail })
        if (outcome.kind === 'again') again.push(row)
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

  function toConflict({ id }: Row, held: Held<Doc>, refused: RefusedPush): WithDeleted<Doc> {
    refusals.put(id, refused)
    const gone = { deleted: true, value: createTombstone(collection, id) }
    return fromVersioned<Doc>(held.state ?? gone)
  }

  async function push(rxRows: readonly RxRow<Doc>[]): Promise<WithDeleted<Doc>[]> {
    const rows = orderRows(rxRows.map(row => toRow<N>(collection, row)))
    await parts.awaitTurn()
    const ids = rows.map(({ id }) => id)
    parts.onBegin(ids)
    try {
      // While this was waiting for a network, something that goes before it may have been written.
      const attemptInTurn = () => parts.awaitTurn().then(() => attempt(rows))
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
