import type { Refusal } from '../../store/contract.ts'

/** An account is not opened, for a reason that the person can do something about; its data stays as it is. */
export class OpenRefusedError extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(`the account is not opened: ${refusal}`)
    this.name = 'OpenRefusedError'
    this.refusal = refusal
  }
}
