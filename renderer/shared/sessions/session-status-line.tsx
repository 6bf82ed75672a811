import { Badge, Group, Text } from '@mantine/core'
import { IconClock, IconHourglass } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#domain/assert-never.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { findWaitingMove } from '#domain/projection/waiting.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RecordSyncMark } from '#renderer/ui/record-sync-mark.tsx'
import { StatusBadge } from '#renderer/ui/status-badge.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { BusyText } from './busy-text.tsx'
import { findRefusedRequest, toPhase } from '#renderer/shared/sessions/session-status.ts'

/** Where a session stands, and whether the server knows. */
export function SessionStatusLine({ call }: { readonly call: SessionCopy }) {
  return (
    <Group gap={8} wrap="wrap">
      <PhaseBadge call={call} />
      <MovingText call={call} />
      <BusyText call={call} />
      <RecordSyncMark id={call.id} quiet />
    </Group>
  )
}

function PhaseBadge({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('sessions')
  const isSent = useWorkspace(state => state.syncByRecord.get(call.id) !== 'saved-here')
  const phase = toPhase(call, useNow())
  switch (phase.kind) {
    case 'upcoming':
      return <StatusBadge status="confirmed" />
    case 'running':
      return (
        <Badge variant="filled" color="indigo" leftSection={<IconClock size={13} />}>
          {t('running')}
        </Badge>
      )
    case 'ended':
      return (
        <Badge variant="default" leftSection={<IconClock size={13} />}>
          {t(`ended.${call.partyRole}`)}
        </Badge>
      )
    case 'cancelling':
      return <PendingBadge text={isSent ? t('pending.cancellingSent') : t('pending.cancelling')} />
    case 'pencilled':
      return <PendingBadge text={isSent ? t('pending.pencilledSent') : t('pending.pencilled')} />
    case 'moving':
      return <PendingBadge text={isSent ? t('pending.movingSent') : t('pending.moving')} />
    case 'closing':
      // The word stands already; the sync mark beside it says that the server has not heard it.
      return <StatusBadge status={phase.outcome} />
    case 'completed':
    case 'no-show':
    case 'cancelled':
    case 'declined':
    case 'newer':
      return <StatusBadge status={phase.kind} />
    default:
      return assertNever(phase)
  }
}

/** Where a session will be if its move is granted. */
function MovingText({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const to = findWaitingMove(call)
  if (to === undefined) return null
  return (
    <Text size="xs" c="dimmed">
      {t('pending.movingTo', { when: format.dayAndTimeRange(to) })}
    </Text>
  )
}

function PendingBadge({ text }: { readonly text: string }) {
  return (
    <Badge variant="default" leftSection={<IconHourglass size={13} />}>
      {text}
    </Badge>
  )
}

/** What the server refused of a session that still stands; a line of its own. */
export function RefusedText({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('sessions')
  const refusalText = useRefusalText()
  const refused = findRefusedRequest(call)
  if (refused === undefined || call.status === 'cancelled') return null
  return (
    <Text size="xs" c="var(--mantine-color-error)">
      {t(`refused.${refused.kind}`, { reason: refused.reason === undefined ? '' : refusalText(refused.reason) })}
    </Text>
  )
}
