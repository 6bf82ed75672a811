import type { Timers } from '#renderer/contract/application.ts'
import { createDraftId, type Draft } from '#renderer/contract/draft.ts'
import { fromStoredDraft, isStorable, type StoredDraft, toStoredDraft } from '#renderer/data/database/stored-draft.ts'
import type { DocumentRepository } from '#renderer/data/repositories/document-repository.ts'
import type { Outcome, Refusal } from '#renderer/contract/screens.ts'
import { mergeDrafts, mergeValues } from './merge-drafts.ts'

/**
 * While somebody types, a write begins this long after the end of the one before, ms. However long nobody pauses, a letter waits
 * for one write and this before its own write begins.
 */
export const betweenWritesMs = 250
/** After a write that failed, ms. */
export const afterFailureMs = 2_000

/** Keeps what is typed: the first letter at once, and then often enough that a window which dies takes less than a second along. */
export interface DraftKeeper {
  /** The drafts as they are typed at this moment, whether they are stored yet or not. */
  readonly list: () => readonly Draft[]
  /** Drafts that are typed further than they are stored, each with the reason why the last write failed, if it did. */
  readonly listUnkept: () => ReadonlyMap<string, Refusal | undefined>
  /** Resolves when this, or what was typed after it, is stored or could not be. */
  keep(draft: Draft): Promise<Outcome>
  /** Removes the draft; no write that was under way brings it back. */
  drop(id: string): Promise<Outcome>
  /** Writes what is not stored yet without waiting; resolves when that is done, or has failed once. */
  flush(): Promise<void>
  /** Ends the tries that are left. */
  stop(): void
}

/** What is typed into one form, until it is stored and the time between two writes is over. */
interface Typing {
  /** What is to be stored: a draft, or none. */
  wanted: Draft | undefined
  /** Counts what was wanted so far. */
  version: number
  isKept: boolean
  /** What this window knows to be stored. */
  known: Draft | undefined
  refusal: Refusal | undefined
  waiters: ((outcome: Outcome) => void)[]
  /** Ends the pause before the next write. */
  hurry: AbortController
}

export function createDraftKeeper(parts: {
  readonly repository: Pick<DocumentRepository<StoredDraft>, 'items' | 'find' | 'merge' | 'remove'>
  readonly timers: Timers
  /** What `list` or `listUnkept` answers has changed. */
  readonly onChange: () => void
}): DraftKeeper {
  const { repository, timers, onChange } = parts
  const typings = new Map<string, Typing>()
  const stopping = new AbortController()

  function findStored(id: string): Draft | undefined {
    const stored = repository.find(id)
    return stored && fromStoredDraft(stored)
  }

  function want(id: string, wanted: Draft | undefined): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>()
    const typing = typings.get(id)
    if (typing === undefined) {
      const begun = { version: 1, isKept: false, refusal: undefined, hurry: new AbortController() }
      const started = { ...begun, wanted, known: findStored(id), waiters: [resolve] }
      typings.set(id, started)
      void run(id, started)
    } else {
      // While nothing waits, the form follows what another window stores.
      const known = typing.isKept ? findStored(id) : typing.known
      const { version, waiters } = typing
      Object.assign(typing, { wanted, known, version: version + 1, isKept: false, waiters: [...waiters, resolve] })
      if (wanted === undefined) typing.hurry.abort()
    }
    onChange()
    return promise
  }

  async function run(id: string, typing: Typing): Promise<void> {
    while (!typing.isKept) {
      await writeOnce(id, typing)
      if (stopping.signal.aborted) return
      const signal = AbortSignal.any([typing.hurry.signal, stopping.signal])
      await timers.wait(typing.refusal === undefined ? betweenWritesMs : afterFailureMs, signal).catch(() => undefined)
      typing.hurry = new AbortController()
    }
    typings.delete(id)
  }

  async function writeOnce(id: string, typing: Typing): Promise<void> {
    const { wanted, version, waiters } = typing
    typing.waiters = []
    const outcome = await store(id, typing.known, wanted)
    typing.refusal = outcome.ok ? undefined : outcome.refusal
    if (outcome.ok) {
      typing.isKept = typing.version === version
      typing.known = outcome.value
      typing.wanted = rebase(typing.wanted, wanted, outcome.value)
    }
    onChange()
    // Who joined during the write waits for what it has stored, unless something newer is wanted by now.
    const joined = typing.isKept ? typing.waiters.splice(0) : []
    for (const tell of [...waiters, ...joined]) tell(outcome.ok ? { ok: true, value: undefined } : outcome)
  }

  async function store(id: string, known: Draft | undefined, wanted: Draft | undefined) {
    if (wanted === undefined) return repository.remove(id)
    if (!isStorable(toStoredDraft(wanted))) return { ok: false as const, refusal: 'invalid-input' as const }
    const written = await repository.merge(id, stored =>
      toStoredDraft(mergeDrafts(known, stored && fromStoredDraft(stored), wanted))
    )
    return written.ok ? { ok: true as const, value: fromStoredDraft(written.value) } : written
  }

  return {
    list() {
      const isTyped = (id: string): boolean => typings.get(id)?.isKept === false
      const stored = repository.items.flatMap(item => (isTyped(item.id) ? [] : (fromStoredDraft(item) ?? [])))
      const typed = [...typings.values()].flatMap(({ isKept, wanted }) => (isKept ? [] : (wanted ?? [])))
      return [...stored, ...typed]
    },
    listUnkept() {
      const unkept = [...typings].filter(([, { isKept, wanted }]) => !isKept && wanted !== undefined)
      return new Map(unkept.map(([id, { refusal }]) => [id, refusal]))
    },
    keep: draft => want(createDraftId(draft.form, draft.subjectId), draft),
    drop: id => want(id, undefined),
    async flush() {
      const open = [...typings.values()].filter(({ isKept }) => !isKept)
      await Promise.all(
        open.map(typing => {
          const { promise, resolve } = Promise.withResolvers<Outcome>()
          typing.waiters = [...typing.waiters, resolve]
          typing.hurry.abort()
          return promise
        })
      )
    },
    stop: () => stopping.abort()
  }
}

/** What another window had written meanwhile, and this one has joined with its own, lies under what was typed since. */
function rebase(wanted: Draft | undefined, written: Draft | undefined, stored: Draft | undefined): Draft | undefined {
  if (wanted === undefined || written === undefined || stored === undefined || wanted === written) return wanted
  return { ...wanted, values: mergeValues(written.values, stored.values, wanted.values) } as Draft
}
