import { z } from 'zod'
import { type Call, callSchema } from '#domain/model/call.ts'
import { type CoachProfile, coachProfileSchema } from '#domain/model/coach-profile.ts'
import { type Notice, noticeSchema } from '#domain/model/notice.ts'
import { type Slot, slotSchema } from '#domain/model/slot.ts'
import { type StoredDraft, storedDraftSchemas } from './stored-draft.ts'
import { type JournalEntry, journalEntrySchema } from '#renderer/contract/journal-entry.ts'

/** What each local collection holds. `calls` holds a person's bookings and the server's notices, as its database does. */
export interface LocalDocuments {
  readonly users: CoachProfile
  readonly slots: Slot
  readonly calls: Call | Notice
  readonly notices: Notice
  readonly drafts: StoredDraft
  readonly journal: JournalEntry
}
export type LocalName = keyof LocalDocuments

/** A collection's documents may have one of several shapes; all of them share the `id`. */
interface CollectionShape {
  readonly shapes: readonly z.ZodObject[]
}

/** Free RxDB opens at most thirteen collections per window (F8): these six are one account's. */
export const collectionShapes: Readonly<Record<LocalName, CollectionShape>> = {
  users: { shapes: [coachProfileSchema] },
  slots: { shapes: [slotSchema] },
  calls: { shapes: [callSchema, noticeSchema] },
  notices: { shapes: [noticeSchema] },
  drafts: { shapes: storedDraftSchemas },
  journal: { shapes: [journalEntrySchema] }
}

export const localNames = Object.keys(collectionShapes) as readonly LocalName[]

/** One of several shapes; a single one is checked without the detour of a union. */
export function createShapeUnion(shapes: readonly z.ZodObject[]): z.ZodType {
  const [only, ...others] = shapes
  return only !== undefined && others.length === 0 ? only : z.union(shapes as [z.ZodObject, ...z.ZodObject[]])
}

/** Every document of the collection passes exactly this; unknown fields are dropped, so that a newer server does no harm. */
export function createReader<N extends LocalName>(name: N): (value: unknown) => LocalDocuments[N] | undefined {
  const schema = createShapeUnion(collectionShapes[name].shapes.map(shape => shape.strip()))
  return value => schema.safeParse(value).data as LocalDocuments[N] | undefined
}
