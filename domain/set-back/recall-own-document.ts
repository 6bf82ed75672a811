import { mergeBusyLink } from '../merge/merge-busy-link.ts'
import { mergeBlockList } from '../merge/merge-block-list.ts'
import { mergeDossier } from '../merge/merge-dossier.ts'
import { mergeHowWeMeet } from '../merge/merge-how-we-meet.ts'
import { mergeRelation } from '../merge/merge-relation.ts'
import { mergeWatch } from '../merge/merge-watch.ts'
import type { Meeting, Merged } from '../merge/meeting.ts'
import type { BusyLink } from '../model/busy-link.ts'
import type { BlockList } from '../model/block-list.ts'
import type { Dossier } from '../model/dossier.ts'
import type { HowWeMeet } from '../model/how-we-meet.ts'
import type { Relation } from '../model/relation.ts'
import type { Watch } from '../model/watch.ts'
import { keepLocal, type Known, type Recall, type Recalled, takeServers } from './recall.ts'

/** A coach's block list after a set-back: nobody whom either knows as blocked is unblocked by it (SB2, MG17). */
export function recallBlockList(known: Known<BlockList>, recall: Recall): Recalled<BlockList> {
  return recallOwn(known, recall, mergeBlockList)
}

/** How a coach meets students after a set-back: the server's stands, and where the own one says something else, its person decides (SB2). */
export function recallHowWeMeet(known: Known<HowWeMeet>, recall: Recall): Recalled<HowWeMeet> {
  return recallOwn(known, recall, mergeHowWeMeet)
}

/** The address of a coach's calendar after a set-back: as how a coach meets students (SB2, MG22). */
export function recallBusyLink(known: Known<BusyLink>, recall: Recall): Recalled<BusyLink> {
  return recallOwn(known, recall, mergeBusyLink)
}

/** A dossier after a set-back: both texts are kept where they differ, and one that the server lost is sent again (SB2, MG21). */
export function recallDossier(known: Known<Dossier>, recall: Recall): Recalled<Dossier> {
  return recallOwn(known, recall, mergeDossier)
}

/**
 * A student's watch after a set-back (SB2, WL9): one that the server never heard of is sent again, and one that was removed stays removed,
 * here and there.
 */
export function recallWatch(known: Known<Watch>, recall: Recall): Recalled<Watch> {
  const { local, server } = known
  if (local.deleted) return keepLocal(known)
  return server.kind === 'deleted'
    ? { local: { deleted: true, value: local.value }, notices: [] }
    : recallOwn(known, recall, mergeWatch)
}

/** A relation after a set-back: one that the server lost leaves the device (SB4), and an ending that it lost is sent again (SB3). */
export function recallRelation(known: Known<Relation>, recall: Recall): Recalled<Relation> {
  const { local, server } = known
  return local.deleted || server.kind !== 'live' ? takeServers(known) : recallOwn(known, recall, mergeRelation)
}

/** What the server has lost is sent again: nobody removes such a document. */
function recallOwn<T>(known: Known<T>, { now }: Recall, merge: (meeting: Meeting<T>) => Merged<T>): Recalled<T> {
  const { local, server } = known
  if (local.deleted && server.kind === 'live') return { local: { deleted: false, value: server.value }, notices: [] }
  if (local.deleted || server.kind !== 'live') return keepLocal(known)
  const { resolved, notices } = merge({ server: { deleted: false, value: server.value }, local, now })
  return { local: resolved, notices }
}
