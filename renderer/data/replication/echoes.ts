import type { Versioned } from '#domain/merge/meeting.ts'
import { isSameState } from './same-state.ts'

/**
 * What the server has accepted of this device, by the revision that it got. The feed of changes tells of it once more, and that is no
 * news: RxDB need not look for it, compare it and note it again.
 */
export interface Echoes<T extends { readonly id: string }> {
  /** The server has exactly this, under this revision. */
  note(state: Versioned<T>, rev: string): void
  /**
   * Whether this is what was noted; each is taken once. The state is compared, too: should a row have said less than it had to, the
   * feed tells what is stored.
   */
  take(state: Versioned<T>, rev: string | undefined): boolean
  /** Where the outcome of a push could not be stored, or the server may be of another past, everything is news. */
  forget(): void
}

export function createEchoes<T extends { readonly id: string }>(): Echoes<T> {
  const notedById = new Map<string, { readonly state: Versioned<T>; readonly rev: string }>()
  return {
    note: (state, rev) => void notedById.set(state.value.id, { state, rev }),
    take(state, rev) {
      const { id } = state.value
      const noted = notedById.get(id)
      if (noted === undefined || noted.rev !== rev) return false
      notedById.delete(id)
      return isSameState(noted.state, state)
    },
    forget: () => notedById.clear()
  }
}
