import { blockListId, type BlockList } from '#domain/model/block-list.ts'
import { type Booking, isLiveBooking } from '#domain/model/booking.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { isFilledSlot } from '#domain/model/filled-making.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { Slot } from '#domain/model/slot.ts'
import { isWatchId, type Watch } from '#domain/model/watch.ts'
import { fromWire } from '#domain/model/wire.ts'
import { parseCallsName } from '#domain/rules/access.ts'
import { listOpened, openedNotices } from '#domain/waiting-list/opened-notice.ts'
import type { CommitPart, Databases, WritableDocument } from '#server/storage/document-store.ts'
import { listDocs } from '../../../support/gate-world.ts'
import { findWrongTelling } from '../../check/find-wrong-telling.ts'
import { createSpans, type Moment, type Spans } from './spans.ts'

/** A slot became open. */
export interface Opened {
  readonly slot: Slot
  readonly at: Moment
  /** Whose session left it in the same commit. */
  readonly leftBy: readonly string[]
  /** Whose session was the last to leave these hours, where the slot does not say that it was made by hand since (WL5). */
  readonly lastLeftBy: string | undefined
}

/** A student was told by the notice of a watch that a slot has opened. */
export interface Telling {
  readonly studentId: string
  readonly watchId: string
  readonly slotId: string
  readonly occasion: string
  readonly at: Moment
  readonly isCut: boolean
}

/** What the server has stored of who may book and who waits, in the order of its commits. It asks nobody: it is what checks go by. */
export interface StoredBook {
  /** By `<coach> <student>`. */
  readonly blocks: Spans<undefined>
  /** Coaches whose own students alone may book. */
  readonly closed: Spans<undefined>
  readonly watches: Spans<{ readonly studentId: string; readonly watch: Watch }>
  /** Live sessions by `<booking> <slot>`. */
  readonly sessions: Spans<Booking>
  /** Accounts that are disabled. */
  readonly disabled: Spans<undefined>
  readonly bookings: ReadonlyMap<string, Booking>
  readonly coaches: ReadonlyMap<string, CoachProfile>
  /** Slots that are open, and opened since the book began. */
  readonly opened: ReadonlyMap<string, Opened>
  readonly tellings: readonly Telling[]
  readonly problems: string[]
  note(unit: readonly CommitPart[]): void
  noteAccount(userId: string, isDisabled: boolean): void
  noteRest(): void
  /** Storage failed: nobody knows what is stored until it is read again. */
  noteDoubt(): void
  readonly isDoubtful: boolean
  /** Whether the data were set back: which of them had been told of before is not known here. */
  readonly isOfAnotherPast: boolean
  /** Reads what is stored. `isAnotherPast`: what was before is not to be compared with it. */
  read(databases: Databases, isAnotherPast: boolean): Promise<void>
}

