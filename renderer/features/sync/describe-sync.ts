import { assertNever } from '#domain/assert-never.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { CollectionSync, SyncState } from '#renderer/contract/screens.ts'

/** One part of the sentence about the connection; its words are looked up by kind. */
export type SyncPhrase =
  | { readonly kind: 'starting' | 'checking' | 'needs-sign-in' | 'disabled' | 'needs-update' | 'server-failing' }
  | { readonly kind: 'first-sync'; readonly done: number; readonly total: number }
  | { readonly kind: 'synced'; readonly at: Instant }
  | { readonly kind: 'offline'; readonly since: Instant }
  | { readonly kind: 'waiting' | 'needs-you' | 'news' | 'set-aside'; readonly count: number }

/** `calm`: nothing to do. `busy`: it settles by itself. `attention`: it waits for the person. */
export type SyncTone = 'calm' | 'busy' | 'offline' | 'attention'

export interface SyncDescription {
  readonly tone: SyncTone
  /** What the person should know, most important first. */
  readonly phrases: readonly SyncPhrase[]
}

const checking: SyncPhrase = { kind: 'checking' }

/**
 * Says in words how the connection stands.
 * @param inbox its entries that are not put aside: those that need a decision, and mere news, which is no alarm
 * @param setAside documents that only a newer version can read: said where nothing else needs the person
 */
export function describeSync(
  sync: SyncState,
  collections: readonly CollectionSync[],
  { decisions, news }: { readonly decisions: number; readonly news: number },
  setAside = 0
): SyncDescription {
  const needsYou: readonly SyncPhrase[] = decisions > 0 ? [{ kind: 'needs-you', count: decisions }] : []
  const aside: readonly SyncPhrase[] = setAside > 0 ? [{ kind: 'set-aside', count: setAside }] : []
  const told: readonly SyncPhrase[] = news > 0 && decisions === 0 ? [{ kind: 'news', count: news }] : []
  switch (sync.kind) {
    case 'needs-sign-in':
      return { tone: 'attention', phrases: [{ kind: 'needs-sign-in' }, ...waiting(sync.waiting)] }
    case 'account-disabled':
      return { tone: 'attention', phrases: [{ kind: 'disabled' }, ...waiting(sync.waiting)] }
    case 'needs-update':
      return { tone: 'attention', phrases: [{ kind: 'needs-update' }, ...waiting(sync.waiting), ...needsYou] }
    case 'offline':
      return {
        tone: 'offline',
        phrases: [{ kind: 'offline', since: sync.since }, ...waiting(sync.waiting), ...needsYou, ...told]
      }
    case 'server-failing':
      return { tone: 'busy', phrases: [{ kind: 'server-failing' }, ...waiting(sync.waiting), ...needsYou, ...told] }
    case 'starting':
    case 'syncing': {
      const first = findFirstSync(collections)
      if (first !== undefined) return { tone: 'busy', phrases: [first] }
      if (sync.kind === 'starting') return { tone: 'busy', phrases: [{ kind: 'starting' }] }
      if (decisions > 0) return { tone: 'attention', phrases: [...needsYou, ...waiting(sync.waiting)] }
      return { tone: 'busy', phrases: [...(sync.waiting > 0 ? waiting(sync.waiting) : [checking]), ...told] }
    }
    case 'synced':
      return decisions > 0
        ? { tone: 'attention', phrases: needsYou }
        : { tone: 'calm', phrases: [{ kind: 'synced', at: sync.at }, ...told, ...aside] }
    default:
      return assertNever(sync)
  }
}

function waiting(count: number): readonly SyncPhrase[] {
  return count > 0 ? [{ kind: 'waiting', count }] : []
}

/** All collections' first fetch as one figure; undefined once it is over. */
function findFirstSync(collections: readonly CollectionSync[]): SyncPhrase | undefined {
  const running = collections.flatMap(({ progress }) => (progress === undefined ? [] : [progress]))
  const total = running.reduce((sum, progress) => sum + progress.total, 0)
  const done = running.reduce((sum, progress) => sum + progress.done, 0)
  return total > 0 && done < total ? { kind: 'first-sync', done, total } : undefined
}
