import type { BookingId } from './primitives.ts'

/** So much of a request's id says of which action it is a part: 64 random bits. */
const actionLength = 16

/** The action that a request is a part of. What several requests have in common was asked for at once: of a day (JN9), or of a series (SR10). */
export function actionOf(requestId: string): string {
  return requestId.slice(0, actionLength)
}

/** Ids for the requests of one action. */
export function createActionIds(createId: () => BookingId): () => BookingId {
  const action = actionOf(createId())
  return () => action + createId().slice(actionLength)
}