export function createStoredBook(): StoredBook {
  const blocks = createSpans<undefined>()
  const closed = createSpans<undefined>()
  const watches = createSpans<{ readonly studentId: string; readonly watch: Watch }>()
  const sessions = createSpans<Booking>()
  const disabled = createSpans<undefined>()
  const bookings = new Map<string, Booking>()
  const coaches = new Map<string, CoachProfile>()
  const makingBySlot = new Map<string, string>()
  const lastLeftBySlot = new Map<string, string>()
  const opened = new Map<string, Opened>()
  const tellings: Telling[] = []
  const noticeIds = new Set<string>()
  const problems: string[] = []
  const facts = { blocks, closed, disabled, sessions, watches, bookings, opened }
  let [commit, rests] = [0, 0]
  /** What is read from storage says nothing of the order in which it was stored. */
  let isJudged = true
  let wasSetBack = false
  const moment = (): Moment => ({ commit, rests })

  function complain(line: string): void {
    if (isJudged) problems.push(line)
  }

  function noteBooking(booking: Booking, left: Map<string, string[]>): void {
    const { id, coachId, studentId, slotId, state, pencilled, moves = [] } = booking
    const before = bookings.get(id)
    bookings.set(id, booking)
    const isBlocked = blocks.find(`${coachId} ${studentId}`) !== undefined
    if (isBlocked && before === undefined && state === 'confirmed' && pencilled === undefined) {
      complain(`${studentId} is blocked, and was given ${id}`)
    }
    const isMoved = moves.length > (before?.moves?.length ?? 0) && moves.at(-1)?.by === 'student'
    if (isBlocked && isMoved) complain(`${studentId} is blocked, and moved ${id}`)
    const wasIn = before !== undefined && isLiveBooking(before) ? before.slotId : undefined
    const isIn = isLiveBooking(booking) ? slotId : undefined
    if (wasIn === isIn) return
    if (wasIn !== undefined) {
      sessions.end(`${id} ${wasIn}`, moment())
      left.set(wasIn, [...(left.get(wasIn) ?? []), studentId])
      lastLeftBySlot.set(wasIn, studentId)
    }
    if (isIn !== undefined) sessions.begin(`${id} ${isIn}`, booking, moment())
  }

  function noteSlot(id: string, slot: Slot | undefined, leftBy: readonly string[]): void {
    if (slot?.status !== 'open') {
      makingBySlot.delete(id)
      opened.delete(id)
      return
    }
    const { makingId = '' } = slot
    if (makingBySlot.get(id) === makingId && leftBy.length === 0) return
    makingBySlot.set(id, makingId)
    const isMadeByHand = makingId !== '' && !isFilledSlot(slot)
    const lastLeftBy = isMadeByHand ? undefined : lastLeftBySlot.get(id)
    if (isJudged) opened.set(id, { slot, at: moment(), leftBy, lastLeftBy })
  }

  function notePage(page: CoachProfile): void {
    coaches.set(page.id, page)
    const isClosed = page.whoMayBook === 'my-students'
    if (isClosed === (closed.find(page.id) !== undefined)) return
    if (isClosed) closed.begin(page.id, undefined, moment())
    else closed.end(page.id, moment())
  }

  function noteBlocks(coachId: string, { studentIds }: BlockList): void {
    const keys = new Set(studentIds.map(id => `${coachId} ${id}`))
    for (const { key, to } of blocks.all) {
      if (to === undefined && key.startsWith(`${coachId} `) && !keys.has(key)) blocks.end(key, moment())
    }
    for (const key of keys) if (blocks.find(key) === undefined) blocks.begin(key, undefined, moment())
  }

  function noteWatch(studentId: string, id: string, watch: Watch | undefined): void {
    const known = watches.find(id)
    if (JSON.stringify(known?.value.watch) === JSON.stringify(watch)) return
    if (known !== undefined) watches.end(id, moment())
    if (watch !== undefined) watches.begin(id, { studentId, watch }, moment())
  }

  function noteNotice(studentId: string, notice: Notice): void {
    if (noticeIds.has(notice.id)) return
    noticeIds.add(notice.id)
    const watchId = notice.subject.id
    // What is kept is text in text.
    const isCut = /more\\?":true/.test(JSON.stringify(notice))
    for (const { slotId, occasion } of listOpened(notice)) {
      if (tellings.some(told => told.watchId === watchId && told.occasion === occasion))
        complain(`${watchId} was told twice of ${slotId}`)
      const telling = { studentId, watchId, slotId, occasion, at: moment(), isCut }
      tellings.push(telling)
      const problem = findWrongTelling(telling, facts)
      if (problem !== undefined) complain(`${watchId} was told of ${slotId}, ${problem}`)
    }
  }

  function noteOwn(ownerId: string, doc: WritableDocument): void {
    const id = doc._id
    if (isWatchId(id)) noteWatch(ownerId, id, doc._deleted === true ? undefined : (fromWire(doc) as unknown as Watch))
    else if (doc._deleted === true) return
    else if (id === blockListId) noteBlocks(ownerId, fromWire(doc) as unknown as BlockList)
    else if (id.startsWith(openedNotices)) noteNotice(ownerId, fromWire(doc) as unknown as Notice)
  }

  function note(unit: readonly CommitPart[]): void {
    commit += 1
    const docsOf = (database: string) => unit.filter(part => part.database === database).flatMap(({ docs }) => docs)
    const left = new Map<string, string[]>()
    for (const doc of docsOf('bookings')) noteBooking(fromWire(doc) as unknown as Booking, left)
    for (const doc of docsOf('slots')) {
      const slot = doc._deleted === true ? undefined : (fromWire(doc) as unknown as Slot)
      noteSlot(doc._id, slot, left.get(doc._id) ?? [])
    }
    for (const doc of docsOf('users')) if (doc._deleted !== true) notePage(fromWire(doc) as unknown as CoachProfile)
    const told: string[] = []
    for (const { database, docs } of unit) {
      const ownerId = parseCallsName(database)
      if (ownerId === undefined) continue
      for (const doc of docs) {
        if (doc._id === blockListId && unit.flatMap(part => part.docs).length > 1)
          complain(`${ownerId} blocks somebody, and more is stored than that`)
        const isNews = doc._id.startsWith(openedNotices) && !noticeIds.has(doc._id) && doc._deleted !== true
        if (isNews) told.push((fromWire(doc) as unknown as Notice).subject.id)
        noteOwn(ownerId, doc)
      }
    }
    if (new Set(told).size < told.length) complain(`a watch has several notices of one batch: ${told.join(' ')}`)
  }

  return {
    ...facts,
    coaches,
    tellings,
    problems,
    note,
    noteAccount(userId, isDisabled) {
      if (isDisabled) disabled.begin(userId, undefined, moment())
      else disabled.end(userId, moment())
    },
    noteRest() {
      rests += 1
    },
    get isOfAnotherPast() {
      return wasSetBack
    },
    noteDoubt() {
      isJudged = false
    },
    get isDoubtful() {
      return !isJudged
    },
    async read(databases, isAnotherPast) {
      isJudged = false
      if (isAnotherPast) {
        wasSetBack = true
        for (const spans of [blocks, closed, watches, sessions]) spans.clear()
        for (const known of [bookings, coaches, makingBySlot, lastLeftBySlot, opened, noticeIds]) known.clear()
        tellings.length = 0
      }
      const openIds = new Set<string>()
      for (const database of await databases.list()) {
        const docs = await listDocs(databases, database)
        if (database === 'slots') for (const { _id, status } of docs) if (status === 'open') openIds.add(_id)
        note([{ database, docs, newEdits: true }])
      }
      for (const id of makingBySlot.keys()) if (!openIds.has(id)) noteSlot(id, undefined, [])
      isJudged = true
    }
  }
}
