import { noticeSchema } from '#domain/model/notice.ts'
import type { Watch } from '#domain/model/watch.ts'
import { fromWire, toWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { isByArrangement } from '#domain/rules/who-may-book.ts'
import { weekPlaceAt, type WeekPlace } from '#domain/waiting-list/fits-watch.ts'
import { createOpenedNotice, type Match, type MatchFacts, matchWatch } from '#domain/waiting-list/match-watch.ts'
import { listOpened, openedNoticesOf } from '#domain/waiting-list/opened-notice.ts'
import { type GateIndex, startsThatMayOverlap } from '../gate/memory/gate-index.ts'
import { giveWay } from '../locks/give-way.ts'
import type { CommitPart, DocumentStore, WritableDocument } from '../storage/document-store.ts'
import type { ReadOffer } from './read-offers.ts'
import type { WatchBook } from './watch-book.ts'

/** So many watches are matched in one go. */
const watchesInOneGo = 8

interface MatchParts {
  readonly index: GateIndex
  readonly isActive: (studentId: string) => boolean
  readonly open: (name: string) => Promise<Pick<DocumentStore, 'all'>>
  readonly now: number
}

/** The notices that watches get of these offers, one for each watch (WL6). */
export async function matchOffers(
  offers: readonly ReadOffer[],
  book: WatchBook,
  { index, isActive, open, now }: MatchParts
): Promise<readonly CommitPart[]> {
  if (offers.length === 0) return []
  const placeAt = createPlaceReader()
  const parts: CommitPart[] = []
  let count = 0

  async function match(watch: Watch, facts: MatchFacts): Promise<Match | undefined> {
    const found = matchWatch(watch, facts)
    const doubtful = new Set(offers.flatMap(offer => (offer.isDoubtful ? [offer.occasion] : [])))
    if (!found?.opened.some(({ occasion }) => doubtful.has(occasion))) return found
    const told = await readTold(await open(createCallsName(facts.studentId)), watch.id)
    return matchWatch(watch, { ...facts, isTold: occasion => doubtful.has(occasion) && told.has(occasion) })
  }

  for (const [studentId, watches] of book.list()) {
    if (!isActive(studentId)) continue
    const blockers = new Set(offers.flatMap(({ coach, blocked }) => (blocked.has(studentId) ? [coach.id] : [])))
    const coaches = new Set(offers.flatMap(({ coach, students }) => (students.has(studentId) ? [coach.id] : [])))
    const facts: MatchFacts = {
      studentId,
      offers,
      takes: coach =>
        !isByArrangement({
          coach,
          isOwnStudent: index.haveMet(coach.id, studentId) || coaches.has(coach.id),
          isBlocked: blockers.has(coach.id)
        }),
      listBookings: ({ startsAt }) => index.listStudentBookings(studentId, startsThatMayOverlap(startsAt)),
      isTold: () => false,
      placeAt,
      now
    }
    const docs: WritableDocument[] = []
    for (const watch of watches) {
      count += 1
      if (count % watchesInOneGo === 0) await giveWay()
      const found = await match(watch, facts)
      const notice = found === undefined ? undefined : createOpenedNotice(watch, found, now)
      if (notice !== undefined) docs.push(toWire(notice))
    }
    if (docs.length > 0) parts.push({ database: createCallsName(studentId), newEdits: true, docs })
  }
  return parts
}

/** On which occasions the student of a watch was told. */
async function readTold(store: Pick<DocumentStore, 'all'>, watchId: string): Promise<ReadonlySet<string>> {
  const startKey = openedNoticesOf(watchId)
  const told = new Set<string>()
  for await (const doc of store.all({ startKey, endKey: `${startKey}~` })) {
    const { data } = noticeSchema.safeParse(fromWire(doc))
    if (data !== undefined) for (const { occasion } of listOpened(data)) told.add(occasion)
  }
  return told
}

/** Many watches ask for the same slot on the same clock. */
function createPlaceReader(): (at: number, zone: string) => WeekPlace {
  const placeByKey = new Map<string, WeekPlace>()
  return (at, zone) => {
    const key = `${zone} ${at}`
    const known = placeByKey.get(key)
    if (known !== undefined) return known
    const place = weekPlaceAt(at, zone)
    placeByKey.set(key, place)
    return place
  }
}
