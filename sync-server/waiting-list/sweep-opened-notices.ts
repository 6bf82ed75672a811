import { type Notice, noticeSchema } from '#domain/model/notice.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { slotFromId } from '#domain/model/slot.ts'
import { isWatchStanding, type Watch } from '#domain/model/watch.ts'
import { fromWire } from '#domain/model/wire.ts'
import { parseCallsName } from '#domain/rules/access.ts'
import { listOpened, openedNotices } from '#domain/waiting-list/opened-notice.ts'
import type { CopyKeeper } from '../copies/copy-keeper.ts'
import { readWatches } from '../copies/read-watches.ts'
import { giveWay } from '../locks/give-way.ts'
import type { Databases, WritableDocument } from '../storage/document-store.ts'

const range = { startKey: openedNotices, endKey: `${openedNotices}~` } as const

interface SweepParts {
  readonly databases: Pick<Databases, 'list' | 'open'>
  readonly copies: Pick<CopyKeeper, 'check' | 'note'>
}

/**
 * Removes the notices about slots that can be no news any more (WL7): their watch has ended or is gone, or all their slots have started. A
 * slot that is taken may open again, so its notice stays.
 * @param now by the time that is certain: nothing is removed because a clock was wrong
 * @returns how many
 */
export async function sweepOpenedNotices({ databases, copies }: SweepParts, now: Instant): Promise<number> {
  let count = 0
  for (const name of await databases.list()) {
    const owner = parseCallsName(name)
    if (owner === undefined) continue
    const store = await databases.open(name)
    const notices: { readonly doc: WritableDocument; readonly notice: Notice }[] = []
    for await (const doc of store.all(range)) {
      const { data } = noticeSchema.safeParse(fromWire(doc))
      if (data !== undefined) notices.push({ doc: { _id: doc._id, _rev: doc._rev, _deleted: true }, notice: data })
    }
    await giveWay()
    if (notices.length === 0) continue
    const watches = await readWatches(store)
    const docs = notices.filter(({ notice }) => isOver(notice, watches, now)).map(({ doc }) => doc)
    if (docs.length === 0) continue
    // What is written to a person's database before it was looked through would hide that it was set back.
    await copies.check(owner)
    await store.write(docs, { newEdits: true })
    copies.note([name])
    count += docs.length
  }
  return count
}

function isOver(notice: Notice, watches: readonly Watch[], now: Instant): boolean {
  const watch = watches.find(({ id }) => id === notice.subject.id)
  if (watch === undefined || !isWatchStanding(watch, now)) return true
  return listOpened(notice).every(({ slotId }) => (slotFromId(slotId)?.startsAt ?? now + 1) <= now)
}
