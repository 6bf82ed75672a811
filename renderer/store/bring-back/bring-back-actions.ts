import { classifyStorageError } from '#renderer/data/database/storage-fault.ts'
import { type KeptFileKeys, type OpenedKeptFile, openKeptFile } from '#renderer/data/recovery/open-kept-file.ts'
import type { ActionContext } from '../actions/action-context.ts'
import type { BroughtBack, KeptSealed, WorkspaceActions } from '#renderer/contract/screens.ts'
import { createCallsBringer, nameOf } from './bring-back-calls.ts'
import { createOwnBringer } from './bring-back-own.ts'
import { createSlotsBringer } from './bring-back-slots.ts'
import { type Fate, left, WriteRefusedError } from './fate.ts'

export interface BringBackParts {
  readonly context: ActionContext
  readonly keys: KeptFileKeys
  readonly findRescheduleRefusal: WorkspaceActions['findRescheduleRefusal']
  /** Whether this device holds everything that the server has. */
  readonly hasFetched: () => boolean
}

const kindOfClosed = { calls: 'session', drafts: 'draft', notices: 'message' } as const

/** Brings back what a device went on without (PW7 to PW9). It writes ordinary changes, so the gate judges them and nothing passes it. */
export function createBringBackActions(parts: BringBackParts): Pick<WorkspaceActions, 'readKeptFile' | 'bringBack'> {
  const { context, keys } = parts
  const own = createOwnBringer(context)
  const bringBackSlot = createSlotsBringer(context)
  const bringBackCopy = createCallsBringer(parts)

  /** Slots before sessions: a booking for a student needs its hours. */
  async function bringBackAll({ contents, closed }: OpenedKeptFile): Promise<readonly Fate[]> {
    const fates: Fate[] = []
    const { users, slots, calls } = contents.unsynced
    for (const document of users) fates.push(await own.bringBackProfile(document))
    // Removals first: they free the hours in which another slot may have been made.
    const removals = slots.filter(({ local }) => local.deleted)
    for (const document of removals) fates.push(await bringBackSlot(document))
    for (const document of slots) if (!document.local.deleted) fates.push(await bringBackSlot(document))
    for (const document of calls) fates.push(...(await bringBackCopy(document)))
    for (const fields of contents.notices) fates.push(await own.bringBackNotice(fields))
    for (const fields of contents.drafts) fates.push(await own.bringBackDraft(fields))
    const locked = closed.map(({ collection, document }) =>
      left(kindOfClosed[collection], 'item-closed', nameOf(document))
    )
    return [...fates, ...locked]
  }

  return {
    async readKeptFile(file) {
      const opened = await openKeptFile(file, undefined, keys)
      if (!opened.ok) return opened
      const { at, lock, readable, sealed } = opened.value
      return { ok: true, value: { at, lock, readable, sealed } }
    },
    async bringBack(file, password) {
      const opened = await openKeptFile(file, password, keys)
      if (!opened.ok) return opened
      try {
        const fates = await bringBackAll(opened.value)
        context.syncNow()
        return { ok: true, value: summarize(fates) }
      } catch (error) {
        // What is in place by then stays; done again, the rest follows.
        const refusal = error instanceof WriteRefusedError ? error.refusal : classifyStorageError(error)
        return { ok: false, refusal }
      }
    }
  }
}

function summarize(fates: readonly Fate[]): BroughtBack {
  const countOf = (as: keyof KeptSealed): number => fates.filter(fate => fate.kind === 'back' && fate.as === as).length
  return {
    back: { changes: countOf('changes'), drafts: countOf('drafts'), notices: countOf('notices') },
    same: fates.filter(({ kind }) => kind === 'same').length,
    left: fates.flatMap(fate => (fate.kind === 'left' ? [fate.item] : []))
  }
}
