import { Button, Group, Paper, Text, ThemeIcon } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'

/** The coach's queue: what has started and was not closed yet. */
export function AwaitingBanner(props: {
  readonly calls: readonly SessionCopy[]
  readonly onStart: (calls: readonly SessionCopy[]) => void
}) {
  const { t } = useTranslation('sessions')
  const { calls, onStart } = props
  if (calls.length === 0) return null
  return (
    <Paper
      withBorder
      p="sm"
      radius="md"
      mb="md"
      component="section"
      aria-labelledby="awaiting-feedback"
      data-print="hide"
    >
      <Group justify="space-between" gap="sm">
        <Group gap="sm" wrap="nowrap" miw={0}>
          <ThemeIcon variant="light" color="yellow" size="lg" radius="xl" aria-hidden>
            <IconPencil size={18} />
          </ThemeIcon>
          <div>
            <Text fw={600} size="sm" id="awaiting-feedback">
              {t('awaiting.title', { count: calls.length })}
            </Text>
            <Text size="xs" c="dimmed">
              {t('awaiting.text')}
            </Text>
          </div>
        </Group>
        <Button size="xs" onClick={() => onStart(calls)}>
          {t('awaiting.start')}
        </Button>
      </Group>
    </Paper>
  )
}
