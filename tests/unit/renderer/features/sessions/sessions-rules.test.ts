import { expect, test } from 'vitest'
import type { RequestVerdict } from '#domain/model/booking.ts'
import type { SessionCopy, SessionRequest } from '#domain/model/session-copy.ts'
import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { findCancelTerms } from '#renderer/shared/sessions/cancel/cancel-terms.ts'
import { listSessionActions, mayCancelLate } from '#renderer/shared/sessions/session-actions.ts'
import { readSessionAddress, withOpen, withTab } from '#renderer/features/sessions/session-address.ts'
import { findLastNotes, findNext, listHistory, splitSessions } from '#renderer/shared/sessions/session-lists.ts'
import { createStrictReader } from '#renderer/data/database/collections.ts'
import { fromStoredDraft } from '#renderer/data/database/stored-draft.ts'
import { findRefusedRequest, outcomeOf, toPhase } from '#renderer/shared/sessions/session-status.ts'
import { maxActions, maxFollowUps } from '#domain/model/limits.ts'
import {
  addFollowUp,
  findProblems,
  removeFollowUp,
  setFollowUpDone,
  toKept,
  toRecorded,
  toWrapUp,
  toWrapUpValues
} from '#renderer/features/sessions/wrap-up-form.ts'

const hourMs = 3_600_000
const now = Date.UTC(2026, 10, 18, 12, 20)
const idOf = (index: number) => index.toString(16).padStart(32, '0')

function callAt(index: number, startsAt: number, more: Partial<SessionCopy> = {}): SessionCopy {
  return {
    id: idOf(index),
    kind: 'call',
    status: 'confirmed',
    slotId: createSlotId('annaberg01', startsAt),
    startsAt,
    endsAt: startsAt + slotLengthMs,
    partyRole: 'coach',
    otherId: 'mayachen01',
    otherName: 'Maya Chen',
    claimedAt: now - 48 * hourMs,
    ...more
  }
}

const cancelRequest: SessionRequest = { kind: 'cancel', requestId: idOf(90), reason: 'x', reopenSlot: false }
const outcomeRequest: SessionRequest = { kind: 'outcome', requestId: idOf(91), outcome: 'completed' }
const answer = (requestId: string, verdict: 'accepted' | 'declined'): RequestVerdict => ({
  requestId,
  by: 'coach',
  kind: 'cancel',
  verdict,
  at: now,
  ...(verdict === 'declined' ? { reason: 'session-over' as const } : {})
})

test('upcoming ascends, past descends, lost claims are apart, and what was never closed awaits feedback', () => {
  const calls = [
    callAt(1, now + 5 * hourMs),
    callAt(2, now + hourMs),
    callAt(3, now - hourMs),
    callAt(4, now - 9 * hourMs),
    callAt(5, now - 30 * hourMs, { status: 'completed' }),
    callAt(6, now + 9 * hourMs, { status: 'cancelled' }),
    callAt(7, now + 2 * hourMs, { status: 'declined', decline: { reason: 'slot-taken' } }),
    callAt(8, now - 20 * hourMs, { request: outcomeRequest })
  ]
  const lists = splitSessions(calls, now)
  expect(lists.upcoming.map(call => call.id)).toEqual([3, 2, 1].map(idOf))
  expect(lists.past.map(call => call.id)).toEqual([6, 4, 8, 5].map(idOf))
  expect(lists.notGranted.map(call => call.id)).toEqual([idOf(7)])
  expect(lists.awaiting.map(call => call.id)).toEqual([4, 3].map(idOf))
})

test('a student’s sessions never await feedback of theirs', () => {
  expect(splitSessions([callAt(1, now - 9 * hourMs, { partyRole: 'student' })], now).awaiting).toEqual([])
})

