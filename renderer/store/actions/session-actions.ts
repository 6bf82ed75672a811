import { reasonMaxLength } from '#domain/model/limits.ts'
import { reviewSchema } from '#domain/model/booking.ts'
import { planActions } from '#domain/actions/plan-actions.ts'
import { setActionDone } from '#domain/actions/set-done.ts'
import { type CoachWordField, coachWordFields, type SessionCopy, wordFields } from '#domain/model/session-copy.ts'
import { findUnanswered } from '#domain/projection/waiting.ts'
import { withoutUndefined } from '#domain/without-undefined.ts'
import type { WorkspaceActions } from '#renderer/contract/screens.ts'
import { type ActionContext, done, refuse } from './action-context.ts'
import { createSessionCopyWrites, findWaitingRefusal, wordsSchema } from './session-copy-writes.ts'
import { keepWordsOfOthers } from './keep-words-of-others.ts'
import { createRefusedNotice } from './refused-request.ts'

type SessionActions = Pick<WorkspaceActions, 'cancelSession' | 'wrapUp' | 'saveReview' | 'setActionDone' | 'setPaid'>

/**
 * What a party does to a session: own words, and requests that the gate answers (SE, FB). Fields of the server
 * are never written; until the answer comes, the unanswered request says what was asked.
 */
