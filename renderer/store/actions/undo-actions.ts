import { assertNever } from '#domain/assert-never.ts'
import type { SlotId } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { createBlockList } from '#domain/model/block-list.ts'
import { createDossierId } from '#domain/model/dossier.ts'
import { createHowWeMeetId, type HowWeMeet } from '#domain/model/how-we-meet.ts'
import { createWatchId } from '#domain/model/watch.ts'
import { parseSlotId } from '#domain/model/slot-id.ts'
import type { HistoryEntry } from '#renderer/contract/history-entry.ts'
import type { Outcome, Undone, WorkspaceActions } from '#renderer/contract/screens.ts'
import { pickOwn } from '../derive-workspace.ts'
import type { SavedDossier } from '../history/find-outcome.ts'
import { readState } from '../history/history.ts'
import { undoReachMs } from '../history/history-limits.ts'
import { type ActionContext, done, refuse } from './action-context.ts'
import { createSessionCopyWrites } from './session-copy-writes.ts'
import { listBookedMeanwhile, restoreHours, restoreProfile } from './hours-writes.ts'
import { createSlotWrites } from './slot-writes.ts'
import { listWordsOf, restoreWordsOf } from './restore-words.ts'
import { createUndoDay } from './undo-day.ts'
import { createUndoLaw, type UndoLawParts, type UndoWay } from './undo-law.ts'
import { createUndoMoves } from './undo-moves.ts'
import { noteUndone, withdrawRequest } from './withdraw.ts'

type UndoActions = Pick<WorkspaceActions, 'undo' | 'findUndoRefusal' | 'findLastChange'>

/**
 * Takes back what was done on this device (JN4 to JN8). The way back is a change like any other: what others may have seen is
 * never made unseen, and the gate judges it anew.
 */
