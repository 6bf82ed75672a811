import type { Booking } from '#domain/model/booking.ts'
import { callSchema } from '#domain/model/call.ts'
import { type Notice, noticeSchema } from '#domain/model/notice.ts'
import type { PartyRole } from '#domain/model/role.ts'
import { fromWire, toWire } from '#domain/model/wire.ts'
import type { Parties } from '#domain/projection/party.ts'
import { projectCall } from '#domain/projection/project-call.ts'
import { projectNotices } from '#domain/projection/project-notices.ts'
import { isSame } from '#domain/rules/is-same.ts'
import type { DocumentStore, StoredDocument, WritableDocument } from '../storage/document-store.ts'
import type { ProjectorParts } from './projector-contract.ts'

/** What a copy depends on beside the journal. */
type CopyParts = Pick<ProjectorParts, 'signer' | 'now' | 'keepPhonesMs'>

/** One booking as one of its parties is to see it. */
export interface CopyTask {
  readonly booking: Booking
  readonly role: PartyRole
  readonly parties: Parties
}

interface Wanted {
  readonly task: CopyTask
  readonly id: string
  /** The document as it should be, given the one that is there. */
  readonly build: (existing: StoredDocument | undefined) => { readonly id: string }
}

/**
 * Brings one person's copies and notices up to date, in one read and at most one synced write; what is right already is
 * not written. The person's copies must be locked.
 * @returns the ids of bookings that could not be projected, with why
 */
export async function projectCopies(
  store: DocumentStore,
  tasks: readonly CopyTask[],
  parts: CopyParts
): Promise<ReadonlyMap<string, unknown>> {
  const failed = new Map<string, unknown>()
  const wanted = tasks.flatMap(task => {
    try {
      return listWanted(task, parts)
    } catch (error) {
      failed.set(task.booking.id, error)
      return []
    }
  })
  const stored = await store.read(wanted.map(({ id }) => id))
  const writes: { readonly doc: WritableDocument; readonly bookingId: string }[] = []
  for (const [position, { id, task, build }] of wanted.entries()) {
    try {
      const existing = toLive(stored[position])
      const doc = build(existing)
      if (existing !== undefined && isSame(fromWire(existing), doc)) continue
      const rev = existing === undefined ? {} : { _rev: existing._rev }
      writes.push({ bookingId: task.booking.id, doc: { ...toWire(doc), _id: id, ...rev } })
    } catch (error) {
      failed.set(task.booking.id, error)
    }
  }
  const rows = await store.write(
    writes.map(({ doc }) => doc),
    { newEdits: true }
  )
  for (const [position, row] of rows.entries()) {
    const id = writes[position]?.bookingId
    if ('error' in row && id !== undefined) failed.set(id, new Error(`copy not stored: ${row.name}`))
  }
  return failed
}

function listWanted(task: CopyTask, { signer, now, keepPhonesMs }: CopyParts): readonly Wanted[] {
  const { booking, role, parties } = task
  const call: Wanted = {
    task,
    id: booking.id,
    build(existing) {
      const known = existing === undefined ? undefined : callSchema.parse(fromWire(existing))
      const facts = { now: now(), keepPhonesMs, signed: signer.sign(booking) }
      return projectCall(booking, role, parties, known, facts)
    }
  }
  const notices = projectNotices(booking, role, parties).map(
    (notice): Wanted => ({ task, id: notice.id, build: existing => keepDismissed(notice, existing) })
  )
  return [call, ...notices]
}

/** Whether the reader has put a notice aside is the reader's. */
function keepDismissed(notice: Notice, existing: StoredDocument | undefined): Notice {
  if (existing === undefined) return notice
  const known = noticeSchema.safeParse(fromWire(existing))
  return { ...notice, dismissed: known.success && known.data.dismissed }
}

function toLive(doc: StoredDocument | undefined): StoredDocument | undefined {
  return doc === undefined || doc._deleted === true ? undefined : doc
}
