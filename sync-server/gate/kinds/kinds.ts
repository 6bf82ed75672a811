import { blockListKind } from './block-list.ts'
import { busyLinkKind } from './busy-link.ts'
import { busyKind } from './busy.ts'
import { claimKind } from './claim.ts'
import { copyKind } from './copy.ts'
import { dossierKind } from './dossier.ts'
import { howWeMeetKind } from './how-we-meet.ts'
import { noticeKind } from './notice.ts'
import { offeredKind } from './offered.ts'
import { pencilKind } from './pencil.ts'
import { profileKind } from './profile.ts'
import { relationKind } from './relation.ts'
import { slotKind } from './slot.ts'
import { watchKind } from './watch.ts'
import type { AnyKind } from './write-kind.ts'

/** Every kind of write that there is. A document that none of them recognises is refused as `malformed`. */
export const kinds = {
  slot: slotKind,
  claim: claimKind,
  pencil: pencilKind,
  copy: copyKind,
  notice: noticeKind,
  busy: busyKind,
  'busy-link': busyLinkKind,
  profile: profileKind,
  'block-list': blockListKind,
  'how-we-meet': howWeMeetKind,
  watch: watchKind,
  dossier: dossierKind,
  offered: offeredKind,
  relation: relationKind
} as const satisfies Readonly<Record<string, AnyKind>>
