import { createActionIds } from '#domain/model/action-id.ts'
import type { SlotId } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { findUnanswered } from '#domain/projection/waiting.ts'
import { type MoveOpinion, type MoveWorld, planMoves } from '#domain/rules/plan-moves.ts'
import type { HistoryEntry } from '#renderer/contract/history-entry.ts'
import type { Outcome, Refused } from '#renderer/contract/screens.ts'
import { type ActionContext, done, refuse } from './action-context.ts'
import { type AskedMove, createMoveWrites } from './move-writes.ts'
import { createOnlyFrom, findUndoMoveRefusal } from './only-from.ts'
import { createRescheduleJudge } from './reschedule-judge.ts'
import { createSessionCopyWrites } from './session-copy-writes.ts'
import { withdrawRequest } from './withdraw.ts'

/** How several sessions that were moved at once go back: what has not left the device is withdrawn, the others are moved, in this order. */
export interface MovesBack {
  readonly kind: 'move-each-back'
  readonly withdraws: readonly { readonly call: SessionCopy; readonly entry: HistoryEntry }[]
  readonly moves: readonly AskedMove[]
  /** Slots that gave way and cannot be open again (RS15). */
  readonly notRestored: readonly SlotId[]
}

interface MoveBack extends AskedMove {
  readonly restores: readonly SlotId[]
}

/** Takes back a move of this and all following (JN10): each session where it was, judged with those before it back in place. */
export function createUndoMoves(context: ActionContext) {
  const writes = createSessionCopyWrites(context)
  const { judge, readWorld, toMaking } = createRescheduleJudge(context)
  const askEach = createMoveWrites(context)

  function toMoveBack(call: SessionCopy, { requestId, slotIds: [from = ''] }: HistoryEntry, id: string): MoveBack {
    const isAnywhere = call.partyRole === 'coach' && context.hasCapability('move-anywhere')
    const restores = isAnywhere && call.madeSlot?.requestId === requestId ? (call.madeSlot?.gaveWay ?? []) : []
    const making = isAnywhere ? toMaking(restores) : {}
    const only = createOnlyFrom(context, call.slotId)
    return { call, restores, request: { kind: 'reschedule', requestId: id, toSlotId: from, ...making, ...only } }
  }

  function judgeBack({ call, request }: MoveBack, world: MoveWorld): MoveOpinion<Refused> {
    const judged = judge(call, request, world)
    return 'ok' in judged ? { kind: 'refused', reason: judged } : { kind: 'granted', effect: judged }
  }

  return {
    /** @param parts one for each session */
    judge(parts: readonly HistoryEntry[]): MovesBack | Refused {
      const withdraws: { readonly call: SessionCopy; readonly entry: HistoryEntry }[] = []
      const back: MoveBack[] = []
      // The way back is one action, too: the other party is told of it once.
      const createRequestId = createActionIds(context.createId)
      for (const entry of parts) {
        const call = writes.find(entry.bookingId ?? '')
        if (call === undefined) return refuse('no-session')
        if (findUnanswered(call)?.requestId === entry.requestId) {
          if (context.findPending(call.id) !== 'saved-here') return refuse('undo-waiting')
          withdraws.push({ call, entry })
          continue
        }
        // It stayed where it was: there is nothing to take back.
        const answer = call.lastRequest
        if (answer?.requestId === entry.requestId && answer?.verdict === 'declined') continue
        if (call.slotId !== entry.slotIds[1]) return refuse('undo-changed')
        back.push(toMoveBack(call, entry, createRequestId()))
      }
      const [first] = back
      if (first === undefined) {
        return withdraws.length === 0
          ? refuse('undo-declined')
          : { kind: 'move-each-back', withdraws, moves: [], notRestored: [] }
      }
      const unsafe = findUndoMoveRefusal(context)
      if (unsafe !== undefined) return unsafe
      const moves: AskedMove[] = []
      const notRestored: SlotId[] = []
      for (const { move, opinion } of planMoves(back, readWorld(first.call), judgeBack).planned) {
        if (opinion.kind === 'refused') return opinion.reason
        const open = new Set([move.request.toSlotId, ...opinion.effect.restore.map(({ id }) => id)])
        notRestored.push(...move.restores.filter(id => !open.has(id)))
        moves.push(move)
      }
      return { kind: 'move-each-back', withdraws, moves, notRestored }
    },

    async goBack({ withdraws, moves }: MovesBack): Promise<Outcome> {
      for (const { call, entry } of withdraws) {
        const outcome = await withdrawRequest(writes, call, entry)
        if (!outcome.ok) return outcome
      }
      const asked = moves.length === 0 ? [] : await askEach(moves)
      const [failed] = asked.flatMap(date => (date.kind === 'refused' ? [date.refusal] : []))
      return failed === undefined ? done : refuse(failed)
    }
  }
}
