import { expect, it } from 'vitest'
import type { SessionCopy, SessionRequest } from '#domain/model/session-copy.ts'
import type { ActionContext } from '#renderer/store/actions/action-context.ts'
import { createSessionActions } from '#renderer/store/actions/session-actions.ts'
import { buildCall, coachId, hexId, start } from '../../../domain/builders.ts'

const cancelling: SessionRequest = { kind: 'cancel', requestId: hexId(7), reason: 'A cold', reopenSlot: false }
const held: SessionRequest = { kind: 'outcome', requestId: hexId(8), outcome: 'completed' }

/** A coach's session that has started, and one request about it that no server has heard of yet. */
function openWith(request: SessionRequest) {
  let call: SessionCopy = buildCall({ request })
  const calls = {
    find: () => call,
    change: (_id: string, next: (current: SessionCopy) => SessionCopy) => {
      call = next(call)
      return Promise.resolve({ ok: true })
    }
  }
  const context = {
    account: { userId: coachId, role: 'coach' },
    repositories: { calls, users: { find: () => undefined } },
    now: () => start + 1,
    journal: { record: () => Promise.resolve() },
    createId: () => hexId(9)
  }
  return { actions: createSessionActions(context as unknown as ActionContext), read: () => call }
}

// Found by the simulation: the outcome took the place of the cancellation, whose reason was then nowhere.
it('a wrap-up does not take the place of a cancellation that waits to be sent', async () => {
  const { actions, read } = openWith(cancelling)
  const outcome = await actions.wrapUp(read().id, { outcome: 'completed', notes: 'Went well' })
  expect(outcome).toEqual({ ok: false, refusal: 'already-cancelled' })
  expect(read().request).toEqual(cancelling)
})

it('a cancellation does not take the place of an outcome that waits to be sent', async () => {
  const { actions, read } = openWith(held)
  const outcome = await actions.cancelSession(read().id, { reason: 'A cold', reopenSlot: false })
  expect(outcome).toEqual({ ok: false, refusal: 'session-over' })
  expect(read().request).toEqual(held)
})
