import type { Booking } from '#domain/model/booking.ts'
import { sessionCopySchema } from '#domain/model/session-copy.ts'
import { type Notice, noticeSchema } from '#domain/model/notice.ts'
import type { PartyRole } from '#domain/model/role.ts'
import { fromWire, toWire } from '#domain/model/wire.ts'
import type { Parties } from '#domain/projection/party.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { staysAside } from '#domain/notices/series-notice.ts'
import { projectNotices } from '#domain/projection/project-notices.ts'
import { isSame } from '#domain/rules/is-same.ts'
import type { StoredDocument, WritableDocument } from '../storage/document-store.ts'
import type { CopySigner } from './copy-signer.ts'

/** What a copy depends on beside the journal. */
export interface CopyFacts {
  /** Server's clock, epoch ms. */
  readonly now: () => number
  readonly signer: CopySigner
  /** How long after a session its parties keep each other's number, ms; undefined: for good (PH4). */
  readonly keepPhonesMs?: number | undefined
}

/** One booking as one of its parties is to see it. */
export interface CopyTask {
  readonly booking: Booking
  readonly role: PartyRole
  readonly parties: Parties
  /** What the journal has of its series, itself among them; left out where it is of none. */
  readonly series?: readonly Booking[]
}

/** A document that a party is to have of a booking: its copy, or a notice. */
export interface WantedDocument {
  readonly id: string
  /** @returns undefined where the one that is stored says so already. @throws where that one cannot be understood */
  build(stored: StoredDocument | undefined): WritableDocument | undefined
}

/** A party's copy and notices of a booking as the journal says they should be. */
export function listWantedDocuments(task: CopyTask, facts: CopyFacts): readonly WantedDocument[] {
  const { booking, role, parties, series } = task
  const copy: WantedDocument = {
    id: booking.id,
    build: stored =>
      toWrite(stored, existing => {
        const known = existing === undefined ? undefined : sessionCopySchema.parse(fromWire(existing))
        return projectSessionCopy(booking, role, parties, known, toProjectionFacts(task, facts))
      })
  }
  const notices = projectNotices(booking, role, parties, series).map(
    (notice): WantedDocument => ({
      id: notice.id,
      build: stored => toWrite(stored, existing => keepDismissed(notice, existing))
    })
  )
  return [copy, ...notices]
}

/** Only a coach's copy is signed. */
function toProjectionFacts({ booking, role }: CopyTask, { now, signer, keepPhonesMs }: CopyFacts) {
  return { now: now(), keepPhonesMs, signed: role === 'coach' ? signer.sign(booking) : undefined }
}

function toWrite(
  stored: StoredDocument | undefined,
  build: (existing: StoredDocument | undefined) => { readonly id: string }
): WritableDocument | undefined {
  const existing = stored?._deleted === true ? undefined : stored
  const value = build(existing)
  if (existing !== undefined && isSame(fromWire(existing), value)) return undefined
  return { ...toWire(value), ...(existing === undefined ? {} : { _rev: existing._rev }) }
}

/** Whether the reader has put a notice aside is the reader's. */
function keepDismissed(notice: Notice, existing: StoredDocument | undefined): Notice {
  if (existing === undefined) return notice
  const known = noticeSchema.safeParse(fromWire(existing))
  return { ...notice, dismissed: known.success && staysAside(known.data, notice) }
}
