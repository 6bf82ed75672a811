import { assertNever } from '#domain/assert-never.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { listWordsOf } from './restore-words.ts'
import { isSameHours } from '#domain/hours/change-hours.ts'
import { type CoachProfile, coachProfileSchema } from '#domain/model/coach-profile.ts'
import type { BookingId, SlotId } from '#domain/model/primitives.ts'
import { maxWatches } from '#domain/model/limits.ts'
import { isWatchStanding, type Watch, watchSchema } from '#domain/model/watch.ts'
import type { HowWeMeet } from '#domain/model/how-we-meet.ts'
import { parseSlotId } from '#domain/model/slot-id.ts'
import { findUnanswered } from '#domain/projection/waiting.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { dropUnknown } from '#domain/versions/unknown-fields.ts'
import type { HistoryEntry } from '#renderer/contract/history-entry.ts'
import type { Refused, WorkspaceActions } from '#renderer/contract/screens.ts'
import { pickOwn } from '../derive-workspace.ts'
import { asksForSame, holdsWords, type SavedDossier, saysDossier, saysHowWeMeet } from '../history/find-outcome.ts'
import { readState } from '../history/history.ts'
import { listParts } from '../history/parts.ts'
import { type ActionContext, refuse } from './action-context.ts'
import type { TakenBack } from '../day-plan.ts'
import type { CancelledDay } from './day-actions.ts'
import { findUndoMoveRefusal } from './only-from.ts'
import { listOwnTakes } from './read-booking.ts'
import { createSessionCopyWrites } from './session-copy-writes.ts'
import { createUndoMoves, type MovesBack } from './undo-moves.ts'

export type UndoLawParts = Pick<
  WorkspaceActions,
  'findSlotRefusal' | 'findRescheduleRefusal' | 'pencilIn' | 'previewMove' | 'rescheduleSession'
>

/** How a change is taken back. `withdraw`: nobody has heard of it, and it is as if it had never been. */
export type UndoWay =
  | { readonly kind: 'remove-slots'; readonly slotIds: readonly string[] }
  | { readonly kind: 'move-back' }
  | { readonly kind: 'create-again' }
  | { readonly kind: 'withdraw-pencil' }
  | { readonly kind: 'withdraw-request' }
  | { readonly kind: 'withdraw-wrap-up' }
  /** `restores`: slots that gave way to the move, of which `notRestored` cannot be open again; absent where a slot is needed to move there. */
  | {
      readonly kind: 'reschedule-back'
      readonly restores?: readonly SlotId[]
      readonly notRestored?: readonly SlotId[]
    }
  /** `outcomeStands`: how the session went is on record beside the words, and stays there. */
  | { readonly kind: 'restore-words'; readonly outcomeStands: boolean }
  /** Slots to be made again, sessions whose cancellation has not left the device, and who has been told of theirs. */
  | {
      readonly kind: 'restore-day'
      readonly slotIds: readonly SlotId[]
      /** Slots whose hours are over, or taken by something else. */
      readonly notRestored: readonly SlotId[]
      readonly withdraws: readonly BookingId[]
      readonly told: readonly string[]
      /** What was pencilled in and had not been sent. */
      readonly pencils: readonly TakenBack[]
    }
  | { readonly kind: 'restore-profile' }
  /** Of a change of several sessions: each by its own way. */
  | { readonly kind: 'each'; readonly ways: readonly { readonly entry: HistoryEntry; readonly way: UndoWay }[] }
  | MovesBack
  | { readonly kind: 'restore-hours' }
  | { readonly kind: 'restore-block'; readonly studentId: string; readonly isBlocked: boolean }
  | { readonly kind: 'restore-how-we-meet' }
  | { readonly kind: 'restore-dossier'; readonly studentId: string }
  | { readonly kind: 'remove-watch'; readonly id: string }
  | { readonly kind: 'make-watch'; readonly watch: Watch }
  | { readonly kind: 'restore-watch'; readonly watch: Watch }

