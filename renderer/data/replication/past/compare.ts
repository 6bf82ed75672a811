import type { Slot } from '#domain/model/slot.ts'
import { isClaim } from '#domain/rules/judge-claim.ts'
import type { Current } from '#domain/rules/verdict.ts'
import type { LocalDocuments } from '#renderer/data/database/collections.ts'
import { isSameState } from '../same-state.ts'
import type { ReplicatedName } from '../replicated.ts'
import type { LocalSide } from './local-side.ts'

/**
 * What a device does with a document when it and the server are compared without looking at stamps. `take`: the server's state, as nothing
 * of it waits here. `leave`: a change of this device, which the next push sends, whatever hid it.
 */
export function compareDocument<N extends ReplicatedName>(
  name: N,
  userId: string,
  { local, isPulled, noted }: LocalSide<LocalDocuments[N]>,
  server: Current<LocalDocuments[N]>
): 'take' | 'leave' {
  const held = server.kind === 'live' ? { deleted: false, value: server.value } : undefined
  if (isSameState(local, held) || isPulled) return 'take'
  if (noted !== undefined) return isSameState(local, noted) ? 'take' : 'leave'
  return mayBeOwn(name, userId, local.value) ? 'leave' : 'take'
}

/** Whether a document that nobody is known to have sent may be this person's own. Anything else was pulled, and not noted. */
function mayBeOwn(name: ReplicatedName, userId: string, value: LocalDocuments[ReplicatedName]): boolean {
  switch (name) {
    case 'users':
      return value.id === userId
    case 'slots': {
      const slot = value as Slot
      return slot.coachId === userId ? slot.status === 'open' : isClaim(slot)
    }
    default:
      // Words may have been typed into a copy since; and what a coach keeps for themselves nobody else writes.
      return (value as LocalDocuments['calls']).kind !== 'notice'
  }
}
