import { Checkbox, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedAction } from '#domain/actions/list-actions.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { dateAt } from '#domain/time/wall-clock.ts'
import { useOffer } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { otherNameOf } from '../sessions/other-name.ts'
import classes from './action-item.module.css'
import { useSetDone } from './use-set-done.ts'

interface ActionItemProps {
  readonly action: ListedAction
  readonly call: SessionCopy
  /** What else is said of it, such as the session that it came from. */
  readonly children?: ReactNode
}

/** One action: what, whose, until when. Its owner ticks it; the other party sees whether it is ticked (SU3). */
export function ActionItem({ action, call, children }: ActionItemProps) {
  const { t } = useTranslation('actions')
  const { t: sessions } = useTranslation('sessions')
  const setDone = useSetDone()
  const name = otherNameOf(call, sessions('erasedName'))
  const isOffered = useOffer('actions') === 'offered'
  const isOwn = action.owner === call.partyRole
  const isDone = action.state !== 'open'
  const { tickedText } = action
  return (
    <div className={classes.item}>
      <Checkbox
        size="sm"
        checked={isDone}
        // What is the other party's to say can be read here, and not changed.
        disabled={!isOwn || !isOffered}
        onChange={event => void setDone(action, event.currentTarget.checked)}
        label={action.text}
        {...(isOwn ? {} : { description: t(`studentsTick.${isDone ? 'done' : 'open'}`, { name }) })}
        classNames={{ label: classes.text }}
        styles={{ label: { color: 'var(--mantine-color-text)' } }}
      />
      <Group gap="xs" className={classes.meta}>
        {call.partyRole === 'coach' && action.owner === 'coach' && (
          <Text size="xs" c="dimmed">
            {t('ofYou')}
          </Text>
        )}
        <ActionDate action={action} />
        {children}
      </Group>
      {tickedText !== undefined && (
        <Text size="xs" c="dimmed" className={classes.meta}>
          {t('tickedText', { text: tickedText })}
        </Text>
      )}
      {action.state === 'withdrawn' && (
        <Text size="xs" c="dimmed" className={classes.meta}>
          {t(`withdrawn.${call.partyRole}`, { name })}
        </Text>
      )}
    </div>
  )
}

function ActionDate({ action: { state, dueDate, doneAt } }: { readonly action: ListedAction }) {
  const { t } = useTranslation('actions')
  const format = useFormat()
  const now = useNow()
  if (state !== 'open') {
    return doneAt === undefined ? null : (
      <Text size="xs" c="dimmed">
        {t('doneOn', { date: format.date(doneAt) })}
      </Text>
    )
  }
  if (dueDate === undefined) return null
  const isOverdue = dueDate < dateAt(now, format.zone)
  return (
    <Text size="xs" {...(isOverdue ? { className: classes.overdue } : { c: 'dimmed' })}>
      {t('due', { date: format.inZone('UTC').date(Date.parse(`${dueDate}T00:00Z`)) })}
      {isOverdue && ` · ${t('group.overdue')}`}
    </Text>
  )
}
