import { toOfferedMonth } from '#domain/model/offered.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Databases } from '#server/storage/document-store.ts'
import { listSlots } from '../../support/gate-world.ts'
import { readOffered } from '../../support/read-offered.ts'

/**
 * IN7 IN9 What the server has recorded of slots is what they are that have begun, each once, and nothing that is ahead. To be asked once all
 * of it has been recorded, while nobody writes.
 */
export async function findUnrecorded(databases: Databases, now: number): Promise<readonly string[]> {
  const byCoach = Map.groupBy(await listSlots(databases), ({ coachId }) => coachId)
  const problems = await Promise.all(
    [...byCoach].map(async ([coachId, slots]) => {
      const records = await readOffered(databases, coachId)
      const [booked, open] = [records.flatMap(record => record.booked), records.flatMap(record => record.open)]
      const isWhole = ({ startsAt }: Slot) => {
        const month = new Date(startsAt).toISOString().slice(0, 7)
        return (records.find(({ id }) => toOfferedMonth(id) === month)?.since ?? 0) <= startsAt
      }
      const begun = slots.filter(slot => slot.startsAt <= now && isWhole(slot))
      const lists = { booked, open }
      return [
        ...begun.flatMap(({ id, startsAt, status }) =>
          (status === 'booked' || status === 'open') && !lists[status].includes(startsAt)
            ? [`${id} was ${status} when it began, and is not recorded as that`]
            : []
        ),
        ...[...booked, ...open].filter(at => at > now).map(at => `${coachId} has a record of ${at}, which is ahead`),
        ...booked.filter(at => open.includes(at)).map(at => `${coachId} has two records of ${at}`)
      ]
    })
  )
  return problems.flat()
}
