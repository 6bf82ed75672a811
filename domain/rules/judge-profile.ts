import type { CoachProfile } from '../model/coach-profile.ts'
import { lineInputSchema, nameInputSchema } from '../model/line.ts'
import { joinSkips } from '../model/join-skips.ts'
import type { Instant } from '../model/primitives.ts'
import type { Actor } from '../model/role.ts'
import { isZone } from '../time/wall-clock.ts'
import { writeZoneName } from '../time/zone-names.ts'
import { isSame } from './is-same.ts'
import { accept, type BaseRevision, type Current, reject, isStale, type Verdict } from './verdict.ts'

export interface ProfileContext {
  readonly current: Current<CoachProfile>
  readonly base: BaseRevision
  /** Server's clock, epoch ms. */
  readonly now: Instant
}

/** Judges a coach's write to the own public profile (PR, AV4). */
export function judgeProfile(
  actor: Actor,
  pushed: CoachProfile,
  { current, base, now }: ProfileContext
): Verdict<{ readonly put: CoachProfile }> {
  if (actor.role !== 'coach') return reject('coaches-only')
  if (actor.userId !== pushed.id) return reject('not-yours')
  if (isStale(base, current)) return { kind: 'conflict' }
  if (!isZone(pushed.zone)) return reject('unknown-zone')
  const stored = current.kind === 'live' ? current.value : undefined
  const put = keepSkips(cleanLines(pushed, stored), stored, now)
  if (put === undefined) return reject('malformed')
  return isSame(put, pushed) ? accept({ put: pushed }) : { kind: 'adjusted', effect: { put } }
}

/** What its coach took away stays away: the skips of what is stored and of what was pushed (AV4). */
function keepSkips(
  put: CoachProfile | undefined,
  stored: CoachProfile | undefined,
  now: Instant
): CoachProfile | undefined {
  if (put?.availability === undefined) return put
  const { availability } = put
  const skips = joinSkips(availability, [stored?.availability?.skips ?? [], availability.skips], now)
  return { ...put, availability: { ...availability, skips: [...skips] } }
}

/** Name and headline without marks at their ends, the zone in its usual letters; undefined where one cannot be read. A line that is stored already stays as it is. */
function cleanLines(pushed: CoachProfile, stored: CoachProfile | undefined): CoachProfile | undefined {
  const name =
    pushed.displayName === stored?.displayName ? pushed.displayName : nameInputSchema.safeParse(pushed.displayName).data
  const headline =
    pushed.headline === stored?.headline ? pushed.headline : lineInputSchema.safeParse(pushed.headline).data
  const line = pushed.meetingLine
  const meetingLine =
    line === undefined || line === stored?.meetingLine ? line : (lineInputSchema.safeParse(line).data ?? null)
  if (name === undefined || headline === undefined || meetingLine === null) return undefined
  const lines = meetingLine === undefined ? {} : { meetingLine }
  return { ...pushed, displayName: name, headline, ...lines, zone: writeZoneName(pushed.zone) }
}
