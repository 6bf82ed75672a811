import { z } from 'zod'
import { type CoachProfile, coachProfileSchema } from '#domain/model/coach-profile.ts'
import { type Notice, noticeSchema } from '#domain/model/notice.ts'
import { type OwnDocument, ownDocumentSchemas } from '#domain/model/own-documents.ts'
import { type Slot, slotSchema } from '#domain/model/slot.ts'
import { readView } from '#domain/versions/read-view.ts'
import { applyToRaw } from '#domain/versions/unknown-fields.ts'
import { type StoredDraft, storedDraftSchemas } from './stored-draft.ts'
import { type HistoryEntry, historyEntrySchema } from '#renderer/contract/history-entry.ts'

/** What each local collection holds. `calls` holds what a person's own database does. */
export interface LocalDocuments {
  readonly users: CoachProfile
  readonly slots: Slot
  readonly calls: OwnDocument
  readonly notices: Notice
  readonly drafts: StoredDraft
  readonly journal: HistoryEntry
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
  calls: { shapes: ownDocumentSchemas },
  notices: { shapes: [noticeSchema] },
  drafts: { shapes: storedDraftSchemas },
  journal: { shapes: [historyEntrySchema] }
}

export const localNames = Object.keys(collectionShapes) as readonly LocalName[]

/** One of several shapes; a single one is checked without the detour of a union. */
function createShapeUnion(shapes: readonly z.ZodObject[]): z.ZodType {
  const [only, ...others] = shapes
  return only !== undefined && others.length === 0 ? only : z.union(shapes as [z.ZodObject, ...z.ZodObject[]])
}

/** The schema of a collection's documents, as this version writes them. */
export function schemaOf(name: LocalName): z.ZodType {
  return schemas[name]
}

const schemas = Object.fromEntries(
  localNames.map(name => [name, createShapeUnion(collectionShapes[name].shapes)])
) as Readonly<Record<LocalName, z.ZodType>>

/** Whether documents of a collection may be of another version. Drafts and the journal are this device's own: see there. */
export function isVersioned(name: LocalName): boolean {
  return name !== 'drafts' && name !== 'journal'
}

/**
 * What stands between stored documents, which may be of another version, and everything above: screens and actions see what this
 * version can show of them (VE1, VE3, VE4).
 */
export interface DocumentReader<T> {
  /** Undefined: only a newer version can read it. The same object for the same document. */
  readonly read: (raw: T) => T | undefined
  /** What is to be stored where `next` was made of what was shown, which was read from `raw`. */
  readonly apply: (raw: T, shown: T | undefined, next: T) => T
}

export function createReader<N extends LocalName>(name: N): DocumentReader<LocalDocuments[N]> {
  type Doc = LocalDocuments[N]
  if (!isVersioned(name)) return { read: raw => raw, apply: (_raw, _shown, next) => next }
  const schema = schemaOf(name)
  return {
    read: raw => readView<Doc>(schema as z.ZodType<Doc>, raw),
    apply: (raw, shown, next) => applyToRaw(schema, raw, shown, next)
  }
}

/** Reads a document from elsewhere in the shape that this version writes: unknown fields are dropped. */
export function createStrictReader<N extends LocalName>(name: N): (value: unknown) => LocalDocuments[N] | undefined {
  const schema = createShapeUnion(collectionShapes[name].shapes.map(shape => shape.strip()))
  return value => schema.safeParse(value).data as LocalDocuments[N] | undefined
}

/** A document as another version may have written it, and what this one shows of it. */
export interface OutsideDocument<T> {
  readonly raw: T
  readonly shown: T
}

/** Reads a document from elsewhere, for example from a file, as one that is stored: what only a newer version knows stays in it. */
export function createOutsideReader<N extends LocalName>(
  name: N
): (value: unknown) => OutsideDocument<LocalDocuments[N]> | undefined {
  const { read } = createReader(name)
  return value => {
    const shown = read(value as LocalDocuments[N])
    return shown === undefined ? undefined : { raw: value as LocalDocuments[N], shown }
  }
}
