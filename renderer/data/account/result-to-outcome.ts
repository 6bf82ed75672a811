import type { Outcome } from '#renderer/contract/screens.ts'
import { failureToRefusal, type Result } from '../http/failure.ts'

/** Of a form that was refused, the field at fault is named. */
export function resultToOutcome<T>(result: Result<T>): Outcome<T> {
  if (result.ok) return { ok: true, value: result.value }
  const { failure } = result
  if (failure.kind === 'rejected' && failure.status === 400) {
    const { field } = failure
    return { ok: false, refusal: 'invalid-input', ...(field === undefined ? {} : { field }) }
  }
  return { ok: false, refusal: failureToRefusal(failure) }
}
