import { assertNever } from '#domain/assert-never.ts'
import { blockListId } from '#domain/model/block-list.ts'
import { createDossierId, dossierFields } from '#domain/model/dossier.ts'
import type { DossierWords } from '#domain/merge/join-dossier.ts'
import { type HowWeMeet, howWeMeetSchema } from '#domain/model/how-we-meet.ts'
import type { Action, Tick } from '#domain/model/action.ts'
import { type SessionCopy, sessionCopySchema, type WordField, wordFields } from '#domain/model/session-copy.ts'
import { type CoachProfile, coachProfileSchema } from '#domain/model/coach-profile.ts'
import { isSameHours } from '#domain/hours/change-hours.ts'
import type { Notice, NoticeTopic } from '#domain/model/notice.ts'
import { type Watch, watchSchema } from '#domain/model/watch.ts'
import type { Slot } from '#domain/model/slot.ts'
import { findTold } from '#domain/notices/series-notice.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { dropUnknown } from '#domain/versions/unknown-fields.ts'
import type { HistoryEntry } from '#renderer/contract/history-entry.ts'
import type { WorkspaceData } from '#renderer/contract/screens.ts'
import type { CancelledDay } from '../actions/day-actions.ts'
import { readState } from './history.ts'
import { joinOutcomes, listParts, type SettledOutcome } from './parts.ts'

/** What this device holds, as far as it tells what became of a change. */
export interface Traces {
  readonly findSlot: (id: string) => Slot | undefined
  readonly findCall: (id: string) => SessionCopy | undefined
  readonly findProfile: () => CoachProfile | undefined
  readonly findOwn: () => Pick<WorkspaceData, 'blocked' | 'howWeMeet' | 'dossiers' | 'watches'>
  readonly notices: readonly Notice[]
  /** Whether the server has not confirmed a document. */
  readonly isUnsent: (id: string) => boolean
}

const waiting: SettledOutcome = { outcome: 'waiting' }
const confirmed: SettledOutcome = { outcome: 'confirmed' }
const adjusted: SettledOutcome = { outcome: 'adjusted' }

/** What has become of a change that waits, or that was taken back before it was known to be sent (JN3). */
export function findOutcome(entry: HistoryEntry, traces: Traces): SettledOutcome {
  if (entry.parts === undefined) return findOutcomeOfOne(entry, traces)
  const left = listParts(entry).filter(part => part.outcome !== 'undone' || entry.outcome === 'undone')
  return joinOutcomes(left.map(part => findOutcomeOfOne(part, traces)))
}

function findOutcomeOfOne(entry: HistoryEntry, traces: Traces): SettledOutcome {
  switch (entry.kind) {
    case 'day-cancelled':
      return findDayOutcome(entry, traces)
    case 'slots-created':
    case 'slot-moved':
    case 'slot-reopened':
      return findSlotsOutcome(entry, traces)
    case 'slot-removed':
      return findRemovalOutcome(entry, traces)
    case 'slot-claimed':
    case 'pencilled':
      return findBookingOutcome(entry, traces)
    case 'cancel-asked':
    case 'reschedule-asked':
      return findRequestOutcome(entry, traces)
    case 'wrapped-up':
    case 'reviewed':
    case 'ticked':
    case 'paid-noted':
      return findWordsOutcome(entry, traces)
    case 'profile-saved':
      return findProfileOutcome(entry, traces)
    case 'hours-saved':
      return findHoursOutcome(entry, traces)
    case 'student-blocked':
    case 'student-unblocked':
      return findBlockOutcome(entry, traces)
    case 'how-we-meet-saved':
      return findHowWeMeetOutcome(entry, traces)
    case 'dossier-saved':
      return findDossierOutcome(entry, traces)
    case 'watch-made':
    case 'watch-changed':
    case 'watch-removed':
      return findWatchOutcome(entry, traces)
    default:
      return assertNever(entry.kind)
  }
}

function findSlotsOutcome({ kind, slotIds, at }: HistoryEntry, traces: Traces): SettledOutcome {
  // Of a move it is the new slot that was judged.
  const ids = kind === 'slot-moved' ? slotIds.slice(1) : slotIds
  if (ids.some(traces.isUnsent)) return waiting
  for (const id of ids) {
    const slot = traces.findSlot(id)
    if (slot?.status === 'declined') return { outcome: 'declined', reason: slot.decline?.reason }
    const notice = findNotice(traces, id, at, ['write-refused', 'slot-booked-meanwhile', 'edit-met-deletion'])
    if (slot === undefined && notice !== undefined) return declinedBy(notice)
  }
  return confirmed
}

