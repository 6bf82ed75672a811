import { withoutUndefined } from '#domain/without-undefined.ts'
import { moveHours } from '#domain/hours/move-hours.ts'
import { createFakeSeries } from './fake-series.ts'
import { planActions } from '#domain/actions/plan-actions.ts'
import { setActionDone } from '#domain/actions/set-done.ts'
import { type Instant, slotLengthMs } from '#domain/model/primitives.ts'
import { createSlotId, parseSlotId } from '#domain/model/slot-id.ts'
import { createDossierId } from '#domain/model/dossier.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { type Slot, isLiveSlot } from '#domain/model/slot.ts'
import { maxWatches } from '#domain/model/limits.ts'
import { createWatchId, type Watch } from '#domain/model/watch.ts'
import { findOverlap } from '#domain/time/interval.ts'
import { createFakeHistory } from './fake-history.ts'
import { createFakeDay } from './fake-day.ts'
import { createFakeHours } from './fake-hours.ts'
import { createFakeRequests } from './fake-requests.ts'
import type {
  DeviceAccount,
  Draft,
  DraftForm,
  Outcome,
  Refused,
  WorkspaceActions,
  WorkspaceData
} from '../contract/screens.ts'

const done = { ok: true, value: undefined } as const
const refuse = (refusal: Refused['refusal']): Refused => ({ ok: false, refusal })
const isOf = (draft: Draft, form: DraftForm, subjectId: string) => draft.form === form && draft.subjectId === subjectId
const byStart = (a: Slot, b: Slot) => a.startsAt - b.startsAt

