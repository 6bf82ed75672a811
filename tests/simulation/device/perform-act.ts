import { listActions } from '#domain/actions/list-actions.ts'
import { toEditedActions } from '#domain/actions/plan-actions.ts'
import { findWantedStart } from '#domain/hours/list-starts.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Slot } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { dayMs } from '#domain/time/durations.ts'
import { overlaps } from '#domain/time/interval.ts'
import type { HistoryEntry, Outcome, WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { listParts } from '#renderer/store/history/parts.ts'
import type { PersonAct } from '../plan/act.ts'
import { performOwnAct } from './perform-own-act.ts'
import { bookSeries, moveFollowing } from './perform-series-act.ts'
import type { Deed, Did, TakenBack } from './protocol.ts'

const idle: Deed = { kind: 'idle' }

/**
 * Does what a person would do on a device's screens, with what they show at this moment.
 * @param onIntent hears beforehand what will be given up, should it be done
 */
export async function performAct(
  act: PersonAct,
  state: WorkspaceStoreState,
  userId: string,
  onIntent: (givenUp: Did) => void = () => undefined
): Promise<Deed> {
  const ownSlots = state.slots.filter(({ coachId }) => coachId === userId)
  switch (act.kind) {
    case 'create-slot': {
      onIntent({ reachedFor: createSlotId(userId, act.startsAt) })
      const outcome = await state.createSlot(act.startsAt)
      return toDeed(outcome, outcome.ok ? { created: outcome.value } : {})
    }
    case 'move-slot': {
      const slot = choose(ownSlots.filter(isChangeable), act.pick)
      if (slot === undefined) return idle
      const startsAt = slot.startsAt + act.byMs
      const skipped = findSkipped(slot, state)
      onIntent({ removed: slot.id, reachedFor: createSlotId(userId, startsAt) })
      const outcome = await state.moveSlot(slot.id, startsAt)
      return toDeed(outcome, outcome.ok ? { created: outcome.value, removed: slot.id, skipped } : {})
    }
    case 'remove-slot': {
      const slot = choose(ownSlots.filter(isChangeable), act.pick)
      if (slot === undefined) return idle
      onIntent({ removed: slot.id })
      const skipped = findSkipped(slot, state)
      return toDeed(await state.removeSlot(slot.id), { removed: slot.id, skipped })
    }
    case 'reopen-slot': {
      const slot = choose(
        ownSlots.filter(({ status }) => status === 'declined'),
        act.pick
      )
      if (slot === undefined) return idle
      onIntent({ reachedFor: slot.id })
      return toDeed(await state.reopenSlot(slot.id), { created: slot.id })
    }
    case 'claim': {
      const open = state.slots.filter(({ status, startsAt }) => status === 'open' && startsAt > state.now())
      const picked = choose(open, act.pick)
      const rival = open.find(slot => picked !== undefined && slot !== picked && overlaps(slot, picked))
      const slot = act.rival === true ? rival : picked
      if (slot === undefined) return idle
      onIntent({ reachedFor: slot.id })
      const outcome = await state.claimSlot(slot.id, act.words)
      const typed = act.words === undefined ? {} : { typed: act.words }
      return toDeed(outcome, outcome.ok ? { claimed: { bookingId: outcome.value, slotId: slot.id }, ...typed } : {})
    }
    case 'cancel': {
      const call = choose(
        state.calls.filter(({ status }) => status === 'confirmed'),
        act.pick
      )
      if (call === undefined) return idle
      const { words: reason, reopenSlot } = act
      return toDeed(await state.cancelSession(call.id, { reason, reopenSlot }), { typed: reason })
    }
    case 'reschedule': {
      const call = choose(
        state.calls.filter(({ status }) => status === 'confirmed'),
        act.pick
      )
      const coachId = call?.partyRole === 'coach' ? userId : call?.otherId
      const target = choose(
        state.slots.filter(slot => slot.coachId === coachId && slot.status === 'open'),
        act.toPick
      )
      if (call === undefined || target === undefined) return idle
      const { words: reason, reopenSlot } = act
      onIntent({ reachedFor: target.id })
      const outcome = await state.rescheduleSession(call.id, { toSlotId: target.id, reason, reopenSlot })
      return toDeed(outcome, { typed: reason, reachedFor: target.id })
    }
    case 'move-anywhere': {
      const call = choose(
        state.calls.filter(({ status }) => status === 'confirmed'),
        act.pick
      )
      if (call === undefined) return idle
      const { startsAt, words: reason, reopenSlot } = act
      const toSlotId = createSlotId(userId, startsAt)
      onIntent({ reachedFor: toSlotId })
      const outcome = await state.rescheduleSession(call.id, { toSlotId, reason, reopenSlot, makesSlot: true })
      return toDeed(outcome, { typed: reason, reachedFor: toSlotId })
    }
    case 'cancel-day': {
      const call = choose(
        state.calls.filter(({ status }) => status === 'confirmed'),
        act.pick
      )
      if (call === undefined) return idle
      const startsAt = Math.floor(call.startsAt / dayMs) * dayMs
      const day = { startsAt, endsAt: startsAt + dayMs }
      onIntent({ withdrawn: state.planDay(day).slots.map(({ id }) => id) })
      const outcome = await state.cancelDay(day, act.words)
      if (!outcome.ok) return toDeed(outcome, {})
      const { cancelled, withdrawn } = outcome.value
      return toDeed(outcome, { withdrawn, ...(cancelled === 0 ? {} : { typed: act.words, illOn: day }) })
    }
    case 'pencil-in': {
      const slot = choose(
        ownSlots.filter(({ status }) => status === 'open'),
        act.pick
      )
      const studentId = choose(listMet(state), act.toPick)
      if (slot === undefined || studentId === undefined) return idle
      onIntent({ reachedFor: slot.id })
      const outcome = await state.pencilIn(slot.id, studentId)
      return toDeed(outcome, outcome.ok ? { pencilled: { bookingId: outcome.value, slotId: slot.id, studentId } } : {})
    }
    case 'book-series':
      return bookSeries(act, state, userId, onIntent)
    case 'move-following':
      return moveFollowing(act, state, userId, onIntent)
    case 'withdraw': {
      const call = choose(
        state.calls.filter(({ status, request }) => status === 'pencilled' || request !== undefined),
        act.pick
      )
      if (call === undefined) return idle
      const takenBack = { slotIds: [], bookingId: call.id, before: '', after: JSON.stringify(call.request ?? '') }
      onIntent({ takenBack })
      return toDeed(await state.withdrawUnsent(call.id), { takenBack })
    }
    case 'undo': {
      const last = state.journal.find(({ outcome }) => outcome !== 'undone' && outcome !== 'declined')
      if (last !== undefined) onIntent(toTakenBack(last, state.journal))
      const outcome = await state.undo()
      return toDeed(outcome, outcome.ok ? toTakenBack(outcome.value.entry, state.journal) : {})
    }
    case 'wrap-up': {
      const call = choose(listHeld(state), act.pick)
      if (call === undefined) return idle
      const { score: satisfaction, words } = act
      const notes = append(call.notes, words)
      return toDeed(await state.wrapUp(call.id, { outcome: 'completed', satisfaction, notes }), { typed: words })
    }
    case 'follow-up': {
      const call = choose(listHeld(state), act.pick)
      if (call === undefined) return idle
      const followUps = [...(call.followUps ?? []), { text: act.words, done: false }]
      return toDeed(await state.wrapUp(call.id, { outcome: 'completed', followUps }), { typed: act.words })
    }
    case 'write-dossier': {
      const id = choose(listMet(state), act.pick)
      if (id === undefined) return idle
      const dossier = state.dossiers.get(id)
      const { goals, background, tags, agreedToLog } = dossier ?? {}
      const words = { goals: append(goals, act.words), background, tags, agreedToLog }
      return toDeed(await state.saveDossier({ id, name: '' }, words), { typed: act.words })
    }
    case 'agree': {
      const call = choose(listHeld(state), act.pick)
      if (call === undefined) return idle
      const added = (['student', 'coach'] as const).map(owner => ({
        text: owner === 'coach' ? `${privateMark}${act.words}` : act.words,
        owner,
        isDone: false
      }))
      const actions = [...toEditedActions(call), ...added]
      const summary = append(call.summary, act.words)
      return toDeed(await state.wrapUp(call.id, { outcome: 'completed', summary, actions }), { typed: act.words })
    }
    case 'tick': {
      const own = state.calls.flatMap(call =>
        listActions(call).filter(({ owner, state: how }) => owner === call.partyRole && how === 'open')
      )
      const action = choose(own, act.pick)
      if (action === undefined) return idle
      return toDeed(await state.setActionDone(action.bookingId, action.id, true), {})
    }
    case 'review': {
      const call = choose(listHeld(state), act.pick)
      if (call === undefined) return idle
      const text = append(call.review?.text, act.words)
      return toDeed(await state.saveReview(call.id, { score: act.score, text }), { typed: act.words })
    }
    case 'save-hours': {
      const { weekday, starts, weeksAhead } = act
      return toDeed(await state.saveHours({ weekly: [{ weekday, starts }], weeksAhead }), {})
    }
    case 'day-off': {
      const { date, isOff } = act
      return toDeed(await state.saveHours({ dates: { from: date, to: date, starts: isOff ? [] : 'as-usual' } }), {})
    }
    case 'be-busy':
    case 'block':
    case 'unblock':
    case 'choose-who-books':
    case 'wait':
    case 'stop-waiting':
      return performOwnAct(act, state, userId)
    default: {
      const own = state.coaches.find(({ id }) => id === userId)
      if (own === undefined) return idle
      const { id: _, ...profile } = own
      return toDeed(await state.saveProfile({ ...profile, bio: append(own.bio, act.words) }), { typed: act.words })
    }
  }
}

/** Begins the text of an action that is its coach's alone. */
export const privateMark = 'private '

/** What hours want where an open slot is: they are not to fill it again. */
function findSkipped({ coachId, startsAt, status }: Slot, { coaches, now }: WorkspaceStoreState): Did['skipped'] {
  const coach = coaches.find(({ id }) => id === coachId)
  if (coach?.availability === undefined || status !== 'open' || startsAt <= now()) return undefined
  return findWantedStart(coach.availability, coach.zone, startsAt)
}

/** Of a change of several sessions each is taken back by itself. The words of a day that was cancelled are in the entries of its sessions. */
function toTakenBack(entry: HistoryEntry, journal: readonly HistoryEntry[]): Did {
  const ofDay = (part: HistoryEntry) => part.requestId !== undefined && entry.after?.includes(part.requestId) === true
  const parts = entry.kind === 'day-cancelled' ? journal.filter(ofDay) : listParts(entry)
  return { takenBack: pickTakenBack(entry), more: parts.map(part => ({ takenBack: pickTakenBack(part) })) }
}

function pickTakenBack({ slotIds, bookingId, before = '', after = '' }: HistoryEntry): TakenBack {
  return { slotIds, bookingId, before, after }
}

function toDeed(outcome: Outcome<unknown>, did: Did): Deed {
  return outcome.ok ? { kind: 'done', did } : { kind: 'refused', refusal: outcome.refusal }
}

function choose<T>(list: readonly T[], pick: number): T | undefined {
  return list[Math.floor(pick * list.length)]
}

const isChangeable = ({ status }: Slot): boolean => status === 'open' || status === 'declined'

function listMet({ calls }: WorkspaceStoreState): readonly string[] {
  return [...new Set(calls.map(({ otherId }) => otherId))].sort()
}

/** Sessions that can be written about; before the first one has begun those to come, which is refused. */
function listHeld({ calls, now }: WorkspaceStoreState): readonly SessionCopy[] {
  const kept = calls.filter(({ status }) => status !== 'cancelled' && status !== 'declined')
  const begun = kept.filter(({ startsAt }) => startsAt <= now())
  return begun.length > 0 ? begun : kept
}

/** Nobody deletes: what was typed before stays, so that it has to be somewhere in the end. */
function append(before: string | undefined, words: string): string {
  return before === undefined || before === '' ? words : `${before} ${words}`
}