test('a session’s phase follows the clock, its status and the request that has no answer yet', () => {
  expect(toPhase(callAt(1, now + 1), now)).toEqual({ kind: 'upcoming' })
  expect(toPhase(callAt(1, now), now)).toEqual({ kind: 'running' })
  expect(toPhase(callAt(1, now - slotLengthMs), now)).toEqual({ kind: 'ended' })
  expect(toPhase(callAt(1, now + 1, { request: cancelRequest }), now)).toEqual({ kind: 'cancelling' })
  const refused = callAt(1, now + 1, { request: cancelRequest, lastRequest: answer(idOf(90), 'declined') })
  expect(toPhase(refused, now)).toEqual({ kind: 'upcoming' })
  expect(findRefusedRequest(refused)).toEqual({ kind: 'cancel', reason: 'session-over' })
  const older = callAt(1, now + 1, { request: cancelRequest, lastRequest: answer(idOf(89), 'declined') })
  expect(toPhase(older, now)).toEqual({ kind: 'cancelling' })
  expect(findRefusedRequest(older)).toBeUndefined()
  expect(toPhase(callAt(1, now - 9, { request: outcomeRequest }), now)).toEqual({
    kind: 'closing',
    outcome: 'completed'
  })
  const corrected = callAt(1, now - 9, { status: 'no-show', request: outcomeRequest })
  expect(toPhase(corrected, now)).toEqual({ kind: 'closing', outcome: 'completed' })
  expect(outcomeOf(corrected)).toBe('completed')
})

test('SE1, SE5, FB1, RS1 each party is offered what it may do now', () => {
  const ahead = callAt(1, now + hourMs)
  const begun = callAt(1, now - 1)
  expect(listSessionActions(ahead, now)).toEqual(['move', 'cancel'])
  expect(listSessionActions(begun, now)).toEqual(['wrapUp'])
  expect(listSessionActions({ ...begun, status: 'completed' }, now)).toEqual(['editWrapUp'])
  expect(listSessionActions({ ...begun, partyRole: 'student' }, now)).toEqual(['review'])
  expect(listSessionActions({ ...begun, partyRole: 'student', review: { score: 4, text: '' } }, now)).toEqual([
    'editReview'
  ])
  expect(listSessionActions({ ...ahead, request: cancelRequest }, now)).toEqual([])
  expect(listSessionActions({ ...begun, status: 'cancelled' }, now)).toEqual([])
  expect(mayCancelLate(begun)).toBe(true)
  expect(mayCancelLate({ ...begun, status: 'completed' })).toBe(false)
})

test('SE1 the terms of cancelling turn at the cut-off', () => {
  const policy = { ...defaultBookingPolicy, cancelCutoffMin: 60 }
  const student = (startsAt: number) => callAt(1, startsAt, { partyRole: 'student' })
  const at = now + hourMs
  expect(findCancelTerms(student(at), policy, now)).toEqual({ kind: 'free', deadline: now })
  expect(findCancelTerms(student(at), policy, now + 1)).toEqual({ kind: 'phone', deadline: now, hasStarted: false })
  expect(findCancelTerms(student(at), policy, at)).toEqual({ kind: 'phone', deadline: now, hasStarted: true })
  expect(findCancelTerms(callAt(1, at), policy, now + 1)).toEqual({ kind: 'late', deadline: now })
  expect(findCancelTerms(student(at), undefined, now)).toEqual({ kind: 'unknown' })
})

test('a person’s history is everything but this session and lost claims, and the last notes are the newest', () => {
  const calls = [
    callAt(1, now - 90 * hourMs, { status: 'completed', notes: 'old' }),
    callAt(2, now - 60 * hourMs, { status: 'completed', notes: 'new' }),
    callAt(3, now - 30 * hourMs, { status: 'completed', notes: '  ' }),
    callAt(4, now - 20 * hourMs, { status: 'declined' }),
    callAt(5, now - 10 * hourMs, { otherId: 'omarhaddad', notes: 'another' })
  ]
  expect(listHistory(calls, 'mayachen01', idOf(3)).map(call => call.id)).toEqual([2, 1].map(idOf))
  expect(findLastNotes(calls, 'mayachen01')?.notes).toBe('new')
})

