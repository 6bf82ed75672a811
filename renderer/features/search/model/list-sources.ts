import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Dossier } from '#domain/model/dossier.ts'
import type { Instant, UserId } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { listCoachEntries, listSessionEntries, listStudentEntries, type SearchEntry } from './search-entry.ts'

/** What entries are made of. Where `version` holds the same values as before, they are the same. */
export interface SearchSource {
  readonly key: string
  readonly version: readonly unknown[]
  readonly make: () => readonly SearchEntry[]
}

/** What this device holds, of the account that is open. */
export interface SearchedData {
  /** Ascending by start. */
  readonly calls: readonly SessionCopy[]
  readonly coaches: readonly CoachProfile[]
  readonly dossiers: ReadonlyMap<UserId, Dossier>
  /** Names of everybody whom one has met, by id; of one name told apart. */
  readonly labels: ReadonlyMap<UserId, string>
  readonly ownId: UserId
  readonly isCoach: boolean
  readonly erasedName: string
  /** In words, as it is shown. Another function makes other words: in another zone everything is read anew. */
  readonly dayOf: (at: Instant) => string
}

/** All that can be found: people first, then sessions, the newest first. Claims that lost are not sessions. */
export function listSources(data: SearchedData): readonly SearchSource[] {
  const { calls, coaches, labels, dossiers } = data
  const students = data.isCoach ? [...labels] : []
  return [
    ...students.map(([id, label]): SearchSource => {
      const dossier = dossiers.get(id)
      return { key: `student ${id}`, version: [label, dossier], make: () => listStudentEntries(id, label, dossier) }
    }),
    ...coaches
      .filter(({ id }) => id !== data.ownId)
      .map(
        (coach): SearchSource => ({ key: `coach ${coach.id}`, version: [coach], make: () => listCoachEntries(coach) })
      ),
    ...calls
      .filter(({ status }) => status !== 'declined')
      .toReversed()
      .map((call): SearchSource => {
        const otherName = labels.get(call.otherId) ?? (call.otherName === '' ? data.erasedName : call.otherName)
        return {
          key: `session ${call.id}`,
          version: [call, otherName, data.dayOf],
          make: () => listSessionEntries(call, { otherName, day: data.dayOf(call.startsAt) })
        }
      })
  ]
}
