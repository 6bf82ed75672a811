import { slotSchema } from '#domain/model/slot.ts'
import { fromWire } from '#domain/model/wire.ts'
import { canBeBooked, type BookableOpening } from '#domain/waiting-list/match-watch.ts'
import { findOpening } from '#domain/waiting-list/opening.ts'
import type { People } from '../copies/people.ts'
import { type GateIndex, startsAround } from '../gate/memory/gate-index.ts'
import type { Change } from '../storage/document-store.ts'

/** What was open when it was last looked at, by slot: the occasion on which it opened. */
export type SeenOpenings = Map<string, string>

export interface ReadOffer extends BookableOpening {
  readonly blocked: ReadonlySet<string>
  /** Students by invitation (RL2). */
  readonly students: ReadonlySet<string>
  /** It may have been stored again without having opened anew, before this run of the server looked at it. */
  readonly isDoubtful: boolean
}

/** The slots among these changes that opened, and that somebody can book (WL4, WL5), the earliest first. */
export async function readOffers(
  changes: readonly Change[],
  seen: SeenOpenings,
  { index, people, now }: { readonly index: GateIndex; readonly people: People; readonly now: number }
): Promise<readonly ReadOffer[]> {
  const offers: ReadOffer[] = []
  for (const { id, deleted, doc, revs } of changes) {
    const slot = deleted || doc === undefined ? undefined : slotSchema.safeParse(fromWire(doc)).data
    const opening = slot === undefined ? undefined : findOpening(slot, index.listLeft(id))
    const before = seen.get(id)
    if (opening === undefined) seen.delete(id)
    else seen.set(id, opening.occasion)
    if (opening === undefined || opening.occasion === before) continue
    const { coachId } = opening.slot
    const [coach, documents] = people.isActive(coachId, 'coach')
      ? await Promise.all([people.findProfile(coachId), people.findDocuments(coachId)])
      : []
    // Where a block list cannot be read nobody can book, either.
    if (coach === undefined || documents === undefined) continue
    const coachBookings = index.listCoachBookings(coachId, startsAround(opening.slot.startsAt))
    if (!canBeBooked(opening.slot, { coach, coachBookings, now })) continue
    const isFirst = revs[0]?.startsWith('1-') === true
    const { blocked, students } = documents
    offers.push({ ...opening, coach, blocked, students, isDoubtful: before === undefined && !isFirst })
  }
  return offers.toSorted((a, b) => a.slot.startsAt - b.slot.startsAt || (a.slot.id < b.slot.id ? -1 : 1))
}
