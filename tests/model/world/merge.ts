import type { Meeting } from '#domain/merge/meeting.ts'
import { mergeProfile } from '#domain/merge/merge-profile.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { isReplacementOf, type Slot } from '#domain/model/slot.ts'
import { mergeLocalCopy, mergeLocalSlot } from '#renderer/data/replication/merge-local.ts'
import type { Merge } from './read-back.ts'
import type { Copy } from './state.ts'

/** What the device's conflict handlers do. */
export const mergeAsDevice: Merge = (collection, meeting, device) => {
  if (collection === 'users') return mergeProfile(meeting as Meeting<CoachProfile>)
  if (collection === 'calls') return mergeLocalCopy(meeting as Meeting<Copy>)
  const slot = meeting.local.value as Slot
  const isReplaced = Object.values(device.held.slots).some(
    ({ local }) => !local.deleted && isReplacementOf(local.value, slot)
  )
  return mergeLocalSlot(meeting as Meeting<Slot>, isReplaced)
}

/** A negative control: the server's state simply replaces what was typed here. */
export const overwrite: Merge = (_collection, { server }) => ({ resolved: server, notices: [] })
