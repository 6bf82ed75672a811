import { Badge, Button, Group, List, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { slotLengthMs } from '#domain/model/primitives.ts'
import type { AskedDate, Refusal } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useMoveText } from '#renderer/shared/times/use-move-text.ts'

/** What became of each session that was to be called off or moved, as the answers come. */
export function FollowingResult(props: { readonly asked: readonly AskedDate[]; readonly onClose: () => void }) {
  const { t } = useTranslation('sessions')
  const container = useRef<HTMLDivElement>(null)
  // The button that was pressed is gone: the focus goes to what has come of it, and reads it out.
  useEffect(() => container.current?.focus(), [])
  return (
    <>
      <div ref={container} tabIndex={-1} style={{ outline: 'none' }}>
        <Text size="sm" aria-live="polite">
          {t('following.result')}
        </Text>
      </div>
      <List size="sm" spacing={6}>
        {props.asked.map(date => (
          <List.Item key={date.slotId}>
            <DateResult date={date} />
          </List.Item>
        ))}
      </List>
      <Group justify="flex-end">
        <Button onClick={props.onClose}>{t('cancel.close')}</Button>
      </Group>
    </>
  )
}

function DateResult({ date }: { readonly date: AskedDate }) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const refusalText = useRefusalText()
  const { state, refusal } = useProgress(date)
  const moveText = useMoveText()
  const to = date.kind === 'asked' ? date.to : undefined
  return (
    <>
      {to === undefined
        ? format.dayAndTimeRange({ startsAt: date.startsAt, endsAt: date.startsAt + slotLengthMs })
        : moveText(date.startsAt, to)}{' '}
      <Badge variant="default">{t(`following.${state}`)}</Badge>
      {refusal !== undefined && (
        <Text size="xs" c="dimmed">
          {refusalText(refusal)}
        </Text>
      )}
    </>
  )
}

type DateState = 'waiting' | 'cancelled' | 'moved' | 'refused' | 'withdrawn'

/** By the session's copy: whose answer it has is said by the request's id. */
function useProgress(date: AskedDate): { readonly state: DateState; readonly refusal?: Refusal | undefined } {
  const asked = date.kind === 'asked' ? date : undefined
  const call = useWorkspace(state => state.calls.find(({ id }) => id === asked?.bookingId))
  if (date.kind === 'refused') return { state: 'refused', refusal: date.refusal }
  const { lastRequest, request } = call ?? {}
  if (lastRequest?.requestId === date.requestId) {
    if (lastRequest?.verdict === 'declined') return { state: 'refused', refusal: lastRequest.reason }
    return { state: date.to === undefined ? 'cancelled' : 'moved' }
  }
  return { state: call !== undefined && request?.requestId !== date.requestId ? 'withdrawn' : 'waiting' }
}
