import { z } from 'zod'
import type { Versioned } from '#domain/merge/meeting.ts'
import { parseJson } from '#domain/parse-json.ts'
import { withoutPhone } from '#domain/rules/phone-end.ts'

const versionedSchema = z.object({ deleted: z.boolean(), value: z.looseObject({ id: z.string() }) })
const unsyncedSchema = z.object({
  /** As it is on this device. */
  local: versionedSchema,
  /** The server's state that it was built on; absent for what is new. */
  base: versionedSchema.optional()
})

/** Never the token of a database: one that is opened next finds that it is not the one that was marked. */
export const rescuedToken = 'rescued'

/**
 * What is kept outside the local database of what exists only there: documents that the server has not confirmed, each with the
 * state that a merge needs, and this device's own drafts and notices. As JSON it is what the recovery vault holds.
 */
export const contentsSchema = z.object({
  version: z.literal(1),
  unsynced: z.object({
    users: z.array(unsyncedSchema),
    slots: z.array(unsyncedSchema),
    calls: z.array(unsyncedSchema)
  }),
  drafts: z.array(z.looseObject({ id: z.string() })),
  notices: z.array(z.looseObject({ id: z.string() }))
})

export interface UnsyncedDocument {
  readonly local: Versioned<OwnFields>
  readonly base?: Versioned<OwnFields> | undefined
}
/** A document's own fields. They are checked when they are written again. */
export type OwnFields = Readonly<Record<string, unknown>> & { readonly id: string }

export interface RecoveryContents {
  readonly version: 1
  readonly unsynced: {
    readonly users: readonly UnsyncedDocument[]
    readonly slots: readonly UnsyncedDocument[]
    readonly calls: readonly UnsyncedDocument[]
  }
  readonly drafts: readonly OwnFields[]
  readonly notices: readonly OwnFields[]
}

/** The same without anybody's number: one that was exported could not be taken back when its time is over (PH5). The server has it. */
export function withoutPhones(contents: RecoveryContents): RecoveryContents {
  const strip = ({ deleted, value }: Versioned<OwnFields>): Versioned<OwnFields> => ({
    deleted,
    value: withoutPhone<OwnFields & { readonly otherPhone?: unknown }>(value)
  })
  const calls = contents.unsynced.calls.map(({ local, base }) => ({
    local: strip(local),
    ...(base === undefined ? {} : { base: strip(base) })
  }))
  return { ...contents, unsynced: { ...contents.unsynced, calls } }
}

export const noContents: RecoveryContents = {
  version: 1,
  unsynced: { users: [], slots: [], calls: [] },
  drafts: [],
  notices: []
}

/** Undefined where the text is no such JSON. */
export function parseContents(text: string | undefined): RecoveryContents | undefined {
  const { data } = contentsSchema.safeParse(parseJson(text ?? ''))
  // What an earlier version has exported holds numbers.
  return data === undefined ? undefined : withoutPhones(data)
}

/** Documents that the server has not confirmed. */
export function countUnsynced({ unsynced }: RecoveryContents): number {
  return unsynced.users.length + unsynced.slots.length + unsynced.calls.length
}

export function countAll(contents: RecoveryContents): number {
  return countUnsynced(contents) + contents.drafts.length + contents.notices.length
}