/** Whether a change may be taken back now, by the rules that it would be judged by, and how (JN4 to JN8). */
export function createUndoLaw(
  context: ActionContext,
  others: UndoLawParts
): (entry: HistoryEntry) => UndoWay | Refused {
  const { repositories, account, findPending, now } = context
  const calls = createSessionCopyWrites(context)
  const moves = createUndoMoves(context)

  function judgeCreated({ slotIds }: HistoryEntry): UndoWay | Refused {
    const left = slotIds.filter(id => repositories.slots.find(id) !== undefined)
    return left.length === 0 ? refuse('undo-changed') : (findTaken(left) ?? { kind: 'remove-slots', slotIds: left })
  }

  function findTaken(slotIds: readonly string[]): Refused | undefined {
    const takes = listOwnTakes(context)
    const taken = slotIds.find(id => repositories.slots.find(id)?.status === 'booked' || takes.has(id))
    return taken === undefined
      ? undefined
      : refuse(takes.has(taken) ? 'slot-spoken-for' : 'slot-booked', { slotId: taken })
  }

  function judgeMoved({ slotIds: [from = '', to = ''] }: HistoryEntry): UndoWay | Refused {
    if (repositories.slots.find(to) === undefined) return refuse('undo-changed')
    return findTaken([to]) ?? others.findSlotRefusal(startOf(from), to) ?? { kind: 'move-back' }
  }

  function judgePencilled({ bookingId = '' }: HistoryEntry): UndoWay | Refused {
    const call = calls.find(bookingId)
    if (call === undefined) return refuse('undo-changed')
    if (call.status !== 'pencilled') return refuse('undo-booking')
    return isHere(bookingId) ? { kind: 'withdraw-pencil' } : refuse('undo-waiting')
  }

  /** The request of this change, as long as it has no answer. */
  function isStillAsked(call: SessionCopy, { requestId }: HistoryEntry): boolean {
    return requestId !== undefined && findUnanswered(call)?.requestId === requestId
  }

  function judgeAsked(entry: HistoryEntry): UndoWay | Refused {
    const { bookingId = '', kind, slotIds } = entry
    const call = calls.find(bookingId)
    if (call === undefined) return refuse('no-session')
    if (isStillAsked(call, entry)) return isHere(bookingId) ? { kind: 'withdraw-request' } : refuse('undo-waiting')
    if (kind === 'cancel-asked') return refuse('undo-told')
    const [from, to] = slotIds
    if (call.slotId !== to) return refuse('undo-changed')
    const unsafe = findUndoMoveRefusal(context)
    if (unsafe !== undefined) return unsafe
    const isAnywhere = call.partyRole === 'coach' && context.hasCapability('move-anywhere')
    if (!isAnywhere) return others.findRescheduleRefusal(bookingId, from) ?? { kind: 'reschedule-back' }
    // Back to where it was, whatever has become of the slot, with what gave way to it (RS15).
    const restores = call.madeSlot?.requestId === entry.requestId ? (call.madeSlot?.gaveWay ?? []) : []
    const preview = others.previewMove(bookingId, startOf(from), restores)
    if (!preview.ok) return preview
    const notRestored = restores.filter(id => !preview.restored.includes(id))
    return { kind: 'reschedule-back', restores, ...(notRestored.length === 0 ? {} : { notRestored }) }
  }

  function judgeWords(entry: HistoryEntry): UndoWay | Refused {
    const { bookingId = '' } = entry
    const call = calls.find(bookingId)
    if (call === undefined) return refuse('no-session')
    const before = readState<SessionCopy>(entry.before)
    if (!holdsWords(call, readState<SessionCopy>(entry.after))) return refuse('undo-changed')
    if (isStillAsked(call, entry)) return isHere(bookingId) ? { kind: 'withdraw-wrap-up' } : refuse('undo-waiting')
    const isCorrected = before.status !== undefined && before.status !== 'confirmed' && before.status !== call.status
    if (!isCorrected && listWordsOf(entry, call).every(field => isSame(call[field], before[field])))
      return refuse('undo-outcome')
    return calls.judgeWords(call) ?? { kind: 'restore-words', outcomeStands: before.status === 'confirmed' }
  }

  function judgeProfile({ before, after }: HistoryEntry): UndoWay | Refused {
    const { id: _, ...current } = repositories.users.find(account.userId) ?? { id: '' }
    // Hours have an undo of their own, and change with every slot that is removed.
    const typed = coachProfileSchema.omit({ availability: true, gapMin: true })
    const known = (value: object) => dropUnknown<object>(typed, value)
    const isChanged = before === undefined || !isSame(known(current), known(readState<CoachProfile>(after)))
    return isChanged ? refuse('undo-changed') : { kind: 'restore-profile' }
  }

  function judgeHours({ before, after }: HistoryEntry): UndoWay | Refused {
    const current = repositories.users.find(account.userId)
    if (current === undefined || before === undefined) return refuse('undo-changed')
    const isChanged = !isSameHours(current, readState<CoachProfile>(after))
    return isChanged ? refuse('undo-changed') : { kind: 'restore-hours' }
  }

  function judgeBlock({ kind, after }: HistoryEntry): UndoWay | Refused {
    const { studentId = '' } = readState<{ readonly studentId: string }>(after)
    const isBlocked = kind === 'student-blocked'
    const isStill = pickOwn(repositories.calls.items).blocked.has(studentId) === isBlocked
    return isStill ? { kind: 'restore-block', studentId, isBlocked: !isBlocked } : refuse('undo-changed')
  }

  function judgeHowWeMeet({ after }: HistoryEntry): UndoWay | Refused {
    const { howWeMeet } = pickOwn(repositories.calls.items)
    const isStill = howWeMeet !== undefined && saysHowWeMeet(howWeMeet, readState<HowWeMeet>(after))
    return isStill ? { kind: 'restore-how-we-meet' } : refuse('undo-changed')
  }

  function judgeDossier({ after }: HistoryEntry): UndoWay | Refused {
    const { studentId = '', ...kept } = readState<SavedDossier>(after)
    const dossier = pickOwn(repositories.calls.items).dossiers.get(studentId)
    const isStill = dossier !== undefined && saysDossier(dossier, kept)
    return isStill ? { kind: 'restore-dossier', studentId } : refuse('undo-changed')
  }

  function judgeDay(entry: HistoryEntry): UndoWay | Refused {
    const { asked = [], takenBack: pencils = [] } = readState<CancelledDay>(entry.after)
    const withdraws = asked.flatMap(({ bookingId, requestId }) => {
      const call = calls.find(bookingId)
      return call !== undefined && findUnanswered(call)?.requestId === requestId && isHere(bookingId) ? [bookingId] : []
    })
    const slotIds = entry.slotIds.filter(id => others.findSlotRefusal(startOf(id)) === undefined)
    if (withdraws.length + slotIds.length + pencils.length === 0)
      return refuse(asked.length > 0 ? 'undo-told' : 'undo-changed')
    const notRestored = entry.slotIds.filter(id => !slotIds.includes(id) && repositories.slots.find(id) === undefined)
    const sent = asked
      .filter(({ bookingId }) => !withdraws.includes(bookingId))
      .map(({ bookingId }) => calls.find(bookingId))
    const told = sent.flatMap(call =>
      call?.status === 'cancelled' || call?.request !== undefined ? [call.otherName] : []
    )
    return { kind: 'restore-day', slotIds, notRestored, withdraws, told, pencils }
  }

  function judgeWatch({ kind, before, after }: HistoryEntry): UndoWay | Refused {
    const { watches } = pickOwn(repositories.calls.items)
    if (kind === 'watch-removed') {
      const watch = watchSchema.safeParse(readState<Watch>(before)).data
      if (watch === undefined || !isWatchStanding(watch, now())) return refuse('undo-changed')
      return watches.filter(one => isWatchStanding(one, now())).length < maxWatches
        ? { kind: 'make-watch', watch }
        : refuse('too-many-watches')
    }
    const made = readState<Watch>(after)
    const found = watches.find(({ id }) => id === made.id)
    if (found === undefined) return refuse('undo-changed')
    if (kind === 'watch-made') return { kind: 'remove-watch', id: found.id }
    const former = watchSchema.safeParse(readState<Watch>(before)).data
    if (former === undefined || !asksForSame(found, made) || !isWatchStanding(former, now()))
      return refuse('undo-changed')
    return { kind: 'restore-watch', watch: former }
  }

  function isHere(id: string): boolean {
    return findPending(id) === 'saved-here'
  }

  /** Lawful only where it is for each of them (JN10). */
  function judgeEach(entry: HistoryEntry): UndoWay | Refused {
    const ways: { readonly entry: HistoryEntry; readonly way: UndoWay }[] = []
    const parts = listParts(entry).filter(({ outcome }) => outcome !== 'undone')
    if (entry.kind === 'reschedule-asked') return moves.judge(parts)
    for (const part of parts) {
      const way = judgeOne(part)
      if ('ok' in way) return way
      ways.push({ entry: part, way })
    }
    return { kind: 'each', ways }
  }

  return entry => (entry.parts === undefined || entry.outcome === 'undone' ? judgeOne(entry) : judgeEach(entry))

  function judgeOne(entry: HistoryEntry): UndoWay | Refused {
    if (entry.outcome === 'undone') return refuse('undo-done')
    if (entry.outcome === 'declined') return refuse('undo-declined')
    switch (entry.kind) {
      case 'slots-created':
        return judgeCreated(entry)
      case 'slot-moved':
        return judgeMoved(entry)
      case 'slot-removed':
        return others.findSlotRefusal(startOf(entry.slotIds[0])) ?? { kind: 'create-again' }
      case 'day-cancelled':
        return judgeDay(entry)
      case 'slot-reopened':
        return refuse('undo-reopened')
      case 'slot-claimed':
        return refuse('undo-booking')
      case 'pencilled':
        return judgePencilled(entry)
      case 'cancel-asked':
      case 'reschedule-asked':
        return judgeAsked(entry)
      case 'wrapped-up':
      case 'reviewed':
      case 'ticked':
      case 'paid-noted':
        return judgeWords(entry)
      case 'profile-saved':
        return judgeProfile(entry)
      case 'hours-saved':
        return judgeHours(entry)
      case 'student-blocked':
      case 'student-unblocked':
        return judgeBlock(entry)
      case 'how-we-meet-saved':
        return judgeHowWeMeet(entry)
      case 'dossier-saved':
        return judgeDossier(entry)
      case 'watch-made':
      case 'watch-changed':
      case 'watch-removed':
        return judgeWatch(entry)
      default:
        return assertNever(entry.kind)
    }
  }
}

function startOf(slotId: string | undefined): number {
  return parseSlotId(slotId ?? '')?.startsAt ?? 0
}
