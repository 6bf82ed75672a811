import { listActions } from '#domain/actions/list-actions.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Dossier } from '#domain/model/dossier.ts'
import type { Instant, UserId } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { paths } from '#renderer/ui/paths.ts'

/** In the order in which they are shown. */
export const entryKinds = ['person', 'session', 'note', 'summary', 'action', 'review', 'dossier'] as const
export type EntryKind = (typeof entryKinds)[number]

/** One thing that can be found. */
export interface SearchEntry {
  readonly id: string
  readonly kind: EntryKind
  /** Whose it is, or whom it is with. */
  readonly name: string
  /** The date in words; found, too. */
  readonly day: string
  /** What is looked through, and shown in part. */
  readonly text: string
  /** The start of the session that it belongs to. */
  readonly startsAt: Instant | undefined
  readonly path: string
}

/** What is said of a session beside what it says itself. */
export interface SpokenOf {
  readonly otherName: string
  /** In full: `Monday, 16 November 2026`. */
  readonly day: string
}

/** What can be found of a session: the session, and what its two people have written of it as far as this copy has it. */
export function listSessionEntries(call: SessionCopy, { otherName, day }: SpokenOf): readonly SearchEntry[] {
  const { id, startsAt } = call
  const path = paths.sessions({ bookingId: id })
  const make = (kind: EntryKind, text: string | undefined, key = ''): readonly SearchEntry[] =>
    text === undefined || text.trim() === ''
      ? []
      : [{ id: `${kind} ${id} ${key}`, kind, name: otherName, day, text, startsAt, path }]
  const said = [call.message, call.cancellation?.reason].filter(text => text !== undefined && text !== '')
  return [
    { id: `session ${id}`, kind: 'session', name: otherName, day, text: said.join(' · '), startsAt, path },
    ...make('note', call.notes),
    ...make('summary', call.summary ?? call.shared?.summary),
    ...listActions(call).flatMap(action => make('action', action.text, action.id)),
    ...make('review', call.review?.text, 'own'),
    ...make('review', call.otherReview?.text, 'other')
  ]
}

/** A coach's student, and what the coach keeps of the student. */
export function listStudentEntries(id: UserId, name: string, dossier: Dossier | undefined): readonly SearchEntry[] {
  const shared = { name, day: '', startsAt: undefined, path: paths.student(id) }
  const words = [dossier?.goals, dossier?.background].filter(text => text !== undefined && text.trim() !== '')
  const person: SearchEntry = {
    ...shared,
    id: `person ${id}`,
    kind: 'person',
    text: (dossier?.tags ?? []).join(' · ')
  }
  return words.length === 0
    ? [person]
    : [person, { ...shared, id: `dossier ${id}`, kind: 'dossier', text: words.join('\n\n') }]
}

/** A coach, as the coach's page shows them. */
export function listCoachEntries({ id, displayName, headline, bio }: CoachProfile): readonly SearchEntry[] {
  const text = [headline, bio].filter(words => words !== undefined && words !== '').join(' · ')
  return [
    {
      id: `person ${id}`,
      kind: 'person',
      name: displayName,
      day: '',
      text,
      startsAt: undefined,
      path: paths.coach(id)
    }
  ]
}
