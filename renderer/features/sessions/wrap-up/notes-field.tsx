import { Group, Input, Paper, SegmentedControl, Text } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notesMaxLength } from '#domain/model/limits.ts'
import { DraftTextarea } from '#renderer/ui/draft/draft-fields.tsx'
import type { DraftText } from '#renderer/ui/draft/draft-text.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { MarkdownText } from '#renderer/ui/markdown-text.tsx'

/** Markdown notes with a preview and a counter. Too long a text is kept and said to be so, never cut. */
export function NotesField({ notes: text }: { readonly notes: DraftText }) {
  const { t } = useTranslation('sessions')
  const id = useId()
  const [view, setView] = useState<'write' | 'preview'>('write')
  const notes = text.value
  const over = notes.length - notesMaxLength
  return (
    <div>
      <Group justify="space-between" align="flex-end" mb={6}>
        <div>
          <Input.Label htmlFor={id}>{t('wrapUp.notes')}</Input.Label>
          <Input.Description id={`${id}-hint`}>{t('wrapUp.notesHint')}</Input.Description>
        </div>
        <SegmentedControl
          size="xs"
          aria-label={t('wrapUp.view')}
          data={(['write', 'preview'] as const).map(value => ({ value, label: t(`wrapUp.${value}`) }))}
          value={view}
          onChange={value => setView(value === 'preview' ? 'preview' : 'write')}
        />
      </Group>
      {view === 'write' ? (
        <DraftTextarea
          id={id}
          autosize
          minRows={5}
          maxRows={12}
          text={text}
          error={over > 0 ? t('wrapUp.problem.notes-too-long', { count: over }) : undefined}
          aria-describedby={`${id}-hint`}
        />
      ) : (
        <Preview notes={notes} />
      )}
      <Counter length={notes.length} />
    </div>
  )
}

function Preview({ notes }: { readonly notes: string }) {
  const { t } = useTranslation('sessions')
  return (
    <Paper withBorder radius="md" p="sm" mih={130} mah={280} style={{ overflowY: 'auto' }}>
      {notes.trim() === '' ? (
        <Text size="sm" c="dimmed">
          {t('wrapUp.nothingToPreview')}
        </Text>
      ) : (
        <MarkdownText text={notes} />
      )}
    </Paper>
  )
}

function Counter({ length }: { readonly length: number }) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  return (
    <Text size="xs" ta="right" mt={2} c={length > notesMaxLength ? 'var(--mantine-color-error)' : 'dimmed'}>
      {t('wrapUp.counter', { shown: format.number(length), max: format.number(notesMaxLength) })}
    </Text>
  )
}
