import type { KeptSealed } from '#renderer/contract/screens.ts'
import type { Collected } from './collect-unsynced.ts'
import { countUnsynced } from './recovery-contents.ts'
import type { Damaged } from './repair-documents.ts'

/** What lies on this device alone, and would be set aside. */
export function countKept({ restorable, lost }: Collected): KeptSealed {
  const lostOf = (name: string): number => lost.filter(({ collection }) => collection === name).length
  return {
    changes: countUnsynced(restorable) + lostOf('calls'),
    drafts: restorable.drafts.length + lostOf('drafts'),
    notices: restorable.notices.length + lostOf('notices')
  }
}

/** Single documents that do not open, those of the device's journal aside. */
export function countDamaged(damaged: readonly Damaged[]): KeptSealed {
  const countOf = (name: Damaged['collection']): number =>
    damaged.filter(({ collection }) => collection === name).length
  return { changes: countOf('calls'), drafts: countOf('drafts'), notices: countOf('notices') }
}