function findRemovalOutcome({ slotIds: [id = ''], at }: HistoryEntry, traces: Traces): SettledOutcome {
  if (traces.isUnsent(id)) return waiting
  const notice = findNotice(traces, id, at, ['slot-booked-meanwhile', 'write-refused'])
  return notice === undefined ? confirmed : declinedBy(notice)
}

/** The cancellations have entries of their own; this one waits for all of them. */
function findDayOutcome(entry: HistoryEntry, traces: Traces): SettledOutcome {
  const { asked = [] } = readState<CancelledDay>(entry.after)
  const parts = [
    ...entry.slotIds.map(id => findRemovalOutcome({ ...entry, slotIds: [id] }, traces)),
    ...asked.map(one => findRequestOutcome({ ...entry, ...one }, traces))
  ]
  const open = parts.find(({ outcome }) => outcome === 'waiting')
  if (open !== undefined) return open
  const refused = parts.filter(({ outcome }) => outcome !== 'confirmed')
  if (refused.length === 0) return confirmed
  return refused.length === parts.length ? (refused[0] ?? confirmed) : adjusted
}

function findRequestOutcome(entry: HistoryEntry, traces: Traces): SettledOutcome {
  return findAnswer(entry, traces) ?? (isCopyUnsent(entry, traces) ? waiting : findUnanswered(entry, traces))
}

function findBookingOutcome(entry: HistoryEntry, traces: Traces): SettledOutcome {
  const { bookingId = '', slotIds, at } = entry
  const call = traces.findCall(bookingId)
  if (call !== undefined && call.status !== 'pencilled') {
    return call.status === 'declined' ? { outcome: 'declined', reason: call.decline?.reason } : confirmed
  }
  if (call !== undefined) return waiting
  const lost = traces.notices
    .filter(({ topic }) => topic !== 'session-added')
    .flatMap(notice => findTold(notice, bookingId) ?? [])
  if (lost[0] !== undefined) return declinedBy(lost[0])
  const [slotId = ''] = slotIds
  const slot = traces.findSlot(slotId)
  if (slot?.bookingId === bookingId) return slot.status === 'booked' ? confirmed : waiting
  const refused = findNotice(traces, slotId, at, ['write-refused', 'claim-lost'])
  if (refused !== undefined) return declinedBy(refused)
  // Refused without a word: the student holds the slot already.
  return traces.isUnsent(slotId) || traces.isUnsent(bookingId) ? waiting : { outcome: 'declined' }
}

/** The server's answer to a request, where it has come (JN3). */
function findAnswer({ bookingId = '', requestId }: HistoryEntry, traces: Traces): SettledOutcome | undefined {
  const call = traces.findCall(bookingId)
  const answer = call?.lastRequest
  if (call === undefined || requestId === undefined || answer?.requestId !== requestId) return undefined
  if (answer.verdict === 'accepted') return confirmed
  // Another device of the same person had cancelled it before: it is as it was wished.
  const isCancelled = answer.kind === 'cancel' && answer.reason === 'already-cancelled'
  const isOwnCancellation = isCancelled && call.cancellation?.by === call.partyRole
  return isOwnCancellation ? confirmed : { outcome: 'declined', reason: answer.reason }
}

/** Stored, and not answered: the answer is on its way, or another request took this one's place. */
function findUnanswered(entry: HistoryEntry, traces: Traces): SettledOutcome {
  const { bookingId = '', requestId, at } = entry
  if (traces.findCall(bookingId)?.request?.requestId === requestId) return waiting
  const refused = findNotice(traces, bookingId, at, ['write-refused', 'edit-met-deletion'])
  return refused === undefined ? adjusted : declinedBy(refused)
}

function findWordsOutcome(entry: HistoryEntry, traces: Traces): SettledOutcome {
  const { bookingId = '', requestId, at } = entry
  if (isCopyUnsent(entry, traces)) return waiting
  const refused = findNotice(traces, bookingId, at, ['write-refused', 'edit-met-deletion'])
  if (refused !== undefined) return declinedBy(refused)
  const call = traces.findCall(bookingId)
  if (call === undefined) return adjusted
  if (requestId !== undefined) {
    const answer = findAnswer(entry, traces) ?? findUnanswered(entry, traces)
    if (answer.outcome !== 'confirmed') return answer
  }
  return holdsWords(call, readState<SessionCopy>(entry.after)) ? confirmed : adjusted
}

function findProfileOutcome({ after }: HistoryEntry, traces: Traces): SettledOutcome {
  const profile = traces.findProfile()
  if (profile === undefined || traces.isUnsent(profile.id)) return waiting
  const { id: _, ...fields } = profile
  const known = (value: object) => dropUnknown(coachProfileSchema, value)
  return isSame(known(fields), known(readState<CoachProfile>(after))) ? confirmed : adjusted
}

