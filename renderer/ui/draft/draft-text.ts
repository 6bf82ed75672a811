declare const keptAsDraft: unique symbol

/** A free text that is a draft from its first letter on. Only `useFormDraft` makes one, so that no field can do without. */
export interface DraftText {
  readonly value: string
  readonly change: (text: string) => void
  readonly [keptAsDraft]: true
}
