import { useEffect, useState } from 'react'
import { isSame } from '#domain/rules/is-same.ts'

export interface Draft<T> {
  /** What the fields show: what is stored, with the person's changes over it. */
  readonly values: T
  /** What was stored when each of the changed fields was first touched; of the others what is stored now. */
  readonly base: T
  readonly isDirty: boolean
  readonly change: (fields: Partial<T>) => void
  readonly clear: () => void
}

/**
 * Changes that are not saved yet, laid over what is stored: fields that were not touched follow what comes from
 * other devices.
 * @param onDirtyChange told whenever there begin or cease to be unsaved changes
 */
export function useDraft<T extends object>(stored: T, onDirtyChange: (isDirty: boolean) => void): Draft<T> {
  const [changes, setChanges] = useState<Partial<T>>({})
  const [replaced, setReplaced] = useState<Partial<T>>({})
  const values = { ...stored, ...changes }
  const isDirty = !isSame(values, stored)
  useEffect(() => {
    onDirtyChange(isDirty)
    return () => onDirtyChange(false)
  }, [isDirty, onDirtyChange])
  return {
    values,
    base: { ...stored, ...replaced },
    isDirty,
    change(fields) {
      const before = Object.keys(fields).map(field => [field, stored[field as keyof T]])
      setReplaced(known => ({ ...(Object.fromEntries(before) as Partial<T>), ...known }))
      setChanges(current => ({ ...current, ...fields }))
    },
    clear() {
      setReplaced({})
      setChanges({})
    }
  }
}
