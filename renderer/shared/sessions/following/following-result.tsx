import { Badge, Button, Group, List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { slotLengthMs } from '#domain/model/primitives.ts'
import type { AskedDate, Refusal } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'

/** What became of each session that was to be called off, as the answers come. */
export function FollowingResult(props: { readonly asked: readonly AskedDate[]; readonly onClose: () => void }) {
  const { t } = useTranslation('sessions')
  return (
    <>
      <Text size="sm" aria-live="polite">
        {t('following.result')}
      </Text>
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
  const bookingId = date.kind === 'asked' ? date.bookingId : undefined
  const call = useWorkspace(state => state.calls.find(({ id }) => id === bookingId))
  const answer = call?.request?.requestId === call?.lastRequest?.requestId ? call?.lastRequest : undefined
  const refusal: Refusal | undefined = date.kind === 'refused' ? date.refusal : answer?.reason
  const answered = call?.status === 'cancelled' ? 'cancelled' : 'waiting'
  const state = refusal === undefined ? answered : 'refused'
  return (
    <>
      {format.dayAndTimeRange({ startsAt: date.startsAt, endsAt: date.startsAt + slotLengthMs })}{' '}
      <Badge variant="default">{t(`following.${state}`)}</Badge>
      {refusal !== undefined && (
        <Text size="xs" c="dimmed">
          {refusalText(refusal)}
        </Text>
      )}
    </>
  )
}
