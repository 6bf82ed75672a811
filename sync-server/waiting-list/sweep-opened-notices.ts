import { type Notice, noticeSchema } from '#domain/model/notice.ts'
import type { Instant, SlotId, UserId } from '#domain/model/primitives.ts'
import { slotFromId } from '#domain/model/slot.ts'
import { isWatchStanding, type Watch } from '#domain/model/watch.ts'
import { fromWire } from '#domain/model/wire.ts'
import { parseCallsName } from '#domain/rules/access.ts'
import { isStillAskedFor, listOpened, openedNotices } from '#domain/waiting-list/opened-notice.ts'
import type { CopyKeeper } from '../copies/copy-keeper.ts'
import { readWatches } from '../copies/read-watches.ts'
import { giveWay } from '../locks/give-way.ts'
import type { Databases, WritableDocument } from '../storage/document-store.ts'
import { StorageUnavailableError } from '../storage/storage-unavailable.ts'

const range = { startKey: openedNotices, endKey: `${openedNotices}~` } as const

interface SweepParts {
  readonly databases: Pick<Databases, 'list' | 'open'>
  readonly copies: Pick<CopyKeeper, 'check' | 'note'>
}

/**
 * Removes the notices about slots that can be no news any more (WL7): their watch has ended, is gone or asks
 * for something else now, or all their slots have started. A
 * slot that is taken may open again, so its notice stays. Where one person's part of the files is damaged, that person's stay, too (DM2).
 * @param now by the time that is certain: nothing is removed because a clock was wrong
 * @returns how many
 */
export async function sweepOpenedNotices(parts: SweepParts, now: Instant): Promise<number> {
  let count = 0
  for (const name of await parts.databases.list()) {
    const owner = parseCallsName(name)
    if (owner === undefined) continue
    try {
      count += await sweepOne(owner, name, parts, now)
    } catch (error) {
      if (!(error instanceof StorageUnavailableError && error.isDamaged)) throw error
    }
  }
  return count
}

async function sweepOne(owner: UserId, name: string, { databases, copies }: SweepParts, now: Instant): Promise<number> {
  const store = await databases.open(name)
  const notices: { readonly doc: WritableDocument; readonly notice: Notice }[] = []
  for await (const doc of store.all(range)) {
    const { data } = noticeSchema.safeParse(fromWire(doc))
    if (data !== undefined) notices.push({ doc: { _id: doc._id, _rev: doc._rev, _deleted: true }, notice: data })
  }
  await giveWay()
  if (notices.length === 0) return 0
  const watches = await readWatches(store)
  const docs = notices.filter(({ notice }) => isOver(notice, watches, now)).map(({ doc }) => doc)
  if (docs.length === 0) return 0
  // What is written to a person's database before it was looked through would hide that it was set back.
  await copies.check(owner)
  const rows = await store.write(docs, { newEdits: true })
  copies.note([name])
  // One that its reader puts aside meanwhile is removed the next time.
  return rows.filter(row => 'ok' in row).length
}

function isOver(notice: Notice, watches: readonly Watch[], now: Instant): boolean {
  const watch = watches.find(({ id }) => id === notice.subject.id)
  if (watch === undefined || !isWatchStanding(watch, now)) return true
  const isAhead = (slotId: SlotId): boolean => (slotFromId(slotId)?.startsAt ?? now) > now
  return !listOpened(notice).some(({ slotId }) => isAhead(slotId) && isStillAskedFor(watch, slotId, now))
}
