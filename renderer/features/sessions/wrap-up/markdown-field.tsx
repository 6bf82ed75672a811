import { Group, Input, Paper, SegmentedControl, Text } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DraftTextarea } from '#renderer/ui/draft/draft-fields.tsx'
import type { DraftText } from '#renderer/ui/draft/draft-text.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { MarkdownText } from '#renderer/ui/markdown-text.tsx'

/** Markdown with a preview and a counter: the notes, and the summary for the student. Too long a text is kept and said to be so, never cut. */
export function MarkdownField(props: {
  readonly name: 'notes' | 'summary'
  readonly text: DraftText
  readonly maxLength: number
  readonly minRows: number
}) {
  const { t } = useTranslation('sessions')
  const { name, text, maxLength, minRows } = props
  const id = useId()
  const [view, setView] = useState<'write' | 'preview'>('write')
  const { value } = text
  const over = value.length - maxLength
  return (
    <div>
      <Group justify="space-between" align="flex-end" mb={6}>
        <div>
          <Input.Label htmlFor={id}>{t(`wrapUp.${name}`)}</Input.Label>
          <Input.Description id={`${id}-hint`}>{t(`wrapUp.${name}Hint`)}</Input.Description>
        </div>
        <SegmentedControl
          size="xs"
          aria-label={t(`wrapUp.${name}View`)}
          data={(['write', 'preview'] as const).map(choice => ({ value: choice, label: t(`wrapUp.${choice}`) }))}
          value={view}
          onChange={choice => setView(choice === 'preview' ? 'preview' : 'write')}
        />
      </Group>
      {view === 'write' ? (
        <DraftTextarea
          id={id}
          autosize
          minRows={minRows}
          maxRows={12}
          text={text}
          error={over > 0 ? t(`wrapUp.problem.${name}-too-long`, { count: over }) : undefined}
          aria-describedby={`${id}-hint`}
        />
      ) : (
        <Preview text={value} />
      )}
      <Counter length={value.length} maxLength={maxLength} />
    </div>
  )
}

function Preview({ text }: { readonly text: string }) {
  const { t } = useTranslation('sessions')
  return (
    <Paper withBorder radius="md" p="sm" mih={130} mah={280} style={{ overflowY: 'auto' }}>
      {text.trim() === '' ? (
        <Text size="sm" c="dimmed">
          {t('wrapUp.nothingToPreview')}
        </Text>
      ) : (
        <MarkdownText text={text} />
      )}
    </Paper>
  )
}

function Counter({ length, maxLength }: { readonly length: number; readonly maxLength: number }) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  return (
    <Text size="xs" ta="right" mt={2} c={length > maxLength ? 'var(--mantine-color-error)' : 'dimmed'}>
      {t('wrapUp.counter', { shown: format.number(length), max: format.number(maxLength) })}
    </Text>
  )
}
