import { noticeSchema } from '#domain/model/notice.ts'
import { fromWire } from '#domain/model/wire.ts'
import { listOpened } from '#domain/waiting-list/opened-notice.ts'
import type { Databases } from '#server/storage/document-store.ts'
import { callsOfStudent, listWaiting, type Plan } from './plan.ts'

/** What a server has told the students of a plan who wait. */
export interface Told {
  readonly notices: number
  /** The most notices that one watch has got. */
  readonly mostOfOneWatch: number
  readonly watchesTold: number
  /** Openings of which one watch was told more than once. */
  readonly toldTwice: number
}

/** @param since notices from before do not count */
export async function countTold(databases: Pick<Databases, 'open'>, plan: Plan, since: number): Promise<Told> {
  const countByWatch = new Map<string, number>()
  let toldTwice = 0
  for (const student of listWaiting(plan)) {
    const told = new Set<string>()
    const store = await databases.open(callsOfStudent(student))
    for await (const doc of store.all({})) {
      const notice = noticeSchema.safeParse(fromWire(doc)).data
      if (notice?.topic !== 'slot-opened' || notice.at < since) continue
      const { id } = notice.subject
      countByWatch.set(id, (countByWatch.get(id) ?? 0) + 1)
      for (const { occasion } of listOpened(notice)) {
        const key = `${id} ${occasion}`
        if (told.has(key)) toldTwice += 1
        told.add(key)
      }
    }
  }
  const counts = [...countByWatch.values()]
  return {
    notices: counts.reduce((sum, count) => sum + count, 0),
    mostOfOneWatch: Math.max(0, ...counts),
    watchesTold: counts.length,
    toldTwice
  }
}

/** How many batches of openings have been matched: each stores how far it came. */
export async function countBatches(databases: Pick<Databases, 'open'>): Promise<number> {
  return (await (await databases.open('openings')).info()).updateSeq
}
