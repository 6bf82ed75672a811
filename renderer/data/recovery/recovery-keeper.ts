import { merge, type Observable } from 'rxjs'
import type { Instant } from '#domain/model/primitives.ts'
import type { RecoveryVault, Timers } from '#renderer/contract/application.ts'
import type { Repositories } from '../repositories/workspace-repositories.ts'
import type { SyncEngine } from '../replication/sync-engine.ts'
import { countUnsynced, type RecoveryContents, withoutPhones } from './recovery-contents.ts'

/** An export follows the last of several changes by this much. */
const quietMs = 1_000
/** While changes keep coming, an export at least this often. */
const longestMs = 5_000
/** Notices are kept for good on a device, the newest of them outside the database too. */
const mostNotices = 500

/** Keeps what only the local database has in a place outside it, too. */
export interface RecoveryKeeper {
  /** Exports what changed since the last time; resolves when that is done. */
  flush(): Promise<void>
  /** The last export; then no more. */
  stop(): Promise<void>
}

export function startRecoveryKeeper(parts: {
  readonly vault: RecoveryVault
  readonly accountKey: string
  readonly databaseToken: string
  readonly engine: Pick<SyncEngine, 'unsent$' | 'readUnsent'>
  readonly repositories: Pick<Repositories, 'drafts' | 'notices'>
  readonly timers: Timers
  /** This device's clock, epoch ms. */
  readonly now: () => Instant
}): RecoveryKeeper {
  const { vault, accountKey, databaseToken, engine, repositories, timers, now } = parts
  const stopping = new AbortController()
  let quiet = new AbortController()
  // A mark that the database exists is owed from the start.
  let isOwed = true
  let isLimitRunning = false
  let saving: Promise<void> = Promise.resolve()

  /** Undefined while it is not known what is unsynced, and in windows that do not replicate. */
  async function readContents(): Promise<RecoveryContents | undefined> {
    const unsynced = await engine.readUnsent()
    if (unsynced === undefined) return undefined
    const { drafts, notices } = repositories
    return withoutPhones({
      version: 1,
      unsynced,
      drafts: drafts.items,
      notices: notices.items.slice(0, mostNotices)
    })
  }

  async function save(): Promise<void> {
    if (!isOwed) return
    isOwed = false
    const contents = await readContents()
    const mark = { databaseToken, unsynced: contents === undefined ? 0 : countUnsynced(contents), savedAt: now() }
    const isSaved = contents !== undefined && (await vault.save(accountKey, mark, JSON.stringify(contents)))
    if (!isSaved) isOwed = true
  }

  function flush(): Promise<void> {
    // A failed export is tried again at the next change; what it would have held is still in the database.
    saving = saving.then(save).catch(() => {
      isOwed = true
    })
    return saving
  }

  function saveSoon(): void {
    isOwed = true
    quiet.abort()
    quiet = new AbortController()
    void timers.wait(quietMs, AbortSignal.any([quiet.signal, stopping.signal])).then(flush, () => undefined)
    if (isLimitRunning) return
    isLimitRunning = true
    void timers
      .wait(longestMs, stopping.signal)
      .then(() => {
        isLimitRunning = false
        return flush()
      })
      .catch(() => undefined)
  }

  const sources: readonly Observable<unknown>[] = [
    engine.unsent$,
    repositories.drafts.items$,
    repositories.notices.items$
  ]
  const subscription = merge(...sources).subscribe(saveSoon)
  // What an earlier version has exported is replaced: it holds numbers of people.
  saveSoon()
  return {
    flush,
    async stop() {
      subscription.unsubscribe()
      stopping.abort()
      await flush()
    }
  }
}
