import type { z } from 'zod'
import { createNoticeId, fingerprintText, type Notice } from '../model/notice.ts'
import { type KeptBy, writeKept } from '../notices/notice-payload.ts'
import { isSame } from '../rules/is-same.ts'
import { toKeptReason } from '../model/reasons.ts'
import { readView } from '../versions/read-view.ts'
import { dropUnknown, joinUnknown } from '../versions/unknown-fields.ts'
import type { Meeting, Merged, Versioned } from './meeting.ts'
import { toStableText } from './stable-text.ts'

/** What a person may have typed into a document, or done to it. */
type Typed = NonNullable<KeptBy<'write-refused'>['mine']>
type Merge<T> = (meeting: Meeting<T>) => Merged<T>

interface MergedKind<T> {
  readonly collection: Notice['subject']['collection']
  readonly schema: z.ZodType
  readonly pickTyped: (document: T) => Typed
  /** What a notice says of the document beside its id. */
  readonly describe: (local: T) => Partial<Notice>
}

/**
 * Lets a merge of known fields meet documents of other versions: it sees what this version knows, and unknown fields are merged
 * beside it (VE2). A state that this version cannot read is not merged at all (VE5).
 */
export function mergeAcrossVersions<T extends { readonly id: string }>(kind: MergedKind<T>, merge: Merge<T>): Merge<T> {
  const { schema } = kind
  const isReadable = ({ deleted, value }: Versioned<T>): boolean => deleted || readView(schema, value) !== undefined
  const toKnown = (state: Versioned<T>): Versioned<T> => ({ ...state, value: dropUnknown(schema, state.value) })
  return meeting => {
    const { server, local, reason } = meeting
    if (!isReadable(server) || !isReadable(local)) return keepServer(kind, meeting)
    const assumed = meeting.assumed !== undefined && isReadable(meeting.assumed) ? meeting.assumed : undefined
    const known = { server: toKnown(server), local: toKnown(local), assumed: assumed && toKnown(assumed) }
    const { resolved, notices } = merge({ ...meeting, ...known })
    if (resolved.deleted) return { resolved: resolved === known.server ? server : local, notices }
    if (server.deleted) return { resolved: local, notices }
    // What was refused or removed here has nothing to add to the server's.
    const isJoined = !local.deleted && reason === undefined
    const base = assumed?.deleted === false ? assumed.value : undefined
    const sides = { assumed: base, server: server.value, local: isJoined ? local.value : server.value }
    const value = joinUnknown(schema, resolved.value, sides)
    return { resolved: isSame(value, server.value) ? server : { deleted: false, value }, notices }
  }
}

/** The fields of these names that are there. */
export function pickFields<T extends object, N extends keyof T & string>(
  document: T,
  names: readonly N[]
): Partial<Pick<T, N>> {
  const there = names.flatMap(name => (document[name] === undefined ? [] : [[name, document[name]] as const]))
  return Object.fromEntries(there) as Partial<Pick<T, N>>
}

/** The server's state stands as it is, and what was typed here goes to the inbox. */
function keepServer<T extends { readonly id: string }>(
  { collection, pickTyped, describe }: MergedKind<T>,
  { assumed, server, local, reason, now }: Meeting<T>
): Merged<T> {
  // A claim that the gate has granted lost nothing.
  if (local.deleted || reason === 'already-yours') return { resolved: server, notices: [] }
  const before: Readonly<Record<string, unknown>> = assumed === undefined ? {} : pickTyped(assumed.value)
  const typed = Object.entries(pickTyped(local.value)).filter(([name, field]) => !isSame(field, before[name]))
  if (typed.length === 0) return { resolved: server, notices: [] }
  const mine = Object.fromEntries(typed) as Typed
  const { id } = local.value
  const notice: Notice = {
    id: createNoticeId('write-refused', id, fingerprintText(toStableText(mine))),
    kind: 'notice',
    topic: 'write-refused',
    at: now,
    reason: toKeptReason(reason ?? 'newer'),
    subject: { collection, id },
    ...describe(local.value),
    ...writeKept('write-refused', { mine, theirs: {} }),
    dismissed: false
  }
  return { resolved: server, notices: [notice] }
}
