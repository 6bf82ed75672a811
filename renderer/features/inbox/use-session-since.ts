import { useTranslation } from 'react-i18next'
import { newer } from '#domain/model/newer.ts'
import type { Notice } from '#domain/model/notice.ts'
import { parseSlotId } from '#domain/model/slot-id.ts'
import { fieldsOf, readNotice } from '#domain/notices/notice-payload.ts'
import { listToldDates } from '#domain/notices/series-notice.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { findSessionSince, type SessionSince } from './session-since.ts'
import { useNoticeCall } from './use-notice-call.ts'

/** What has become of the session of a notice, or of the dates of a series together, since it was told. */
export function useSessionSince(notice: Notice): SessionSince {
  const now = useNow()
  const call = useNoticeCall(notice)
  const calls = useWorkspace(state => state.calls)
  const dates = listToldDates(notice).filter(({ reason }) => reason === undefined)
  if (dates.length === 0) return findSessionSince(call, toldStartOf(notice), now)
  const states = dates.map(({ bookingId, startsAt }) =>
    findSessionSince(
      calls.find(({ id }) => id === bookingId),
      startsAt,
      now
    )
  )
  const changed = states.find(({ kind }) => kind === 'moved' || kind === 'cancelled')
  return changed ?? { kind: states.every(({ kind }) => kind === 'started') ? 'started' : 'as-told' }
}

/** The time to which a session was moved that its person had wanted to leave where it was. */
function toldStartOf(notice: Notice): number | undefined {
  const told = readNotice(notice)
  if (told.topic !== 'withdrawn-late') return notice.startsAt
  const { request } = fieldsOf(told.mine)
  const toSlotId = request?.kind !== newer && request?.kind === 'reschedule' ? request.toSlotId : undefined
  return toSlotId === undefined ? notice.startsAt : parseSlotId(toSlotId)?.startsAt
}

/** What to add to a notice; undefined where all is as it was told. */
export function useSinceText(since: SessionSince): string | undefined {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  switch (since.kind) {
    case 'as-told':
      return undefined
    case 'moved':
      return t('explain.since.moved', { when: format.dayAndTime(since.startsAt) })
    case 'cancelled':
    case 'started':
      return t(`explain.since.${since.kind}`)
  }
}
