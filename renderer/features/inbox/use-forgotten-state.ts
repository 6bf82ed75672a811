import type { Notice } from '#domain/model/notice.ts'
import { fieldsOf, readNotice } from '#domain/notices/notice-payload.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useNow } from '#renderer/ui/use-now.ts'

/**
 * What has become of a session that the server did not know. `again`: it stands, or these two meet in the same hours. `past`: its
 * hours have begun. `open`: anybody can book them. `closed`: nobody can.
 */
type ForgottenState = 'again' | 'past' | 'open' | 'closed'

export function useForgottenState(notice: Notice): ForgottenState {
  const { slotId, bookingId, startsAt = 0 } = notice
  const told = readNotice(notice)
  const otherId = told.topic === 'session-forgotten' ? fieldsOf(told.mine).otherId : undefined
  const now = useNow()
  const isAgain = useWorkspace(({ calls }) =>
    calls.some(call => {
      const isLive = call.status !== 'declined' && call.status !== 'cancelled'
      return isLive && (call.id === bookingId || (call.slotId === slotId && call.otherId === otherId))
    })
  )
  const isOpen = useWorkspace(({ slots }) => slots.some(({ id, status }) => id === slotId && status === 'open'))
  if (isAgain) return 'again'
  if (startsAt <= now) return 'past'
  return isOpen ? 'open' : 'closed'
}
