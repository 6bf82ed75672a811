import { Anchor, Group, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { ScoreText } from '#renderer/ui/score-text.tsx'
import { otherNameOf } from '#renderer/shared/sessions/other-name.ts'
import { listHistory } from '#renderer/shared/sessions/session-lists.ts'
import { SessionStatusLine } from '#renderer/shared/sessions/session-status-line.tsx'
import classes from './session-card.module.css'

/** Every other session with the same person, newest first. */
export function SessionHistory({
  call,
  onOpen
}: {
  readonly call: SessionCopy
  readonly onOpen: (call: SessionCopy) => void
}) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const calls = useWorkspace(state => state.calls)
  const history = useMemo(() => listHistory(calls, call.otherId, call.id), [calls, call.otherId, call.id])
  return (
    <section aria-labelledby="session-history">
      <Title order={3} size="h5" id="session-history" mb={6}>
        {t('card.history', { name: otherNameOf(call, t('erasedName')) })}
      </Title>
      {history.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('card.noHistory')}
        </Text>
      ) : (
        <ul className={classes.history}>
          {history.map(entry => (
            <li key={entry.id}>
              <Anchor component="button" type="button" size="sm" onClick={() => onOpen(entry)}>
                {format.date(entry.startsAt)}, {format.time(entry.startsAt)}
              </Anchor>
              <Group gap="xs">
                {entry.satisfaction !== undefined && <ScoreText score={entry.satisfaction} />}
                <SessionStatusLine call={entry} />
              </Group>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
