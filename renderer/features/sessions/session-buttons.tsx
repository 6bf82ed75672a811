import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { otherNameOf } from '#renderer/shared/sessions/other-name.ts'
import { WithdrawButton } from '#renderer/shared/sessions/withdraw-button.tsx'
import { listSessionActions, type SessionAction } from '#renderer/shared/sessions/session-actions.ts'

const variants: Readonly<Record<SessionAction, 'light' | 'default' | 'subtle'>> = {
  wrapUp: 'light',
  editWrapUp: 'default',
  review: 'light',
  editReview: 'default',
  move: 'default',
  cancel: 'subtle'
}

/** What can be done with a session now. */
export function SessionButtons(props: {
  readonly call: SessionCopy
  readonly onAct: (action: SessionAction, call: SessionCopy) => void
}) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const now = useNow()
  const { call, onAct } = props
  const name = otherNameOf(call, t('erasedName'))
  return (
    <Group gap="xs" wrap="wrap">
      {listSessionActions(call, now).map(action => (
        <Button
          key={action}
          size="xs"
          variant={variants[action]}
          // Many rows have the same button; read out, each says whose it is.
          aria-label={t('action.label', { action: t(`action.${action}`), name, when: format.dayAndTimeRange(call) })}
          onClick={() => onAct(action, call)}
        >
          {t(`action.${action}`)}
        </Button>
      ))}
      <WithdrawButton call={call} />
    </Group>
  )
}
