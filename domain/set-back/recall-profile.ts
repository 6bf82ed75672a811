import { mergeProfile } from '../merge/merge-profile.ts'
import type { CoachProfile } from '../model/coach-profile.ts'
import { type Known, type Recall, type Recalled, takeServers } from './recall.ts'

/** A coach's public page after a set-back: the server's stands, and where the own one says something else, its person decides (SB2). */
export function recallProfile(known: Known<CoachProfile>, { userId, now }: Recall): Recalled<CoachProfile> {
  const taken = takeServers(known)
  const { local } = known
  if (local.deleted || local.value.id !== userId) return taken
  const { resolved, notices } = mergeProfile({ server: taken.local, local, now, isOtherPast: true })
  return { local: resolved, notices }
}
