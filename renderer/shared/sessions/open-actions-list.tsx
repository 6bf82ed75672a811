import { List, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { UserId } from '#domain/model/primitives.ts'
import { wallClockToInstant } from '#domain/time/wall-clock.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { listOpenActions } from './open-actions.ts'

interface OpenActionsListProps {
  readonly otherId: UserId
  readonly title: string
  /** So many are shown. */
  readonly max: number
}

/** What is to be done between the two, with whose it is and until when; nothing where nothing is. */
export function OpenActionsList({ otherId, title, max }: OpenActionsListProps) {
  const { t } = useTranslation('students')
  const format = useFormat()
  const calls = useWorkspace(state => state.calls)
  const actions = useMemo(() => listOpenActions(calls.filter(call => call.otherId === otherId)), [calls, otherId])
  if (actions.length === 0) return null
  const dayOf = (date: string) => format.date(wallClockToInstant({ date, minutes: 12 * 60 }, format.zone).at)
  return (
    <div>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      <List size="sm" withPadding style={{ overflowWrap: 'anywhere' }}>
        {actions.slice(0, max).map(({ action, call }) => (
          <List.Item key={`${call.id} ${action.id}`}>
            {action.text}
            <Text span size="xs" c="dimmed">
              {` ${t(action.owner === call.partyRole ? 'actions.yours' : 'actions.theirs')}`}
              {action.dueDate !== undefined && t('actions.until', { date: dayOf(action.dueDate) })}
            </Text>
          </List.Item>
        ))}
      </List>
      {actions.length > max && (
        <Text size="xs" c="dimmed">
          {t('actions.more', { count: actions.length - max })}
        </Text>
      )}
    </div>
  )
}
