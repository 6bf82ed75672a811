import { Badge, Button, Group, Paper, Text } from '@mantine/core'
import { IconAlertTriangle, IconAdjustments, IconArrowBackUp, IconCheck, IconHourglass } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChangeOutcome, HistoryEntry } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { CopyTextButton } from '#renderer/ui/copy-text-button.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { typedTextOf } from '#renderer/shared/undo/typed-text.ts'
import { useChangeText } from '#renderer/shared/undo/use-change-text.ts'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'
import classes from './history-page.module.css'

const icons: Readonly<Record<ChangeOutcome, ComponentType<{ readonly size?: number }>>> = {
  waiting: IconHourglass,
  confirmed: IconCheck,
  declined: IconAlertTriangle,
  adjusted: IconAdjustments,
  undone: IconArrowBackUp
}

/** One change: what, when, what became of it, and the way back or why there is none. */
export function HistoryRow({ entry }: { readonly entry: HistoryEntry }) {
  const { t } = useTranslation('history')
  const format = useFormat()
  const now = useNow()
  const changeText = useChangeText()
  const refusalText = useRefusalText()
  const { run } = useUndo()
  const refusal = useUndoRefusal(entry)
  const text = changeText(entry)
  const typed = typedTextOf(entry)
  const Icon = icons[entry.outcome]
  return (
    <Paper component="li" withBorder px="md" py="sm" radius="md" className={classes.row}>
      <div className={classes.what}>
        <Text size="sm" fw={600}>
          {text}
        </Text>
        <Group gap={8}>
          <Badge variant="default" leftSection={<Icon size={13} />}>
            {t(`outcome.${entry.outcome}`)}
          </Badge>
          <Text size="xs" c="dimmed" component="time" dateTime={new Date(entry.at).toISOString()}>
            {format.relative(Math.min(entry.at, now), now)}, {format.dayAndTime(entry.at)}
          </Text>
        </Group>
        {entry.reason !== undefined && (
          <Text size="xs" c="var(--mantine-color-error)">
            {refusalText(entry.reason)}
          </Text>
        )}
        {refusal !== undefined && refusal !== 'undo-done' && refusal !== 'undo-declined' && (
          <Text size="xs" c="dimmed">
            {refusalText(refusal)}
          </Text>
        )}
      </div>
      <Group gap="xs">
        {typed !== '' && <CopyTextButton text={typed} label={t('copyText')} />}
        {refusal === undefined && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            aria-label={t('undoLabel', { change: text })}
            onClick={() => void run(entry.id)}
          >
            {t('undo')}
          </Button>
        )}
      </Group>
    </Paper>
  )
}

/** Judged anew whenever something that it depends on changes. */
function useUndoRefusal(entry: HistoryEntry) {
  useWorkspace(state => state.slots)
  useWorkspace(state => state.calls)
  useWorkspace(state => state.syncByRecord)
  return useWorkspace(state => state.findUndoRefusal)(entry)
}