export function createUndoActions(context: ActionContext, others: UndoLawParts): UndoActions {
  const { repositories, now, journal } = context
  const slots = createSlotWrites(context)
  const calls = createSessionCopyWrites(context)
  const findWay = createUndoLaw(context, others)
  const moves = createUndoMoves(context)
  const restoreDay = createUndoDay(context, others)

  function findEntry(entryId: string | undefined): HistoryEntry | undefined {
    const { items } = repositories.journal
    if (entryId !== undefined) return items.find(({ id }) => id === entryId)
    const since = now() - undoReachMs
    return items.find(({ outcome, at }) => outcome !== 'undone' && outcome !== 'declined' && at >= since)
  }

  async function removeAll(slotIds: readonly string[]): Promise<Outcome> {
    for (const slotId of slotIds) {
      const outcome = await slots.remove(slotId)
      if (!outcome.ok) return outcome
    }
    return done
  }

  /** The words as they were, typed now; with the former outcome where there was another one. */
  async function restoreWords(entry: HistoryEntry, call: SessionCopy): Promise<Outcome> {
    const { status } = readState<SessionCopy>(entry.before)
    const words = restoreWordsOf(entry, call, now())
    const isCorrection = (status === 'completed' || status === 'no-show') && status !== call.status
    const request = { kind: 'outcome', requestId: context.createId(), outcome: status } as SessionCopy['request']
    return calls.set(call.id, { ...words, wordsEditedAt: now(), ...(isCorrection ? { request } : {}) })
  }

  async function goBack(entry: HistoryEntry, way: UndoWay): Promise<Outcome<unknown>> {
    const [first = '', second = ''] = entry.slotIds
    const startsAt = parseSlotId(first)?.startsAt ?? 0
    const call = calls.find(entry.bookingId ?? '')
    switch (way.kind) {
      case 'remove-slots':
        return removeAll(way.slotIds)
      case 'move-back':
        return slots.move(second, startsAt)
      case 'create-again':
        return slots.create(startsAt)
      case 'withdraw-pencil':
        return repositories.calls.remove(entry.bookingId ?? '')
      case 'withdraw-request':
        return call === undefined ? refuse('no-session') : withdrawRequest(calls, call, entry)
      case 'reschedule-back':
        return others.rescheduleSession(entry.bookingId ?? '', {
          toSlotId: first,
          onlyFrom: second,
          reason: '',
          ...(way.restores === undefined ? {} : { makesSlot: true, restores: way.restores })
        })
      case 'withdraw-wrap-up': {
        if (call === undefined) return refuse('no-session')
        const before = readState<SessionCopy>(entry.before)
        const words = Object.fromEntries(listWordsOf(entry, call).map(field => [field, before[field]]))
        const { request, wordsEditedAt } = before
        return calls.set(call.id, { ...words, request, wordsEditedAt })
      }
      case 'restore-day':
        return restoreDay(way)
      case 'restore-words':
        return call === undefined ? refuse('no-session') : restoreWords(entry, call)
      case 'restore-profile':
        return restoreProfile(context, entry)
      case 'restore-hours':
        return restoreHours(context, entry)
      case 'restore-block': {
        const { blocked } = pickOwn(repositories.calls.items)
        const { studentId, isBlocked } = way
        const ids = isBlocked ? [...blocked, studentId] : [...blocked].filter(id => id !== studentId)
        return repositories.calls.save(createBlockList(ids))
      }
      case 'restore-how-we-meet': {
        // Before the first time nothing was said.
        const before = { way: 'open', ...readState<HowWeMeet>(entry.before) } as const
        return repositories.calls.save({ ...before, id: createHowWeMeetId(context.account.userId), kind: 'meeting' })
      }
      case 'restore-dossier': {
        const { studentId: _, ...words } = readState<SavedDossier>(entry.before)
        const id = createDossierId(way.studentId)
        return repositories.calls.save({ ...words, id, kind: 'dossier', editedAt: now() })
      }
      case 'each': {
        for (const part of way.ways) {
          const outcome = await goBack(part.entry, part.way)
          if (!outcome.ok) return outcome
        }
        return done
      }
      case 'move-each-back':
        return moves.goBack(way)
      case 'remove-watch':
        return repositories.calls.remove(way.id)
      case 'make-watch':
        // Another one: what was removed does not come back by itself (MG10).
        return repositories.calls.save({ ...way.watch, id: createWatchId(context.createId()) })
      case 'restore-watch':
        return repositories.calls.save(way.watch)
      default:
        return assertNever(way)
    }
  }

  /** @returns slots that stay withdrawn */
  async function takeBack(entry: HistoryEntry, way: UndoWay): Promise<Outcome<readonly SlotId[]>> {
    if (way.kind === 'restore-day') return restoreDay(way)
    const outcome = await goBack(entry, way)
    if (!outcome.ok) return outcome
    return { ok: true, value: 'notRestored' in way ? (way.notRestored ?? []) : [] }
  }

  return {
    async undo(entryId): Promise<Outcome<Undone>> {
      const entry = findEntry(entryId)
      if (entry === undefined) return refuse('undo-nothing')
      const way = findWay(entry)
      if ('ok' in way) return way
      const outcome = await takeBack(entry, way)
      if (!outcome.ok) return outcome
      await noteUndone(context, entry, isWithdrawal(way) ? 'withdrawn' : 'reverted')
      const stands = way.kind === 'restore-words' && way.outcomeStands ? { stands: 'outcome' as const } : {}
      const booked = entry.kind === 'hours-saved' ? { booked: listBookedMeanwhile(context, entry) } : {}
      const told = way.kind === 'restore-day' && way.told.length > 0 ? { told: way.told } : {}
      const notRestored = outcome.value.length === 0 ? {} : { notRestored: outcome.value }
      return { ok: true, value: { entry, ...stands, ...booked, ...told, ...notRestored } }
    },
    findUndoRefusal(entry) {
      const way = findWay(entry)
      return 'ok' in way ? way.refusal : undefined
    },
    findLastChange: () => journal.findLast()
  }
}

/** Nobody has heard of it. */
function isWithdrawal(way: UndoWay): boolean {
  if (way.kind === 'move-each-back') return way.moves.length === 0
  return way.kind === 'each' ? way.ways.every(part => isWithdrawal(part.way)) : way.kind.startsWith('withdraw')
}