/** The actions of a workspace that lives in memory and whose server is always of the person's opinion. */
export function createFakeActions(
  account: DeviceAccount,
  now: () => Instant,
  set: (change: Partial<WorkspaceData>) => void,
  get: () => WorkspaceData
): WorkspaceActions {
  let bookings = 0
  let actionIds = 0xac7
  const journal = createFakeHistory(now, set, get)
  const hours = createFakeHours(account, now, set, get, journal)
  const wishes = createFakeRequests(account, now, set, get, journal)

  function findSlotRefusal(startsAt: Instant, movesFrom?: string): Refused | undefined {
    if (startsAt <= now()) return refuse('slot-in-past')
    const others = get().slots.filter(
      slot => isLiveSlot(slot) && slot.coachId === account.userId && slot.id !== movesFrom
    )
    const met = findOverlap({ startsAt, endsAt: startsAt + slotLengthMs }, others)
    return met === undefined ? undefined : { ...refuse('slot-overlaps'), slotId: met.id }
  }

  function putSlot(startsAt: Instant, movesFrom?: string): Outcome<string> {
    const refused = findSlotRefusal(startsAt, movesFrom)
    if (refused !== undefined) return refused
    const id = createSlotId(account.userId, startsAt)
    const slot: Slot = { id, coachId: account.userId, startsAt, endsAt: startsAt + slotLengthMs, status: 'open' }
    set({
      slots: [...get().slots.filter(known => known.id !== movesFrom && known.id !== id), slot].sort(byStart),
      syncByRecord: new Map([...get().syncByRecord, [id, 'saved-here']])
    })
    return { ok: true, value: id }
  }

  function changeSlot(slotId: string, change: Partial<Slot>): Outcome {
    if (!get().slots.some(slot => slot.id === slotId)) return refuse('slot-gone')
    set({ slots: get().slots.map(slot => (slot.id === slotId ? { ...slot, ...change } : slot)) })
    return done
  }

  function removeSlot(slotId: string): Outcome {
    set({ slots: get().slots.filter(slot => slot.id !== slotId) })
    return done
  }

  return {
    now,
    hasCapability: name => get().capabilities?.includes(name) === true,
    findSlotRefusal,
    ...wishes,
    loadSeriesActions: () => Promise.resolve(createFakeSeries(get)),
    ...hours,
    ...createFakeDay(account, now, set, get, journal),
    ...journal.actions,
    createSlot: startsAt => {
      const outcome = putSlot(startsAt)
      if (outcome.ok) journal.record('slots-created', [outcome.value], () => removeSlot(outcome.value))
      return Promise.resolve(outcome)
    },
    createSlots: starts => {
      const outcomes = starts.map(startsAt => ({ startsAt, ...putSlot(startsAt) }))
      const created = outcomes.flatMap(outcome => (outcome.ok ? [outcome.value] : []))
      if (created.length > 0) {
        journal.record('slots-created', created, () => created.map(removeSlot).at(-1) ?? done)
      }
      return Promise.resolve({ created, refused: outcomes.filter(outcome => !outcome.ok) })
    },
    moveSlot: (slotId, startsAt) => {
      const outcome = putSlot(startsAt, slotId)
      if (outcome.ok) {
        const { value: movedId } = outcome
        journal.record('slot-moved', [slotId, movedId], () => putSlot(startOf(slotId), movedId))
      }
      return Promise.resolve(outcome)
    },
    removeSlot: slotId => {
      const outcome = removeSlot(slotId)
      journal.record('slot-removed', [slotId], () => putSlot(startOf(slotId)))
      return Promise.resolve(outcome)
    },
    reopenSlot: slotId => Promise.resolve(changeSlot(slotId, { status: 'open' })),
    claimSlot: (slotId, message = '') => {
      bookings += 1
      const bookingId = bookings.toString(16).padStart(32, '0')
      const outcome = changeSlot(slotId, {
        status: 'requested',
        bookingId,
        ...(message === '' ? {} : { message })
      })
      return Promise.resolve(outcome.ok ? { ok: true, value: bookingId } : outcome)
    },
    cancelSession: (bookingId, { reason, reopenSlot }) => {
      const by = account.role === 'coach' ? 'coach' : 'student'
      const cancellation = { by, at: now(), reason, late: false, reopenSlot } as const
      set({
        calls: get().calls.map(call => (call.id === bookingId ? { ...call, status: 'cancelled', cancellation } : call))
      })
      return Promise.resolve(done)
    },
    wrapUp: (bookingId, { outcome, actions, paid, ...words }) => {
      const createId = () => (actionIds += 1).toString(16).padStart(32, '0')
      set({
        calls: get().calls.map(call => {
          if (call.id !== bookingId) return call
          const planned = actions === undefined ? {} : planActions(call, actions, { now: now(), createId })
          const followUps = [...(words.followUps ?? [])]
          const { paid: _, ...rest } = call
          const payment = paid === undefined ? { paid: call.paid } : { paid: paid ?? undefined }
          return {
            ...rest,
            ...withoutUndefined(payment),
            ...words,
            followUps,
            ...planned,
            status: outcome,
            outcomeAt: now()
          }
        })
      })
      return Promise.resolve(done)
    },
    setActionDone: (bookingId, actionId, isDone) => {
      const call = get().calls.find(({ id }) => id === bookingId)
      const change = call && setActionDone(call, actionId, isDone, now())
      if (change === undefined) return Promise.resolve(refuse('not-yours'))
      set({ calls: get().calls.map(one => (one.id === bookingId ? { ...one, ...change } : one)) })
      return Promise.resolve(done)
    },
    setPaid: (bookingId, paid) => {
      const change = ({ paid: _, ...call }: SessionCopy) => ({ ...call, ...withoutUndefined({ paid }) })
      set({ calls: get().calls.map(call => (call.id === bookingId ? change(call) : call)) })
      return Promise.resolve(done)
    },
    saveReview: (bookingId, review) => {
      set({ calls: get().calls.map(call => (call.id === bookingId ? { ...call, review } : call)) })
      return Promise.resolve(done)
    },
    saveDraft: draft => {
      const others = get().drafts.filter(known => !isOf(known, draft.form, draft.subjectId))
      set({ drafts: [...others, { ...draft, savedAt: now() } as Draft] })
      return Promise.resolve(done)
    },
    flushDrafts: () => Promise.resolve(),
    discardDraft: (form, subjectId) => {
      set({ drafts: get().drafts.filter(draft => !isOf(draft, form, subjectId)) })
      return Promise.resolve(done)
    },
    saveProfile: (profile, _base, keeps = 'clock-times') => {
      const own = get().coaches.find(({ id }) => id === account.userId)
      const page = { ...profile, id: account.userId }
      const moved = { name: page.zone, keeps }
      const saved = own === undefined ? page : moveHours({ ...page, zone: own.zone }, moved, '0000dcba', now())
      set({ coaches: [...get().coaches.filter(coach => coach.id !== saved.id), saved] })
      return Promise.resolve(done)
    },
    endRelation: otherId => {
      const ended = { by: account.role === 'coach' ? 'coach' : 'student', at: now() } as const
      set({ relations: get().relations.map(one => (one.otherId === otherId ? { ...one, ended } : one)) })
      return Promise.resolve(done)
    },
    setBlocked: ({ id }, isBlocked) => {
      const others = [...get().blocked].filter(other => other !== id)
      set({ blocked: new Set(isBlocked ? [...others, id] : others) })
      return Promise.resolve(done)
    },
    saveHowWeMeet: fields => {
      set({ howWeMeet: { ...fields, id: `meeting:${account.userId}`, kind: 'meeting' } })
      return Promise.resolve(done)
    },
    saveDossier: ({ id }, words) => {
      const dossier = { ...words, id: createDossierId(id), kind: 'dossier', editedAt: now() } as const
      set({ dossiers: new Map([...get().dossiers, [id, dossier]]) })
      return Promise.resolve(done)
    },
    saveWatch: (wish, changed) => {
      const id = changed ?? createWatchId(String(get().watches.length).padStart(32, 'a'))
      const watch: Watch = { ...wish, id, kind: 'watch', madeAt: now() }
      const others = get().watches.filter(one => one.id !== id)
      if (others.length >= maxWatches) return Promise.resolve({ ok: false, refusal: 'too-many-watches' })
      set({ watches: [...others, watch] })
      return Promise.resolve({ ok: true, value: id })
    },
    removeWatch: id => {
      set({ watches: get().watches.filter(watch => watch.id !== id) })
      return Promise.resolve(done)
    },
    setNoticeDismissed: (noticeId, dismissed) => {
      set({ notices: get().notices.map(notice => (notice.id === noticeId ? { ...notice, dismissed } : notice)) })
      return Promise.resolve(done)
    },
    readKeptFile: () => Promise.resolve({ ok: false, refusal: 'file-foreign' }),
    bringBack: () => Promise.resolve({ ok: false, refusal: 'file-foreign' }),
    closeRecoveryReport: () => set({ recoveryReport: undefined }),
    noteShown: () => undefined,
    syncNow: () => {
      set({ sync: { kind: 'synced', at: now() }, syncByRecord: new Map() })
      return Promise.resolve()
    }
  }
}

function startOf(slotId: string): Instant {
  return parseSlotId(slotId)?.startsAt ?? 0
}