test('FB3 a wrap-up says what is wrong before it is sent and scores only what happened', () => {
  const empty = toWrapUpValues(toRecorded(callAt(1, now - 9), false), false)
  expect(findProblems(empty, false)).toEqual(['choose-outcome'])
  expect(findProblems({ ...empty, choice: 'completed' }, false)).toEqual(['choose-score'])
  expect(findProblems({ ...empty, choice: 'no-show', notes: 'x'.repeat(10_000) }, false)).toEqual([])
  expect(findProblems({ ...empty, choice: 'no-show', notes: 'x'.repeat(10_001) }, false)).toEqual(['notes-too-long'])
  expect(toWrapUp({ ...empty, choice: 'no-show', satisfaction: 4 }, false)).toEqual({
    outcome: 'no-show',
    notes: '',
    followUps: []
  })
  expect(toWrapUp({ ...empty, choice: 'late-cancel' }, false)).toBeUndefined()
  expect(toKept({ choice: 'late-cancel', notes: 'kept' })).toEqual({ notes: 'kept' })
})

test('a wrap-up opens with the draft, else with what was recorded', () => {
  const call = callAt(1, now - 9, {
    status: 'completed',
    satisfaction: 3,
    notes: 'recorded',
    followUps: [{ text: 'a', done: true }]
  })
  const recorded = toWrapUpValues(toRecorded(call, false), false)
  expect(recorded).toMatchObject({ choice: 'completed', satisfaction: 3, notes: 'recorded' })
  const kept = { outcome: 'no-show' as const, notes: 'typed', followUps: [] }
  expect(toWrapUpValues(kept, false)).toEqual({
    choice: 'no-show',
    satisfaction: undefined,
    notes: 'typed',
    followUps: [],
    newFollowUp: '',
    summary: '',
    actions: [],
    newAction: '',
    newOwner: 'student',
    newDueDate: undefined
  })
  expect(toWrapUpValues({ ...kept, newFollowUp: 'half' }, false).newFollowUp).toBe('half')
  expect(toWrapUpValues(kept, true).choice).toBe('late-cancel')
})

test('follow-ups are added trimmed, ticked and removed one by one', () => {
  const two = addFollowUp(addFollowUp([], ' first '), 'first')
  expect(two.map(item => item.text)).toEqual(['first', 'first'])
  expect(addFollowUp(two, '   ')).toBe(two)
  const ticked = setFollowUpDone(two, two[1]!.key, true)
  expect(ticked.map(item => item.done)).toEqual([false, true])
  expect(removeFollowUp(ticked, two[0]!.key)).toEqual([{ text: 'first', done: true, key: two[1]!.key }])
  const full = Array.from({ length: maxFollowUps }, (_, key) => ({ text: 'x', done: false, key }))
  expect(addFollowUp(full, 'one more')).toBe(full)
  expect(addFollowUp(two, 'x'.repeat(501))).toBe(two)
})

test('what stands in the field of a new follow-up is recorded as one more, or is why nothing is', () => {
  const empty = toWrapUpValues(toRecorded(callAt(1, now - 9), false), false)
  const values = { ...empty, choice: 'no-show' as const, newFollowUp: ' typed ' }
  expect(toWrapUp(values, false)?.followUps).toEqual([{ text: 'typed', done: false }])
  expect(findProblems({ ...values, newFollowUp: 'x'.repeat(501) }, false)).toEqual(['follow-up-too-long'])
  const full = Array.from({ length: maxFollowUps }, (_, key) => ({ text: 'x', done: false, key }))
  expect(findProblems({ ...values, followUps: full }, false)).toEqual(['too-many-follow-ups'])
  expect(toWrapUp({ ...values, followUps: full }, false)).toBeUndefined()
  expect(toWrapUp({ ...values, followUps: full, newFollowUp: ' ' }, false)?.followUps).toHaveLength(maxFollowUps)
})

const readNow = { text: 'Read', owner: 'student', isDone: false } as const

