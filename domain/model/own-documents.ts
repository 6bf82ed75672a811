import type { z } from 'zod'
import { type BlockList, blockListSchema } from './block-list.ts'
import { type BusyLink, busyLinkSchema } from './busy-link.ts'
import { type BusyTimes, busyTimesSchema } from './busy-times.ts'
import { type Dossier, dossierSchema } from './dossier.ts'
import { type HowWeMeet, howWeMeetSchema } from './how-we-meet.ts'
import { type Notice, noticeSchema } from './notice.ts'
import { type OfferedMonth, offeredMonthSchema } from './offered.ts'
import { type Relation, relationSchema } from './relation.ts'
import { type Watch, watchSchema } from './watch.ts'
import { type SessionCopy, sessionCopySchema } from './session-copy.ts'

/** What a person's own database (`calls-<userId>`) holds, told apart by `kind`. */
export type OwnDocument =
  | SessionCopy
  | Notice
  | BlockList
  | HowWeMeet
  | BusyTimes
  | BusyLink
  | Watch
  | Dossier
  | OfferedMonth
  | Relation

export const ownDocumentSchemas = [
  sessionCopySchema,
  noticeSchema,
  blockListSchema,
  howWeMeetSchema,
  busyTimesSchema,
  busyLinkSchema,
  watchSchema,
  dossierSchema,
  offeredMonthSchema,
  relationSchema
] as const satisfies readonly z.ZodObject[]
