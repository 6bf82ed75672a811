import type { KeptSealed, NotBroughtBack, Outcome, Refusal } from '#renderer/contract/screens.ts'

/** What a part of a file came to: it is here again, it was here already or is settled since, or it did not come back. */
export type Fate =
  | { readonly kind: 'back'; readonly as: keyof KeptSealed }
  | { readonly kind: 'same' }
  | { readonly kind: 'left'; readonly item: NotBroughtBack }

export const same: Fate = { kind: 'same' }
export const back = (as: keyof KeptSealed): Fate => ({ kind: 'back', as })

export function left(kind: NotBroughtBack['kind'], refusal: Refusal, about: Named = {}): Fate {
  const { startsAt, otherName } = about
  return {
    kind: 'left',
    item: {
      kind,
      refusal,
      ...(startsAt === undefined ? {} : { startsAt }),
      ...(otherName === undefined || otherName === '' ? {} : { otherName })
    }
  }
}

/** What a person knows it by. */
export interface Named {
  readonly startsAt?: number | undefined
  readonly otherName?: string | undefined
}

/** A device that takes no more writes is no fault of the file: everything stops, and may be done again. */
export class WriteRefusedError extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(`not written: ${refusal}`)
    this.name = 'WriteRefusedError'
    this.refusal = refusal
  }
}

const storageRefusals: readonly Refusal[] = ['disk-low', 'storage-full', 'storage-failed']

/** The refusal of a rule; undefined where it was written. Throws `WriteRefusedError` where the device took no write. */
export function refusalOf(outcome: Outcome<unknown>): Refusal | undefined {
  if (outcome.ok) return undefined
  if (storageRefusals.includes(outcome.refusal)) throw new WriteRefusedError(outcome.refusal)
  return outcome.refusal
}
