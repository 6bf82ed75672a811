import type { SessionCopy, SessionRequest } from '#domain/model/session-copy.ts'
import type { DeviceAccount, WorkspaceData } from '../contract/screens.ts'
import { callOf, createSampleData, idOf, lena, sampleNow, slot } from './sample-data.ts'

/** Sessions whose move, cancellation or pencil waits, is on its way, or was refused. */
export function createSampleRequests(account: DeviceAccount): Partial<WorkspaceData> {
  const requestId = idOf(90)
  const cancel: SessionRequest = { kind: 'cancel', requestId, reason: 'Down with a cold', reopenSlot: true }
  const move = (day: number, hour: number): SessionRequest => ({
    kind: 'reschedule',
    requestId,
    toSlotId: slot(day, hour).id
  })
  const refused = {
    requestId,
    by: account.role === 'coach' ? 'coach' : 'student',
    kind: 'reschedule',
    verdict: 'declined',
    reason: 'slot-taken',
    at: slot(0, 9).startsAt
  } as const
  const own = createSampleData(account).calls ?? []
  const coming = own.filter(({ status, startsAt }) => status === 'confirmed' && startsAt > sampleNow)
  const calls = own.map((call): SessionCopy => {
    switch (coming.indexOf(call)) {
      case 0:
        return { ...call, request: cancel }
      case 1:
        return { ...call, request: move(7, 10), ...movedOnce(call) }
      default:
        return call.id === idOf(3) ? { ...call, request: move(9, 9), lastRequest: refused } : call
    }
  })
  const pencil = callOf(91, 9, 9, lena, { status: 'pencilled', pencilled: true })
  const unsent = coming.map(({ id }) => id)
  return {
    calls: account.role === 'coach' ? [...calls, pencil].sort((a, b) => a.startsAt - b.startsAt) : calls,
    notices: [],
    syncByRecord: new Map([pencil.id, ...unsent].map(id => [id, 'saved-here'])),
    sync: { kind: 'offline', since: slot(0, 9).startsAt, waiting: 3 }
  }
}

function movedOnce({ slotId }: SessionCopy): Pick<SessionCopy, 'moves'> {
  const from = slot(-2, 9)
  const move = { requestId: idOf(92), by: 'coach', at: from.startsAt, reason: 'A train', fromSlotId: from.id } as const
  return { moves: [{ ...move, toSlotId: slotId, reopenSlot: true }] }
}
