import type { Instant } from '#domain/model/primitives.ts'
import type { DayActions, DeviceAccount, WorkspaceData } from '../contract/screens.ts'
import { planDay } from '../store/day-plan.ts'
import type { FakeHistory } from './fake-history.ts'

/** Days that are cancelled and whose cancellations wait for ever: the server of this workspace never answers them. */
export function createFakeDay(
  account: DeviceAccount,
  now: () => Instant,
  set: (change: Partial<WorkspaceData>) => void,
  get: () => WorkspaceData,
  journal: FakeHistory
): DayActions {
  const plan: DayActions['planDay'] = day =>
    planDay(day, {
      coachId: account.userId,
      calls: get().calls,
      slots: get().slots,
      asked: new Set(),
      takenBack: [],
      isUnsent: () => false,
      judge: ({ status }) => (status === 'confirmed' ? undefined : 'session-over'),
      judgeSlot: () => undefined,
      now: now()
    })

  return {
    planDay: plan,
    cancelDay(day, reason) {
      const { calls, slots } = get()
      const planned = plan(day)
      const ids = new Set(planned.sessions.filter(({ state }) => state.kind === 'ahead').map(({ call }) => call.id))
      const withdrawn = planned.slots.map(({ id }) => id)
      const requestOf = (id: string) => ({ kind: 'cancel', requestId: id, reason, reopenSlot: false }) as const
      set({
        calls: calls.map(call => (ids.has(call.id) ? { ...call, request: requestOf(call.id) } : call)),
        slots: slots.filter(({ id }) => !withdrawn.includes(id)),
        syncByRecord: new Map([...get().syncByRecord, ...[...ids].map(id => [id, 'saved-here'] as const)])
      })
      journal.record('day-cancelled', withdrawn, () => {
        set({ calls, slots })
        return { ok: true, value: undefined }
      })
      return Promise.resolve({ ok: true, value: { cancelled: ids.size, takenBack: 0, withdrawn } })
    }
  }
}
