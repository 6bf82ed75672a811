import { Button, Checkbox, Group, Stack } from '@mantine/core'
import type { SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dossier } from '#domain/model/dossier.ts'
import { maxTags, notesMaxLength, tagMaxLength } from '#domain/model/limits.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { DraftTextarea, DraftTextInput } from '#renderer/ui/draft/draft-fields.tsx'
import { DraftReopened, DraftStatus } from '#renderer/ui/draft/draft-status.tsx'
import { useDraft } from '#renderer/ui/draft/use-draft.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useSave } from '#renderer/ui/use-save.ts'
import { type DossierForm, findDossierFaults, toDossierForm, toDossierWords } from './model/dossier-form.ts'

interface DossierEditorProps {
  readonly student: { readonly id: string; readonly name: string }
  readonly label: string
  readonly stored: Partial<Dossier>
  readonly onClose: () => void
}

/** Goals, background, tags and the tick, as a draft from the first letter. Works offline. */
export function DossierEditor({ student, label, stored, onClose }: DossierEditorProps) {
  const { t } = useTranslation('students')
  const { t: shared } = useTranslation('shared')
  const saveDossier = useWorkspace(state => state.saveDossier)
  const form = useDraft<DossierForm>('dossier', student.id, toDossierForm(stored))
  const { values, base, isDirty, change, text, draft, submit, hold } = form
  const { isBusy, refused, save } = useSave(t('dossier.saved', { name: label }))
  const faults = findDossierFaults(values)
  const isFaulty = Object.keys(faults).length > 0

  async function onSubmit(event: SyntheticEvent) {
    event.preventDefault()
    if (isFaulty) return
    const words = toDossierWords(values, stored)
    if (await save(() => submit(() => saveDossier(student, words, toDossierWords(base, stored))))) onClose()
  }

  function discard() {
    draft.discard()
    onClose()
  }

  const tooLong = (count: number | undefined) =>
    count === undefined ? undefined : t('dossier.tooLong', { count, max: notesMaxLength })
  return (
    <form onSubmit={event => void onSubmit(event)} noValidate {...hold}>
      <Stack gap="md">
        <DraftReopened draft={draft} />
        <DraftTextarea
          label={t('dossier.goals')}
          description={t('dossier.hint')}
          text={text('goals')}
          error={tooLong(faults.goals)}
          autosize
          minRows={3}
          maxRows={14}
        />
        <DraftTextarea
          label={t('dossier.background')}
          text={text('background')}
          error={tooLong(faults.background)}
          autosize
          minRows={3}
          maxRows={14}
        />
        <DraftTextInput
          label={t('dossier.tags')}
          description={t('dossier.tagsHint')}
          text={text('tags')}
          error={
            faults.tags === undefined
              ? undefined
              : t(`dossier.tagsFault.${faults.tags}`, { max: maxTags, length: tagMaxLength })
          }
        />
        <Checkbox
          label={t('dossier.agree', { name: label })}
          description={t('dossier.agreeHint')}
          checked={values.agreedToLog}
          onChange={event => change({ agreedToLog: event.currentTarget.checked })}
        />
        <RefusalAlert refusal={refused?.refusal} />
        <Group gap="xs">
          <Button type="submit" loading={isBusy} disabled={!isDirty || isFaulty}>
            {shared('action.save')}
          </Button>
          <Button variant="subtle" color="gray" onClick={discard} disabled={isBusy}>
            {t(isDirty ? 'dossier.discard' : 'dossier.close')}
          </Button>
          {isDirty && <DraftStatus draft={draft} />}
        </Group>
      </Stack>
    </form>
  )
}
