import type { Instant } from '#domain/model/primitives.ts'
import { findTurn } from '../device.ts'
import { actorOf, type DeviceName, deviceNames } from '../people.ts'
import type { ById, DeviceState, World } from '../state.ts'
import { listBookingActs } from './booking-acts.ts'
import { listCalendarActs } from './calendar-acts.ts'
import { listHoursActs } from './hours-acts.ts'
import { listNoticeActs } from './notice-acts.ts'
import { listSeriesActs } from './series-acts.ts'
import { listRequestActs, listWordActs } from './session-acts.ts'
import { type Act, createView, type Setting } from './view.ts'

export type { Act } from './view.ts'

/** Everything that the person at this device may do now; what the application refuses at once is no act. */
export function listActs(device: DeviceState, name: DeviceName, now: Instant, setting: Setting): readonly Act[] {
  const view = createView(device, name, now, setting)
  const calendar = view.isCoach ? listCalendarActs(view) : []
  return [
    ...calendar,
    ...(view.isCoach ? listHoursActs(view) : []),
    ...listBookingActs(view),
    ...listSeriesActs(view),
    ...listRequestActs(view),
    ...listWordActs(view),
    ...listNoticeActs(view)
  ]
}

/** The world after an act, with what must be found again in the end, in an order that does not tell who was first. */
export function applyAct(world: World, name: DeviceName, act: Act): World {
  const { device, typed, claim } = act
  const claims = [...(claim === undefined ? [] : [claim]), ...(act.claims ?? [])]
  const words = typed === undefined ? world.typed : [...world.typed, { by: actorOf[name].userId, text: typed }]
  return {
    ...world,
    actsLeft: world.actsLeft - 1,
    devices: { ...world.devices, [name]: { ...device, acts: device.acts + 1 } },
    typed: words === world.typed ? words : words.toSorted((a, b) => (a.text < b.text ? -1 : 1)),
    claims:
      claims.length === 0
        ? world.claims
        : sort({ ...world.claims, ...Object.fromEntries(claims.map(({ id, wished }) => [id, wished])) }),
    takenAway: act.takenAway === undefined ? world.takenAway : joinTakenAway(world.takenAway, act.takenAway),
    calendar: act.made === undefined && act.givenUp === undefined ? world.calendar : noteFates(world, name, act)
  }
}

function joinTakenAway(known: World['takenAway'], added: World['takenAway']): World['takenAway'] {
  const texts = new Set([...known, ...added].map(one => JSON.stringify(one)))
  return [...texts].toSorted().map(text => JSON.parse(text) as World['takenAway'][number])
}

/** A slot that is made is a new one: what other devices did before to a slot of that time, and have sent, is no matter. */
function noteFates(
  { calendar, devices }: World,
  name: DeviceName,
  { made = [], givenUp = [] }: Act
): World['calendar'] {
  const isOver = (key: string): boolean =>
    deviceNames.some(other => made.some(id => key === `${other} ${id}`) && !hasUnsent(devices[other]))
  return sort({
    ...Object.fromEntries(Object.entries(calendar).filter(([key]) => !isOver(key))),
    ...Object.fromEntries(givenUp.map(id => [`${name} ${id}`, 'given up' as const])),
    ...Object.fromEntries(made.map(id => [`${name} ${id}`, 'made' as const]))
  })
}

function hasUnsent(device: DeviceState): boolean {
  return device.sent !== undefined || findTurn(device) !== undefined
}

function sort<T>(entries: ById<T>): ById<T> {
  return Object.fromEntries(Object.entries(entries).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
