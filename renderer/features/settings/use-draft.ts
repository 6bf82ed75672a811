import { type FocusEvent, useEffect, useState } from 'react'
import { isSame } from '#domain/rules/is-same.ts'

export interface Draft<T> {
  /** What the fields show: what is stored, with the person's changes over it. */
  readonly values: T
  /** What was stored when each of the changed fields was first touched; of the others what they show without a change. */
  readonly base: T
  readonly isDirty: boolean
  readonly change: (fields: Partial<T>) => void
  readonly clear: () => void
  /** For the form element: while the focus is in it, no field is written anew. */
  readonly hold: {
    readonly onFocus: () => void
    readonly onBlur: (event: FocusEvent<HTMLElement>) => void
  }
}

/**
 * Changes that are not saved yet, laid over what is stored: fields that were not touched follow what comes from
 * other devices, but not while the person is in the form. A text that is replaced under the cursor is joined with what
 * they type.
 * @param onDirtyChange told whenever there begin or cease to be unsaved changes
 */
export function useDraft<T extends object>(stored: T, onDirtyChange: (isDirty: boolean) => void): Draft<T> {
  const [changes, setChanges] = useState<Partial<T>>({})
  const [replaced, setReplaced] = useState<Partial<T>>({})
  const [held, setHeld] = useState<T>()
  const shown = held ?? stored
  const values = { ...shown, ...changes }
  const isDirty = !isSame(values, shown)
  useEffect(() => {
    onDirtyChange(isDirty)
    return () => onDirtyChange(false)
  }, [isDirty, onDirtyChange])
  return {
    values,
    base: { ...shown, ...replaced },
    isDirty,
    change(fields) {
      const before = Object.keys(fields).map(field => [field, shown[field as keyof T]])
      setReplaced(known => ({ ...(Object.fromEntries(before) as Partial<T>), ...known }))
      setChanges(current => ({ ...current, ...fields }))
    },
    clear() {
      setReplaced({})
      setChanges({})
      setHeld(undefined)
    },
    hold: {
      onFocus: () => setHeld(known => known ?? stored),
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setHeld(undefined)
      }
    }
  }
}
