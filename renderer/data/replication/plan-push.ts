import type { Versioned } from '#domain/merge/meeting.ts'
import { isReplacementOf, type Slot } from '#domain/model/slot.ts'
import { isReason, type Reason } from '#domain/model/reasons.ts'
import type { WrittenRow } from '#domain/wire/replication.ts'
import { isSameState } from './same-state.ts'

/** A local state that is to reach the server, and the server's state that it was built on (absent for a new document). */
export interface PushRow<T> {
  readonly id: string
  readonly assumed: Versioned<T> | undefined
  readonly local: Versioned<T>
  /** Claims: the gate judges them against the slot as it is, so they are sent whatever the server holds. */
  readonly isClaim: boolean
}

/** What the server holds: `undefined` where there never was such a document. */
export interface Held<T> {
  readonly state: Versioned<T> | undefined
  /** The revision to build on; none over nothing and over a tombstone. */
  readonly rev: string | undefined
}

/** Before sending. `conflict`: the server moved on from what the local state was built on. */
export type PushPlan = 'accepted' | 'conflict' | 'send'

export function planPush<T>(row: PushRow<T>, held: Held<T>): PushPlan {
  if (row.isClaim) return 'send'
  if (isSameState(row.local, held.state)) return 'accepted'
  return isSameState(row.assumed, held.state) ? 'send' : 'conflict'
}

/**
 * The plans of one batch. A slot that was made here and moved on, both of which the server had heard while the answer was lost, is
 * not sent a second time: it would stand beside the one that has taken its place.
 */
export function planBatch<T>(
  rows: readonly PushRow<T>[],
  heldOf: (row: PushRow<T>) => Held<T>
): ReadonlyMap<PushRow<T>, PushPlan> {
  const heldStates = rows.flatMap(row => heldOf(row).state ?? [])
  const isMovedOn = ({ local }: PushRow<T>): boolean =>
    heldStates.some(state => isReplacementOf(state.value as unknown as Slot, local.value as unknown as Slot))
  return new Map(
    rows.map(row => {
      const plan = planPush(row, heldOf(row))
      const isMade = plan === 'send' && !row.local.deleted && heldOf(row).state === undefined
      return [row, isMade && isMovedOn(row) ? 'conflict' : plan]
    })
  )
}

/**
 * After sending, with what the server holds now. A row counts as accepted only if the server holds exactly what was pushed.
 * `again`: it met another write, and what it was built on still stands. `failed`: a fault of the server's.
 */
export type PushOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'conflict'; readonly reason?: Reason; readonly wasStored: boolean }
  | { readonly kind: 'again' }
  | { readonly kind: 'failed'; readonly detail: string }

export function readOutcome<T>(row: PushRow<T>, answer: WrittenRow, stored: Held<T>): PushOutcome {
  if (!('error' in answer)) {
    if (isSameState(row.local, stored.state)) return { kind: 'accepted' }
    // Granted; should the session be gone again by now, the claim was not lost all the same.
    const conflict = { kind: 'conflict', wasStored: !isPencilled(row) } as const
    return row.isClaim ? { ...conflict, reason: 'already-yours' } : conflict
  }
  switch (answer.error) {
    case 'conflict':
      // It was there already.
      if (!row.isClaim && isSameState(row.local, stored.state)) return { kind: 'accepted' }
      return row.isClaim || isSameState(row.assumed, stored.state)
        ? { kind: 'again' }
        : { kind: 'conflict', wasStored: false }
    case 'internal_error':
      return { kind: 'failed', detail: 'a document could not be written' }
    default:
      return { kind: 'conflict', reason: isReason(answer.reason) ? answer.reason : 'newer', wasStored: false }
  }
}

/**
 * Whether a row says all: exactly what was pushed is stored (VE11). A claim is decided by the server, and of slots that are linked the
 * later row changes what an earlier one has stored.
 */
export function isSettledByRow<T>(
  { id, isClaim }: PushRow<T>,
  answer: WrittenRow | undefined,
  linked: ReadonlySet<string>
): boolean {
  return !isClaim && !linked.has(id) && answer !== undefined && 'ok' in answer && answer.adjusted !== true
}

/**
 * What becomes of a row that had said all, where the server does not hold its revision any more. `again`: it is as it was before, so the
 * server was set back since, and has not heard of it (SB2). Otherwise somebody else has written since.
 */
export function readUndone<T>(row: PushRow<T>, stored: Held<T>): PushOutcome {
  if (isSameState(row.local, stored.state)) return { kind: 'accepted' }
  return isSameState(row.assumed, stored.state) ? { kind: 'again' } : { kind: 'conflict', wasStored: true }
}

/**
 * Slots that were made here, of which the server is not known to have heard: what it holds need not be read before they are sent. One
 * that is there all the same, because an answer was lost or another device has made it, is answered as a conflict.
 */
export function isCreation<T>({ id, isClaim, local, assumed }: PushRow<T>, linked: ReadonlySet<string>): boolean {
  return assumed === undefined && !local.deleted && !isClaim && !linked.has(id)
}

/** The slots of a batch that were made to replace another one, and those that they replace: what becomes of one depends on the other. */
export function listLinked<T>(rows: readonly PushRow<T>[]): ReadonlySet<string> {
  return new Set(
    rows.flatMap(({ id, local, assumed }) => {
      const from = [local, assumed].flatMap(state => (state?.value as Partial<Slot> | undefined)?.movesFrom ?? [])
      return from.length === 0 ? [] : [id, ...from]
    })
  )
}

/** Of a pencilled copy the server looks at the booking alone: a request or words beside it have not been heard yet. */
function isPencilled<T>({ local }: PushRow<T>): boolean {
  return !local.deleted && (local.value as { readonly status?: unknown }).status === 'pencilled'
}

/**
 * Removals go first: what is made may need their time. A slot that another one replaces goes before it: the gate removes it when it
 * stores its replacement.
 */
export function orderRows<T>(rows: readonly PushRow<T>[]): readonly PushRow<T>[] {
  const rowById = new Map(rows.map(row => [row.id, row]))
  const ordered = new Set<PushRow<T>>()
  function place(row: PushRow<T>, path: ReadonlySet<string>): void {
    const { movesFrom } = row.local.value as { readonly movesFrom?: string }
    const earlier = movesFrom === undefined || path.has(movesFrom) ? undefined : rowById.get(movesFrom)
    if (earlier !== undefined && !ordered.has(earlier)) place(earlier, new Set([...path, row.id]))
    ordered.add(row)
  }
  for (const row of rows) if (row.local.deleted) ordered.add(row)
  for (const row of rows) place(row, new Set([row.id]))
  return [...ordered]
}

const encoder = new TextEncoder()

/** About how many bytes of a request it takes. */
export function weighRow({ local }: PushRow<object>): number {
  return local.deleted ? 100 : encoder.encode(JSON.stringify(local.value)).length
}
