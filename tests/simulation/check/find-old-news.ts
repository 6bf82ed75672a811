import type { Instant } from '#domain/model/primitives.ts'
import type { Notice } from '#domain/model/notice.ts'
import { slotFromId } from '#domain/model/slot.ts'
import { fromWire } from '#domain/model/wire.ts'
import { parseCallsName } from '#domain/rules/access.ts'
import { listOpened, openedNotices } from '#domain/waiting-list/opened-notice.ts'
import type { Databases } from '#server/storage/document-store.ts'
import { listDocs } from '../../support/gate-world.ts'

/** WL7 Notices about slots that have all started, after the daily work. */
export async function findOldNews(databases: Databases, now: Instant): Promise<readonly string[]> {
  const problems: string[] = []
  for (const name of await databases.list()) {
    if (parseCallsName(name) === undefined) continue
    for (const doc of await listDocs(databases, name)) {
      if (!doc._id.startsWith(openedNotices)) continue
      const opened = listOpened(fromWire(doc) as unknown as Notice)
      const isOver = opened.every(({ slotId }) => (slotFromId(slotId)?.startsAt ?? now) <= now)
      if (isOver) problems.push(`${name} still has ${doc._id}, whose slots have all started`)
    }
  }
  return problems
}