function findHoursOutcome({ after }: HistoryEntry, traces: Traces): SettledOutcome {
  const profile = traces.findProfile()
  if (profile === undefined || traces.isUnsent(profile.id)) return waiting
  return isSameHours(profile, readState<CoachProfile>(after)) ? confirmed : adjusted
}

function findBlockOutcome({ kind, after }: HistoryEntry, { isUnsent, findOwn }: Traces): SettledOutcome {
  if (isUnsent(blockListId)) return waiting
  const { studentId = '' } = readState<{ readonly studentId: string }>(after)
  return findOwn().blocked.has(studentId) === (kind === 'student-blocked') ? confirmed : adjusted
}

function findHowWeMeetOutcome({ after }: HistoryEntry, { isUnsent, findOwn }: Traces): SettledOutcome {
  const { howWeMeet } = findOwn()
  if (howWeMeet === undefined || isUnsent(howWeMeet.id)) return waiting
  return saysHowWeMeet(howWeMeet, readState<HowWeMeet>(after)) ? confirmed : adjusted
}

function findDossierOutcome({ after, at }: HistoryEntry, traces: Traces): SettledOutcome {
  const { studentId = '', ...kept } = readState<SavedDossier>(after)
  const id = createDossierId(studentId)
  if (traces.isUnsent(id)) return waiting
  const refused = findNotice(traces, id, at, ['write-refused'])
  if (refused !== undefined) return declinedBy(refused)
  const dossier = traces.findOwn().dossiers.get(studentId)
  return dossier !== undefined && saysDossier(dossier, kept) ? confirmed : adjusted
}

function findWatchOutcome({ kind, before, after, at }: HistoryEntry, traces: Traces): SettledOutcome {
  const made = readState<Watch>(after)
  const { id = '' } = kind === 'watch-removed' ? readState<Watch>(before) : made
  if (traces.isUnsent(id)) return waiting
  const refused = findNotice(traces, id, at, ['write-refused'])
  if (refused !== undefined) return declinedBy(refused)
  const watch = traces.findOwn().watches.find(one => one.id === id)
  if (kind === 'watch-removed') return watch === undefined ? confirmed : adjusted
  return watch !== undefined && asksForSame(watch, made) ? confirmed : adjusted
}

/** Whether a watch asks for what a change made of it. */
export function asksForSame(watch: Watch, kept: Partial<Watch>): boolean {
  return isSame(dropUnknown(watchSchema, watch), dropUnknown(watchSchema, kept))
}

/** What the journal keeps of a dossier. */
export type SavedDossier = DossierWords & { readonly studentId: string }

/** Whether a dossier says exactly this. */
export function saysDossier(dossier: DossierWords, kept: DossierWords): boolean {
  return dossierFields.every(field => isSame(dossier[field], kept[field]))
}

/** Whether a document says what a change kept of it. */
export function saysHowWeMeet(howWeMeet: HowWeMeet, kept: Partial<HowWeMeet>): boolean {
  const { id, kind } = howWeMeet
  return isSame(dropUnknown(howWeMeetSchema, howWeMeet), dropUnknown(howWeMeetSchema, { ...kept, id, kind }))
}

/** Whether a copy has exactly these own words. */
export function holdsWords(call: SessionCopy, words: Partial<SessionCopy>): boolean {
  const [known, said] = [dropUnknown(sessionCopySchema, call), dropUnknown(sessionCopySchema, words)]
  return wordFields.every(field => !(field in said) || isSame(toContent(field, known), toContent(field, said)))
}

/** What a field says. When an action was made, changed or done is not compared: the server may have cut those times to its own. */
function toContent(field: WordField, words: Partial<SessionCopy>): unknown {
  if (field !== 'actions' && field !== 'ticks') return words[field]
  const items = Object.entries<Action | Tick>(words[field] ?? {})
  return Object.fromEntries(
    items.map(([id, { editedAt: _, doneAt, ...content }]) => [
      id,
      { ...content, madeAt: 0, isDone: typeof doneAt === 'number' }
    ])
  )
}

function isCopyUnsent({ bookingId = '' }: HistoryEntry, { isUnsent }: Traces): boolean {
  return isUnsent(bookingId)
}

function findNotice(traces: Traces, subjectId: string, since: number, topics: readonly NoticeTopic[]) {
  return traces.notices.find(
    notice => notice.subject.id === subjectId && notice.at >= since && topics.includes(notice.topic)
  )
}

function declinedBy({ reason }: Pick<Notice, 'reason'>): SettledOutcome {
  return { outcome: 'declined', reason }
}
