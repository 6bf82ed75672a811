import type { Refusal, Refused } from '#renderer/contract/screens.ts'

/** A refusal that belongs to one field of a form. */
export interface RefusedField<Name extends string> {
  readonly name: Name
  readonly refusal: Refusal
}

/**
 * The field of a form at which a refusal is shown; undefined where it is about none of them, and shown for the whole form.
 * @param names of the form's fields; of `policy.dailyCap` the last part counts
 */
export function fieldOfRefused<Name extends string>(
  refused: Refused | undefined,
  names: readonly Name[]
): RefusedField<Name> | undefined {
  const last = refused?.field?.split('.').at(-1)
  const name = names.find(known => known === last)
  return refused === undefined || name === undefined ? undefined : { name, refusal: refused.refusal }
}
