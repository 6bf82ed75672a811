import { type FocusEvent, useEffect, useState } from 'react'
import { isSame } from '#domain/rules/is-same.ts'
import type { DraftValues } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { type DraftState, type FormEditing, useFormDraft } from '#renderer/ui/draft/use-form-draft.ts'
import type { DraftText } from '#renderer/ui/draft/draft-text.ts'

type SettingsForm = 'profile' | 'details' | 'meeting' | 'busy-link' | 'dossier'

export interface SettingsDraft<T> extends Pick<FormEditing<SettingsForm>, 'submit'> {
  /** What the fields show: what is stored, with the person's changes over it. */
  readonly values: T
  /** What was stored when each of the changed fields was first touched; of the others what they show without a change. */
  readonly base: T
  readonly isDirty: boolean
  readonly change: (fields: Partial<T>) => void
  readonly text: (field: { [K in keyof T]: T[K] extends string ? K : never }[keyof T] & string) => DraftText
  readonly draft: DraftState
  /** For the form element: while the focus is in it, no field is written anew. */
  readonly hold: {
    readonly onFocus: () => void
    readonly onBlur: (event: FocusEvent<HTMLElement>) => void
  }
}

/**
 * Changes that are not saved yet, laid over what is stored: fields that were not touched follow what comes from other devices,
 * but not while the person is in the form. A text that is replaced under the cursor is joined with what they type. The changes
 * are a draft, so leaving the page costs nothing.
 */
export function useDraft<T extends object>(form: SettingsForm, userId: string, stored: T): SettingsDraft<T> {
  const draft = useFormDraft(form, userId, {}, {})
  const changes = fromKept<T>(draft.values)
  const replaced = fromKept<T>(draft.base ?? {})
  const [held, setHeld] = useState<T>()
  const shown = held ?? stored
  const values = { ...shown, ...changes }
  const isDirty = !isSame(values, shown)
  const discardDraft = useWorkspace(state => state.discardDraft)
  // What is stored by now, here or by another device, is no draft any more.
  const isStale = draft.savedAt !== undefined && !isDirty
  useEffect(() => {
    if (isStale) void discardDraft(form, userId)
  }, [isStale, discardDraft, form, userId])

  function change(fields: Partial<T>): void {
    // Back at what is stored, nothing is left to be kept.
    if (isSame({ ...values, ...fields }, shown)) return draft.discard()
    const before = Object.fromEntries(Object.keys(fields).map(field => [field, shown[field as keyof T]]))
    draft.change(toKept(fields), toKept({ ...before, ...replaced }))
  }

  return {
    values,
    base: { ...shown, ...replaced },
    isDirty,
    change,
    text: field => ({
      ...draft.text(field),
      value: values[field] as string,
      change: text => change({ [field]: text } as Partial<T>)
    }),
    draft: { ...draft, isReopened: draft.isReopened && isDirty },
    async submit(save) {
      const outcome = await draft.submit(save, { staysOpen: true })
      if (outcome.ok) setHeld(undefined)
      return outcome
    },
    hold: {
      onFocus: () => setHeld(known => known ?? stored),
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setHeld(undefined)
      }
    }
  }
}

/** JSON has no NaN, which stands in an emptied number field. */
function toKept(fields: object): DraftValues[SettingsForm] {
  return JSON.parse(JSON.stringify(fields)) as DraftValues[SettingsForm]
}

function fromKept<T>(fields: DraftValues[SettingsForm]): Partial<T> {
  return reviveNumbers(fields) as Partial<T>
}

function reviveNumbers(value: unknown): unknown {
  if (value === null) return Number.NaN
  if (typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, reviveNumbers(field)]))
}
