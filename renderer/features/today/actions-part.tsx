import { Paper, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Instant } from '#domain/model/primitives.ts'
import { dateAt, wallClockToInstant } from '#domain/time/wall-clock.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { PlainText } from '#renderer/ui/plain-text.tsx'
import { otherNameOf } from '#renderer/shared/sessions/other-name.ts'
import { SessionCardLink } from '#renderer/shared/sessions/session-card-link.tsx'
import type { OpenAction } from '#renderer/shared/sessions/open-actions.ts'
import { TodayPart } from './today-part.tsx'

/** So many are listed; the rest stand with their sessions. */
const maxShown = 8

/** What this person is to do, with its date and the session that it is from. */
export function ActionsPart({ actions, now }: { readonly actions: readonly OpenAction[]; readonly now: Instant }) {
  const { t } = useTranslation('today')
  return (
    <TodayPart title={t('actions.title', { count: actions.length })} isShown={actions.length > 0}>
      {actions.slice(0, maxShown).map(item => (
        <ActionLine key={`${item.call.id} ${item.action.id}`} item={item} now={now} />
      ))}
    </TodayPart>
  )
}

function ActionLine({ item: { action, call }, now }: { readonly item: OpenAction; readonly now: Instant }) {
  const { t } = useTranslation('today')
  const { t: sessions } = useTranslation('sessions')
  const format = useFormat()
  const { dueDate } = action
  const isOverdue = dueDate !== undefined && dueDate < dateAt(now, format.zone)
  const due =
    dueDate === undefined
      ? undefined
      : format.date(wallClockToInstant({ date: dueDate, minutes: 12 * 60 }, format.zone).at)
  return (
    <Paper component="li" withBorder px="md" py="sm" radius="md">
      <PlainText>{action.text}</PlainText>
      <Text size="xs" c={isOverdue ? 'var(--mantine-color-error)' : 'dimmed'}>
        {due !== undefined && `${t(isOverdue ? 'actions.overdue' : 'actions.due', { date: due })} · `}
        <SessionCardLink
          call={call}
          text={t('actions.from', {
            name: otherNameOf(call, sessions('erasedName')),
            date: format.date(call.startsAt)
          })}
        />
      </Text>
    </Paper>
  )
}
