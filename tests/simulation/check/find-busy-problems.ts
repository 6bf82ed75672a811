import { type BusyTimes, busyTimesSchema } from '#domain/model/busy-times.ts'
import { isFilledOpen } from '#domain/model/filled-making.ts'
import { overlaps } from '#domain/time/interval.ts'
import type { PersonName } from '../plan/people.ts'
import type { Truth } from '../world/read-truth.ts'

/**
 * AV10 Hours have filled nothing where their coach is busy elsewhere. To be asked once all calendars have been filled. What has started by
 * some clock of the server stays as it is, whatever the coach says of that time afterwards.
 */
export function findBusyProblems(
  { slots, copiesByPerson }: Truth,
  userIdByPerson: ReadonlyMap<PersonName, string>,
  latest: number
): readonly string[] {
  const filled = slots.filter(slot => isFilledOpen(slot) && slot.startsAt > latest)
  return [...copiesByPerson].flatMap(([person, copies]) => {
    const busy: readonly BusyTimes[] = copies
      .filter(({ kind }) => kind === 'busy')
      .map(copy => busyTimesSchema.parse(copy))
    const meetsBusy = (slot: (typeof slots)[number]): boolean =>
      busy.some(({ intervals }) => intervals.some(interval => overlaps(interval, slot)))
    return filled
      .filter(slot => slot.coachId === userIdByPerson.get(person) && meetsBusy(slot))
      .map(({ id }) => `${id} is filled, and ${person} is busy then`)
  })
}
