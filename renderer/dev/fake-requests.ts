import type { SessionCopy } from '#domain/model/session-copy.ts'
import { type Instant, slotLengthMs } from '#domain/model/primitives.ts'
import { type Slot, slotFromId } from '#domain/model/slot.ts'
import { fieldsOf, readNotice } from '#domain/notices/notice-payload.ts'
import type { DeviceAccount, Outcome, WorkspaceActions, WorkspaceData } from '../contract/screens.ts'
import { listKnownStudents } from '../store/known-students.ts'
import type { FakeHistory } from './fake-history.ts'

type Wishes = Pick<
  WorkspaceActions,
  | 'pencilIn'
  | 'bookAgain'
  | 'findPencilRefusal'
  | 'rescheduleSession'
  | 'findRescheduleRefusal'
  | 'previewMove'
  | 'withdrawUnsent'
>

const done = { ok: true, value: undefined } as const
const noSession = { ok: false, refusal: 'no-session' } as const

/** Wishes that wait for ever: the server of this workspace never answers them. */
export function createFakeRequests(
  account: DeviceAccount,
  now: () => Instant,
  set: (change: Partial<WorkspaceData>) => void,
  get: () => WorkspaceData,
  journal: FakeHistory
): Wishes {
  let wishes = 0x1000
  const createId = () => {
    wishes += 1
    return wishes.toString(16).padStart(32, '0')
  }

  function putCall(call: SessionCopy): Outcome {
    set({
      calls: [...get().calls.filter(({ id }) => id !== call.id), call].sort((a, b) => a.startsAt - b.startsAt),
      syncByRecord: new Map([...get().syncByRecord, [call.id, 'saved-here']])
    })
    return done
  }

  function withdraw(bookingId: string): Outcome {
    const call = get().calls.find(({ id }) => id === bookingId)
    if (call === undefined) return noSession
    const { request: _, ...rest } = call
    const others = get().calls.filter(({ id }) => id !== bookingId)
    set({ calls: call.status === 'pencilled' ? others : [...others, rest] })
    return done
  }

  function pencil({ id: slotId, startsAt, endsAt }: Slot, otherId: string, otherName: string): string {
    const id = createId()
    const wish = { id, kind: 'call', status: 'pencilled', pencilled: true, slotId, startsAt, endsAt } as const
    putCall({ ...wish, partyRole: 'coach', otherId, otherName, claimedAt: now() })
    journal.record('pencilled', [slotId], () => withdraw(id), { bookingId: id, otherName })
    return id
  }

  return {
    findPencilRefusal: () => undefined,
    findRescheduleRefusal: () => undefined,
    previewMove: (_bookingId, startsAt) => ({
      ok: true,
      givingWay: get().slots.filter(
        slot =>
          slot.coachId === account.userId && slot.status === 'open' && Math.abs(slot.startsAt - startsAt) < slotLengthMs
      ),
      reopens: true,
      mayReopen: true,
      restored: []
    }),
    pencilIn(slotId, studentId) {
      const slot = slotFromId(slotId)
      const student = listKnownStudents(get().calls, get().relations).find(({ id }) => id === studentId)
      if (slot === undefined || student === undefined) return Promise.resolve(noSession)
      return Promise.resolve({ ok: true, value: pencil(slot, studentId, student.name) })
    },
    bookAgain(notice) {
      const slot = slotFromId(notice.slotId ?? '')
      const told = readNotice(notice)
      const otherId = told.topic === 'session-forgotten' ? fieldsOf(told.mine).otherId : undefined
      if (slot === undefined || otherId === undefined) return Promise.resolve(noSession)
      return Promise.resolve({ ok: true, value: pencil(slot, otherId, notice.otherName ?? '') })
    },
    rescheduleSession(bookingId, { toSlotId, reason, reopenSlot, makesSlot }) {
      const call = get().calls.find(({ id }) => id === bookingId)
      if (call === undefined) return Promise.resolve(noSession)
      const requestId = createId()
      const reopens = account.role === 'student' ? true : reopenSlot
      putCall({ ...call, request: { kind: 'reschedule', requestId, toSlotId, reason, reopenSlot: reopens, makesSlot } })
      const about = { bookingId, requestId, otherName: call.otherName }
      journal.record('reschedule-asked', [call.slotId, toSlotId], () => withdraw(bookingId), about)
      return Promise.resolve(done)
    },
    withdrawUnsent: bookingId => Promise.resolve(withdraw(bookingId))
  }
}
