import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { notesMaxLength } from '#domain/model/limits.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { DraftTextarea } from '#renderer/ui/draft/draft-fields.tsx'
import { DraftReopened, DraftStatus } from '#renderer/ui/draft/draft-status.tsx'
import { useFormDraft } from '#renderer/ui/draft/use-form-draft.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'
import { DialogHeading } from '#renderer/shared/sessions/dialog-heading.tsx'
import { otherNameOf } from '#renderer/shared/sessions/other-name.ts'
import { ScoreField } from './wrap-up/score-field.tsx'

interface ReviewDialogProps {
  readonly call: SessionCopy
  readonly opened: boolean
  readonly onClose: () => void
  readonly onExited: () => void
}

/** What the student says of the session; the coach reads it. */
export function ReviewDialog({ call, opened, onClose, onExited }: ReviewDialogProps) {
  const { t } = useTranslation('sessions')
  const { t: shared } = useTranslation('shared')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('review.title', { name: otherNameOf(call, t('erasedName')) })}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
      returnFocus={false}
      onExitTransitionEnd={onExited}
    >
      <ReviewForm key={call.id} call={call} onClose={onClose} />
    </Modal>
  )
}

function ReviewForm({ call, onClose }: Pick<ReviewDialogProps, 'call' | 'onClose'>) {
  const { t } = useTranslation('sessions')
  const { t: shared } = useTranslation('shared')
  const saveReview = useWorkspace(state => state.saveReview)
  const draft = useFormDraft('review', call.id, call.review ?? { text: '' }, { review: call.review })
  const { score, text } = draft.values
  const [wasTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const { offer } = useUndo()
  const over = text.length - notesMaxLength

  async function save() {
    setTried(true)
    if (score === undefined || over > 0) return
    setBusy(true)
    const outcome = await draft.submit(() => saveReview(call.id, { score, text }, draft.base))
    setBusy(false)
    if (!outcome.ok) {
      setRefusal(outcome.refusal)
      return
    }
    offer(t('review.saved'))
    onClose()
  }

  return (
    <Stack gap="md">
      <DialogHeading call={call} />
      <DraftReopened draft={draft} />
      <ScoreField
        label={t('review.score')}
        score={score}
        isMissing={wasTried && score === undefined}
        error={t('review.chooseScore')}
        hint=""
        onChange={chosen => draft.change({ score: chosen })}
      />
      <DraftTextarea
        label={t('review.text')}
        description={t('review.textHint', { name: otherNameOf(call, t('erasedName')) })}
        text={draft.text('text')}
        error={over > 0 ? t('review.tooLong', { count: over }) : undefined}
        autosize
        minRows={4}
        maxRows={10}
      />
      <RefusalAlert refusal={refusal} />
      <Group justify="space-between" gap="sm">
        <DraftStatus draft={draft} />
        <Group gap="xs" ml="auto">
          <Button variant="default" onClick={onClose}>
            {shared('action.close')}
          </Button>
          <Button loading={isBusy} onClick={() => void save()}>
            {t('review.save')}
          </Button>
        </Group>
      </Group>
    </Stack>
  )
}