test('SU1 a wrap-up says what is wrong with summary and actions, and records the one that was typed last', () => {
  const empty = { ...toWrapUpValues(toRecorded(callAt(1, now - 9), true), false), choice: 'no-show' as const }
  expect(toWrapUp({ ...empty, summary: 'We began', actions: [readNow], newAction: ' Write ' }, true)).toEqual({
    outcome: 'no-show',
    notes: '',
    summary: 'We began',
    actions: [readNow, { text: 'Write', owner: 'student', isDone: false }]
  })
  const problems = (values: object) => findProblems({ ...empty, ...values }, true)
  expect(problems({ summary: 'x'.repeat(4_001) })).toEqual(['summary-too-long'])
  expect(problems({ actions: [{ ...readNow, text: ' ' }] })).toEqual(['action-empty'])
  expect(problems({ newAction: 'x'.repeat(501) })).toEqual(['action-too-long'])
  const full = Array.from({ length: maxActions }, () => readNow)
  expect(problems({ actions: full })).toEqual([])
  expect(problems({ actions: full, newAction: 'one more' })).toEqual(['too-many-actions'])
  expect(findProblems({ ...empty, summary: 'x'.repeat(4_001) }, false)).toEqual([])
})

test('SU8 follow-ups open as actions, and so does a draft that was begun with them', () => {
  const call = callAt(1, now - 9, { status: 'completed', followUps: [{ text: 'Call', done: true }] })
  const shown = [{ text: 'Call', owner: 'coach', isDone: true }]
  expect(toWrapUpValues(toRecorded(call, true), false).actions).toMatchObject(shown)
  const kept = { notes: '', followUps: call.followUps ?? [], newFollowUp: 'Send' }
  expect(toWrapUpValues(kept, false)).toMatchObject({ actions: shown, newAction: 'Send', newOwner: 'coach' })
})

test('DR1 a draft keeps summary, actions and the one that is being typed', () => {
  const part = {
    summary: 'Half',
    actions: [readNow],
    newAction: 'Wri',
    newOwner: 'coach',
    newDueDate: '2026-12-01'
  } as const
  expect(toKept(part)).toEqual({ ...part, newFollowUp: undefined })
  expect(toKept({ newDueDate: undefined })).toEqual({ newDueDate: undefined })
})

test('a draft keeps what was typed as a new follow-up, and one of before without it still opens', () => {
  const before = { id: idOf(1), notes: '', followUps: [], savedAt: now }
  const read = createStrictReader('drafts')
  expect(read(before)).toEqual(before)
  const typed = { ...before, newFollowUp: 'half' }
  expect(read(typed)).toEqual(typed)
  expect(fromStoredDraft(typed)).toMatchObject({ subjectId: idOf(1), values: { newFollowUp: 'half' } })
})

test('tab and open card stand in the address', () => {
  const params = withOpen(withTab(new URLSearchParams('keep=1'), 'past'), idOf(1))
  expect(readSessionAddress(params)).toEqual({ tab: 'past', openId: idOf(1) })
  expect(withOpen(params, undefined).toString()).toBe('keep=1&tab=past')
  expect(readSessionAddress(new URLSearchParams(`open=${idOf(2)}`))).toEqual({ tab: 'upcoming', openId: idOf(2) })
  expect(readSessionAddress(new URLSearchParams('tab=x'))).toEqual({ tab: 'upcoming', openId: undefined })
})

test('the next session is the first that is agreed and not being cancelled; one that runs is it, too', () => {
  const running = callAt(1, now - hourMs)
  const cancelling = callAt(2, now + hourMs, { request: cancelRequest })
  const pencilled = callAt(3, now + 2 * hourMs, { status: 'pencilled' })
  const agreed = callAt(4, now + 3 * hourMs)
  expect(findNext([running, agreed])?.id).toBe(running.id)
  expect(findNext([cancelling, pencilled, agreed])?.id).toBe(agreed.id)
  expect(findNext([pencilled])).toBeUndefined()
})
