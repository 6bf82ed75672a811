import type { Instant } from '#domain/model/primitives.ts'
import type {
  ChangeKind,
  HistoryEntry,
  Outcome,
  Refusal,
  WorkspaceActions,
  WorkspaceData
} from '../contract/screens.ts'

export interface FakeHistory {
  readonly record: (
    kind: ChangeKind,
    slotIds: readonly string[],
    takeBack: () => Outcome<unknown>,
    more?: Partial<HistoryEntry>
  ) => void
  readonly actions: Pick<WorkspaceActions, 'undo' | 'findUndoRefusal' | 'findLastChange'>
}

const refusalByKind: { readonly [K in ChangeKind]?: Refusal } = {
  'slot-claimed': 'undo-booking',
  pencilled: 'undo-waiting',
  'cancel-asked': 'undo-told',
  'wrapped-up': 'undo-outcome'
}

/** A journal in memory: each change brings its own way back, and every one is lawful until it was taken. */
export function createFakeHistory(
  now: () => Instant,
  set: (change: Partial<WorkspaceData>) => void,
  get: () => WorkspaceData
): FakeHistory {
  const wayById = new Map<string, () => Outcome<unknown>>()
  let changes = 0

  function findUndoRefusal({ id, kind, outcome }: HistoryEntry) {
    if (outcome === 'undone') return 'undo-done'
    if (outcome === 'declined') return 'undo-declined'
    // What was there from the start has no way back of its own.
    return wayById.has(id) ? undefined : refusalByKind[kind]
  }

  return {
    record(kind, slotIds, takeBack, more = {}) {
      changes += 1
      const entry: HistoryEntry = {
        id: `change-${changes}`,
        kind,
        order: changes,
        at: now(),
        outcome: 'waiting',
        slotIds: [...slotIds],
        ...more
      }
      wayById.set(entry.id, takeBack)
      set({ journal: [entry, ...get().journal] })
    },
    actions: {
      findUndoRefusal,
      findLastChange: () => get().journal[0],
      undo(entryId) {
        const entry = get().journal.find(({ id, outcome }) =>
          entryId === undefined ? outcome !== 'undone' : id === entryId
        )
        if (entry === undefined) return Promise.resolve({ ok: false, refusal: 'undo-nothing' })
        const refusal = findUndoRefusal(entry)
        if (refusal !== undefined) return Promise.resolve({ ok: false, refusal })
        const outcome = wayById.get(entry.id)?.() ?? { ok: true, value: undefined }
        if (!outcome.ok) return Promise.resolve(outcome)
        const undone = { ...entry, outcome: 'undone' } as const
        set({ journal: get().journal.map(known => (known.id === entry.id ? undone : known)) })
        return Promise.resolve({ ok: true, value: { entry } })
      }
    }
  }
}
