import type { KeptSealed, Refusal } from '#renderer/contract/screens.ts'

/** An account is not opened, for a reason that the person can do something about; its data stays as it is. */
export class OpenRefusedError extends Error {
  readonly refusal: Refusal
  /** What lies on this device and does not open, where that is the reason. */
  readonly kept: KeptSealed | undefined
  constructor(refusal: Refusal, kept?: KeptSealed) {
    super(`the account is not opened: ${refusal}`)
    this.name = 'OpenRefusedError'
    this.refusal = refusal
    this.kept = kept
  }
}
