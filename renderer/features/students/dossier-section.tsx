import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createDossierId, type Dossier } from '#domain/model/dossier.ts'
import { useOffer, useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { MarkdownText } from '#renderer/ui/markdown-text.tsx'
import { RecordSyncMark } from '#renderer/ui/record-sync-mark.tsx'
import { DossierEditor } from './dossier-editor.tsx'

interface DossierSectionProps {
  readonly student: { readonly id: string; readonly name: string }
  /** What tells the student from others of the same name. */
  readonly label: string
}

/** What the coach keeps of a student (DO1), to read and to edit. It opens for editing where there is a draft. */
export function DossierSection({ student, label }: DossierSectionProps) {
  const { t } = useTranslation('students')
  const dossier = useWorkspace(state => state.dossiers.get(student.id))
  const isOffered = useOffer('dossier') === 'offered'
  const hasDraft = useWorkspace(state =>
    state.drafts.some(({ form, subjectId }) => form === 'dossier' && subjectId === student.id)
  )
  const [isEditing, setEditing] = useState(hasDraft)
  const section = useRef<HTMLElement>(null)
  const isFirst = useRef(true)
  // Into the form that was opened, and back to its button.
  useEffect(() => {
    if (isFirst.current) isFirst.current = false
    else section.current?.querySelector<HTMLElement>(isEditing ? 'textarea' : 'button')?.focus()
  }, [isEditing])
  if (!isOffered && dossier === undefined) return null

  return (
    <section aria-labelledby="dossier" ref={section}>
      <Group gap="sm" mb="xs" justify="space-between">
        <Group gap="xs">
          <Title order={2} size="h4" id="dossier">
            {t('dossier.title')}
          </Title>
          <RecordSyncMark id={createDossierId(student.id)} quiet />
        </Group>
        {isOffered && !isEditing && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPencil size={14} aria-hidden />}
            onClick={() => setEditing(true)}
          >
            {t('dossier.edit')}
          </Button>
        )}
      </Group>
      {isEditing && isOffered ? (
        <DossierEditor student={student} label={label} stored={dossier ?? {}} onClose={() => setEditing(false)} />
      ) : (
        <DossierText dossier={dossier} />
      )}
    </section>
  )
}

function DossierText({ dossier }: { readonly dossier: Dossier | undefined }) {
  const { t } = useTranslation('students')
  const format = useFormat()
  const { goals, background, agreedToLog, agreedAt } = dossier ?? {}
  if (goals === undefined && background === undefined && agreedToLog !== true) {
    return (
      <Text size="sm" c="dimmed">
        {t('dossier.empty')}
      </Text>
    )
  }
  return (
    <Stack gap="md">
      {goals !== undefined && <Words title={t('dossier.goals')} text={goals} />}
      {background !== undefined && <Words title={t('dossier.background')} text={background} />}
      {agreedToLog === true && (
        <Text size="sm" c="dimmed">
          {agreedAt === undefined ? t('dossier.agreed') : t('dossier.agreedOn', { date: format.date(agreedAt) })}
        </Text>
      )}
    </Stack>
  )
}

function Words({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed" mb={2}>
        {title}
      </Text>
      <MarkdownText text={text} />
    </div>
  )
}