export function createSessionActions(context: ActionContext): SessionActions {
  const { repositories, now, journal } = context
  const writes = createSessionCopyWrites(context)

  /** A move that still waits once the session has begun can come to nothing any more: what was typed with it goes to the inbox. */
  async function keepReplacedMove(call: SessionCopy): Promise<void> {
    const request = findUnanswered(call)
    if (request?.kind !== 'reschedule') return
    await repositories.notices.addMissing([createRefusedNotice(call, request, 'session-over', now())])
  }

  return {
    async cancelSession(bookingId, { reason, reopenSlot }) {
      const call = writes.find(bookingId)
      if (call === undefined) return refuse('no-session')
      if (reason.length > reasonMaxLength) return refuse('invalid-input', { field: 'reason' })
      const request = { kind: 'cancel', requestId: context.createId(), reason, reopenSlot } as const
      const refused = findWaitingRefusal(call) ?? writes.judgeRequest(call, request)
      if (refused !== undefined) return refused
      const saved = await writes.set(bookingId, { request })
      if (saved.ok) {
        const before = withoutUndefined({ request: call.request })
        await journal.record({
          kind: 'cancel-asked',
          ...aboutRequest(call, request.requestId),
          before,
          after: { request }
        })
      }
      return saved
    },
    async wrapUp(bookingId, input, base) {
      const call = writes.find(bookingId)
      if (call === undefined) return refuse('no-session')
      if (call.partyRole !== 'coach') return refuse('coaches-only')
      if (findUnanswered(call)?.kind === 'cancel') return refuse('already-cancelled')
      const { outcome, actions, paid, ...words } = withoutUndefined(input)
      const typed = { ...words, ...(typeof paid === 'boolean' ? { paid } : {}) }
      const isNew = actions !== undefined || typed.summary !== undefined
      if (isNew && !context.hasCapability('actions')) return refuse('server-older')
      const takesPaid = context.hasCapability('paid')
      if (paid !== undefined && !takesPaid) return refuse('server-older')
      const held = { ...(base ?? call), actions: base?.actions ?? call.actions }
      const parts = { now: now(), createId: context.createId }
      const planned = actions === undefined ? {} : planActions(withoutUndefined(held), actions, parts)
      const checked = wordsSchema.safeParse({ ...typed, ...planned, ...withoutNewer(planned) })
      if (!checked.success) return refuse('invalid-input', { field: String(checked.error.issues[0]?.path[0] ?? '') })
      const request = { kind: 'outcome', requestId: context.createId(), outcome } as const
      // The session has this outcome already, or one that only a newer version knows: only the words are new.
      const isAsked = call.status !== 'newer' && (call.status !== outcome || findUnanswered(call) !== undefined)
      const refused = writes.judgeWords(call) ?? (isAsked ? writes.judgeRequest(call, request) : undefined)
      if (refused !== undefined) return refused
      await keepReplacedMove(call)
      const recorded = await keepWordsOfOthers(context, call, withoutUndefined({ ...checked.data, ...planned }), {
        fields: coachWordFields.filter(field => isTaken(field, isNew, takesPaid)),
        base
      })
      const unsaid = paid === null && recorded.paid === undefined ? { paid: undefined } : {}
      const next = { ...recorded, ...unsaid, ...(isAsked ? { request } : {}) }
      const saved = await writes.set(bookingId, { ...next, wordsEditedAt: now() })
      if (!saved.ok) return saved
      await journal.record({
        kind: 'wrapped-up',
        ...aboutRequest(call, isAsked ? request.requestId : undefined),
        before: { ...pickWords(call), status: call.status },
        after: { ...next, status: outcome }
      })
      return saved
    },
    async saveReview(bookingId, typed, base) {
      const call = writes.find(bookingId)
      if (call === undefined) return refuse('no-session')
      if (call.partyRole !== 'student') return refuse('students-only')
      const parsed = reviewSchema.safeParse(typed)
      if (!parsed.success) return refuse('invalid-input', { field: String(parsed.error.issues[0]?.path[0] ?? '') })
      const refused = writes.judgeWords(call)
      if (refused !== undefined) return refused
      const review = { review: parsed.data }
      const recorded = await keepWordsOfOthers(context, call, review, { fields: ['review'], base })
      const saved = await writes.set(bookingId, { ...recorded, wordsEditedAt: now() })
      if (saved.ok) {
        const before = call.review === undefined ? {} : { review: call.review }
        await journal.record({ kind: 'reviewed', ...aboutRequest(call), before, after: recorded })
      }
      return saved
    },
    async setActionDone(bookingId, actionId, isDone) {
      const call = writes.find(bookingId)
      if (call === undefined) return refuse('no-session')
      if (!context.hasCapability('actions')) return refuse('server-older')
      const refused = writes.judgeWords(call)
      if (refused !== undefined) return refused
      const at = now()
      const change = setActionDone(call, actionId, isDone, at)
      if (change === undefined) return refuse('not-yours')
      const saved = await writes.set(bookingId, { ...change, wordsEditedAt: at })
      if (saved.ok) {
        const changed = wordFields.filter(field => field in change)
        const before = Object.fromEntries(changed.map(field => [field, call[field]]))
        await journal.record({ kind: 'ticked', ...aboutRequest(call), before: withoutUndefined(before), after: change })
      }
      return saved
    },
    async setPaid(bookingId, paid) {
      const call = writes.find(bookingId)
      if (call === undefined) return refuse('no-session')
      if (call.partyRole !== 'coach') return refuse('coaches-only')
      if (!context.hasCapability('paid')) return refuse('server-older')
      const refused = writes.judgeWords(call)
      if (refused !== undefined) return refused
      if (call.paid === paid) return done
      const saved = await writes.set(bookingId, { paid, wordsEditedAt: now() })
      if (saved.ok) {
        const before = withoutUndefined({ paid: call.paid })
        const after = withoutUndefined({ paid })
        await journal.record({ kind: 'paid-noted', ...aboutRequest(call), before, after })
      }
      return saved
    }
  }
}

/** What the journal says of a change of a session, whatever it was. */
export function aboutRequest({ id, slotId, otherName }: SessionCopy, requestId?: string) {
  return {
    slotIds: [slotId],
    bookingId: id,
    ...(requestId === undefined ? {} : { requestId }),
    ...(otherName === '' ? {} : { otherName })
  }
}

/** Whether a form writes a field, with a server that may be older. */
function isTaken(field: CoachWordField, takesActions: boolean, takesPaid: boolean): boolean {
  if (field === 'paid') return takesPaid
  return takesActions || (field !== 'summary' && field !== 'actions')
}

/** What this version knows of it: the rest was checked by whoever wrote it. */
function withoutNewer({ actions }: Pick<SessionCopy, 'actions'>): Pick<SessionCopy, 'actions'> {
  if (actions === undefined) return {}
  return { actions: Object.fromEntries(Object.entries(actions).filter(([, { owner }]) => owner !== 'newer')) }
}

function pickWords({ satisfaction, notes, followUps, summary, actions, paid, request, wordsEditedAt }: SessionCopy) {
  return withoutUndefined({ satisfaction, notes, followUps, summary, actions, paid, request, wordsEditedAt })
}
