import { Paper, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { MarkdownText } from '#renderer/ui/markdown-text.tsx'
import { findLastNotes } from '#renderer/shared/sessions/session-lists.ts'

/** The coach's latest notes on this person; not a second time where they stand on this very session. */
export function LastNotes({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const last = useWorkspace(state => findLastNotes(state.calls, call.otherId))
  if (call.partyRole !== 'coach' || last?.notes === undefined || last.id === call.id) return null
  return (
    <section aria-labelledby="last-notes">
      <Title order={3} size="h5" id="last-notes">
        {t('card.lastNotes')}
      </Title>
      <Text size="xs" c="dimmed" mb={4}>
        {t('card.lastNotesFrom', { date: format.date(last.startsAt) })}
      </Text>
      <Paper withBorder radius="md" p="sm">
        <MarkdownText text={last.notes} />
      </Paper>
    </section>
  )
}
