import { Group, Stack } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notesMaxLength, summaryMaxLength } from '#domain/model/limits.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { useOffer, useWorkspace } from '#renderer/store/hooks.ts'
import { DraftReopened } from '#renderer/ui/draft/draft-status.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'
import { DialogHeading } from '#renderer/shared/sessions/dialog-heading.tsx'
import { otherNameOf } from '#renderer/shared/sessions/other-name.ts'
import { BookNextButton } from '#renderer/shared/sessions/book-next-button.tsx'
import { PaidField } from '#renderer/shared/sessions/paid-field.tsx'
import { mayCancelLate } from '#renderer/shared/sessions/session-actions.ts'
import { findProblems, toWrapUp } from '../wrap-up-form.ts'
import { ActionsField } from './actions-field.tsx'
import { FollowUpsField } from './follow-ups-field.tsx'
import { MarkdownField } from './markdown-field.tsx'
import { OutcomeField } from './outcome-field.tsx'
import { ScoreField } from './score-field.tsx'
import { textOfAction, useWrapUpDraft } from './use-wrap-up-draft.ts'
import { WrapUpFooter } from './wrap-up-footer.tsx'
import { findKeyChange, isSaveKey } from './wrap-up-keys.ts'

interface WrapUpFormProps {
  readonly call: SessionCopy
  readonly hasNext: boolean
  readonly isQueued: boolean
  readonly onClose: () => void
  readonly onNext: () => void
  readonly onCancelLate: () => void
}

/** The fields of a wrap-up, their keys, and what happens on Save. */
export function WrapUpForm(props: WrapUpFormProps) {
  const { call, hasNext, isQueued, onClose, onNext, onCancelLate } = props
  const { t } = useTranslation('sessions')
  const wrapUp = useWorkspace(state => state.wrapUp)
  const { offer } = useUndo()
  const takesActions = useOffer('actions') === 'offered'
  const takesPaid = useOffer('paid') === 'offered'
  const editing = useWrapUpDraft(call, takesActions)
  const { values, change, base, draft, submit } = editing
  const [wasTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const mayBeLate = mayCancelLate(call)
  const problems = findProblems(values, takesActions)
  // The next of a queue takes the place of the one before it, and the button that had the focus has gone with that.
  const container = useRef<HTMLDivElement>(null)
  useEffect(() => container.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), [])

  async function save() {
    if (isBusy) return
    setTried(true)
    if (values.choice === 'late-cancel') {
      onCancelLate()
      return
    }
    const recorded = toWrapUp(values, takesActions)
    if (recorded === undefined) return
    setBusy(true)
    const paid = takesPaid ? { paid: values.paid ?? null } : {}
    const outcome = await submit(() => wrapUp(call.id, { ...recorded, ...paid }, base))
    setBusy(false)
    if (outcome.ok) {
      offer(t('wrapUp.saved', { name: otherNameOf(call, t('erasedName')) }))
      onNext()
      return
    }
    setRefusal(outcome.refusal)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isSaveKey(event)) {
      event.preventDefault()
      void save()
      return
    }
    const changed = findKeyChange(event, mayBeLate)
    if (changed === undefined) return
    event.preventDefault()
    change(changed)
  }

  return (
    // A click on a text takes the focus here, so that the keys go on working.
    <Stack gap="md" ref={container} onKeyDown={onKeyDown} tabIndex={-1} style={{ outline: 'none' }}>
      <DialogHeading call={call} />
      <DraftReopened draft={draft} />
      <OutcomeField
        choice={values.choice}
        offersLateCancel={mayBeLate}
        isMissing={wasTried && problems.includes('choose-outcome')}
        onChange={choice => change({ choice })}
      />
      {values.choice === 'completed' && (
        <ScoreField
          score={values.satisfaction}
          isMissing={wasTried && problems.includes('choose-score')}
          onChange={satisfaction => change({ satisfaction })}
        />
      )}
      {takesPaid && values.choice !== 'late-cancel' && (
        <PaidField paid={values.paid} label={t('paid.label')} onChange={paid => change({ paid })} isVisible />
      )}
      <MarkdownField name="notes" text={editing.text('notes')} maxLength={notesMaxLength} minRows={4} />
      {takesActions ? (
        <>
          <MarkdownField name="summary" text={editing.text('summary')} maxLength={summaryMaxLength} minRows={3} />
          <ActionsField
            values={values}
            textOf={at => textOfAction(editing, at)}
            wasTried={wasTried}
            studentName={otherNameOf(call, t('erasedName'))}
            onChange={change}
          />
        </>
      ) : (
        <FollowUpsField values={values} newText={editing.text('newFollowUp')} onChange={change} />
      )}
      <Group>
        <BookNextButton call={call} />
      </Group>
      <RefusalAlert refusal={refusal} />
      <WrapUpFooter
        draft={draft}
        isLateCancel={values.choice === 'late-cancel'}
        isBusy={isBusy}
        hasNext={hasNext}
        onSave={() => void save()}
        onClose={onClose}
        {...(isQueued ? { onSkip: onNext } : {})}
      />
    </Stack>
  )
}
