import { Alert, Button, Group, Text } from '@mantine/core'
import { IconCheck, IconHourglass, IconInfoCircle } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { findWaitingMove } from '#domain/projection/waiting.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { PhoneLink } from '#renderer/ui/phone/phone-link.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { otherNameOf } from '../other-name.ts'
import { WithdrawButton } from '../withdraw-button.tsx'
import type { RescheduleProgress } from './reschedule-progress.ts'

/** What has come of the request so far, and the next step. */
export function RescheduleResult(props: {
  readonly call: SessionCopy
  readonly progress: Exclude<RescheduleProgress, { readonly kind: 'gone' }>
  readonly onAgain: () => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('sessions')
  const { call, progress, onAgain, onClose } = props
  const container = useRef<HTMLDivElement>(null)
  // The button that was pressed is gone: the focus goes to what has come of it, and reads it out.
  useEffect(() => container.current?.focus(), [progress.kind])
  return (
    <>
      <div ref={container} tabIndex={-1} style={{ outline: 'none' }}>
        <ProgressText call={call} progress={progress} />
      </div>
      {progress.kind === 'refused' && call.otherPhone !== undefined && <PhoneLink phone={call.otherPhone} />}
      <Group justify="flex-end" gap="xs">
        {progress.kind === 'waiting' && <WithdrawButton call={call} size="sm" />}
        {progress.kind === 'refused' && <Button onClick={onAgain}>{t('move.again')}</Button>}
        <Button variant="default" onClick={onClose}>
          {t('cancel.close')}
        </Button>
      </Group>
    </>
  )
}

function ProgressText({ call, progress }: Pick<Parameters<typeof RescheduleResult>[0], 'call' | 'progress'>) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const refusalText = useRefusalText()
  const isUnsent = useWorkspace(state => state.syncByRecord.get(call.id) === 'saved-here')
  const name = otherNameOf(call, t('erasedName'))
  switch (progress.kind) {
    case 'waiting': {
      const to = findWaitingMove(call)
      return (
        <Alert color="gray" variant="light" icon={<IconHourglass size={18} />}>
          {to !== undefined && <Text size="sm">{t('move.waitingTo', { when: format.dayAndTimeRange(to) })}</Text>}
          <Text size="sm">{t(isUnsent ? 'move.waitingUnsent' : 'move.waiting')}</Text>
        </Alert>
      )
    }
    case 'moved':
      return (
        <Alert color="teal" variant="light" icon={<IconCheck size={18} />}>
          {t('move.moved', { name })}
        </Alert>
      )
    case 'refused':
      return (
        <Alert role="alert" color="orange" variant="light" icon={<IconInfoCircle size={18} />}>
          {progress.reason === undefined ? t('move.refused') : refusalText(progress.reason)} {t('move.stays')}
        </Alert>
      )
  }
}
