import { useContext, useState } from 'react'
import { isSame } from '#domain/rules/is-same.ts'
import { createDraftId } from '#renderer/contract/draft.ts'
import type { DraftBases, DraftForm, DraftValues, FormDraft, Outcome, Refusal } from '#renderer/contract/screens.ts'
import { useWorkspace, WorkspaceStoreContext } from '#renderer/store/hooks.ts'
import type { DraftText } from './draft-text.ts'

/** How a form's draft is shown and saved, whatever the form. */
export interface DraftState {
  /** Whether the form opened with a draft from before. */
  readonly isReopened: boolean
  /** When the draft was last typed in; undefined where there is none. */
  readonly savedAt: number | undefined
  /** Whether something was typed that is not stored yet. */
  readonly isKeeping: boolean
  /** Why the last draft was not stored. */
  readonly refusal: Refusal | undefined
  /** Back to what is recorded. */
  readonly discard: () => void
}

export interface FormEditing<F extends DraftForm> extends DraftState {
  /** What the fields show: the draft, else what is recorded. */
  readonly values: DraftValues[F]
  /** What was recorded when the typing began; undefined where a draft of an earlier version does not say. */
  readonly base: DraftBases[F] | undefined
  /** @param base where the typing began, if that changes with the fields that are touched */
  readonly change: (part: Partial<DraftValues[F]>, base?: DraftBases[F]) => void
  /** One free text of the form, for `DraftTextarea` and `DraftTextInput`. */
  readonly text: (field: TextField<F>) => DraftText
  /** A free text within a list of the form. @param toPart the fields of the form with the text changed */
  readonly textIn: (value: string, toPart: (text: string) => Partial<DraftValues[F]>) => DraftText
  /**
   * Runs the saving of the form. Its draft is stored before, and goes once the saving has succeeded.
   * @param more staysOpen: the form is not closed by that, and shows from then on what is recorded
   */
  readonly submit: <T>(save: () => Promise<Outcome<T>>, more?: { readonly staysOpen: boolean }) => Promise<Outcome<T>>
}
type TextField<F extends DraftForm> = {
  [K in keyof DraftValues[F]]-?: string extends DraftValues[F][K] ? K : never
}[keyof DraftValues[F]]

/**
 * The values of a form whose texts are drafts from the first letter on. They live in the store, so they outlive the form, however
 * it closes, and follow what another window types into the same one.
 * @param recorded what the fields show without a draft
 * @param base what is recorded now, for a merge when the form is saved
 */
export function useFormDraft<F extends DraftForm>(
  form: F,
  subjectId: string,
  recorded: DraftValues[F],
  base: DraftBases[F]
): FormEditing<F> {
  const store = useContext(WorkspaceStoreContext)
  if (store === undefined) throw new Error('useFormDraft needs WorkspaceStoreContext')
  const id = createDraftId(form, subjectId)
  const find = (state: { readonly drafts: readonly FormDraft<DraftForm>[] }) =>
    state.drafts.find(draft => draft.form === form && draft.subjectId === subjectId) as FormDraft<F> | undefined
  const draft = useWorkspace(find)
  const isKeeping = useWorkspace(state => state.unkeptDrafts.has(id))
  const refusal = useWorkspace(state => state.unkeptDrafts.get(id))
  const [isReopened, setReopened] = useState(draft !== undefined)
  // While the form is being saved, and fades out, it shows what is saved.
  const [saving, setSaving] = useState<DraftValues[F]>()

  function change(part: Partial<DraftValues[F]>, changedBase?: DraftBases[F]): void {
    if (store === undefined || saving !== undefined) return
    // Not what was rendered last: one event may change two fields.
    const state = store.getState()
    const current = find(state)
    const values = { ...(current?.values ?? recorded), ...part }
    if (isSame(values, recorded)) void state.discardDraft(form, subjectId)
    else
      void state.saveDraft({
        form,
        subjectId,
        values,
        base: changedBase ?? (current === undefined ? base : current.base)
      })
  }

  const shown = saving ?? draft?.values ?? recorded
  return {
    values: shown,
    base: draft === undefined ? base : draft.base,
    isReopened,
    savedAt: draft?.savedAt,
    isKeeping,
    refusal,
    change,
    text: field =>
      ({
        value: shown[field] ?? '',
        change: (text: string) => change({ [field]: text } as unknown as Partial<DraftValues[F]>)
      }) as unknown as DraftText,
    textIn: (value, toPart) => ({ value, change: (text: string) => change(toPart(text)) }) as DraftText,
    discard() {
      setReopened(false)
      void store.getState().discardDraft(form, subjectId)
    },
    async submit(save, more) {
      setSaving(shown)
      // Should an interruption leave the draft behind, it says what is recorded, and is removed at the next start.
      await store.getState().flushDrafts()
      const outcome = await save()
      if (outcome.ok) await store.getState().discardDraft(form, subjectId)
      if (!outcome.ok || more?.staysOpen === true) setSaving(undefined)
      return outcome
    }
  }
}
