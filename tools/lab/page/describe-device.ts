import type { Seat } from '../contract.ts'
import { labPeople } from '../stage/people.ts'
import type { SeatCast } from '../stage/scene.ts'

/** The letter that ties a step to its window. */
export const letterOf: Readonly<Record<Seat, string>> = { left: 'A', middle: 'B', right: 'C' }

/** "Anna’s laptop" */
export function describeDevice({ person, device }: SeatCast): string {
  const [firstName] = labPeople[person].displayName.split(' ')
  return `${firstName}’s ${device}`
}
