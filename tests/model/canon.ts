import { hash53 } from './hash53.ts'
import { actorOf, deviceNames, personIds } from './world/people.ts'
import { readHeld } from './world/server.ts'
import type { DeviceState, LateRequest, ServerState, World } from './world/state.ts'

/** A world whose server and devices are the same objects as in every equal world, and one number for all that its future depends on. */
export interface Canonical {
  readonly world: World
  readonly key: number
}

/**
 * Revisions are no part of the number: a device asks for the current one before it writes, and only a late request carries an
 * old one. While there is a late request, the server keeps its own revisions.
 */
export function createCanon(): (world: World) => Canonical {
  const idByObject = new WeakMap<object, number>()
  const idByText = new Map<string, number>()
  const servers = createShelf<ServerState>()
  const devices = createShelf<DeviceState>()

  function toId(part: object): number {
    const known = idByObject.get(part)
    if (known !== undefined) return known
    const text = JSON.stringify(part, withoutRevisions)
    const id = idByText.get(text) ?? idByText.size
    idByText.set(text, id)
    idByObject.set(part, id)
    return id
  }
  const describe = (parts: Readonly<Record<string, object>>): string =>
    Object.keys(parts)
      .toSorted()
      .map(id => `${id}=${toId(parts[id] ?? {})}`)
      .join(',')
  const describeServer = ({ slots, pages, journal, copies, disabled }: ServerState): string =>
    [slots, pages, journal, ...personIds.map(id => copies[id])].map(describe).join('/') + disabled.join('')
  const describeDevice = ({ held, notices, sent, missed, acts, isOfAnotherPast }: DeviceState): string =>
    [held.users, held.slots, held.calls, notices].map(describe).join('/') +
    [sent === undefined ? '' : toId(sent), acts, JSON.stringify(missed), isOfAnotherPast].join('/')

  return world => {
    const { late, typed, claims, calendar, takenAway } = world
    const server = servers.find(world.server, describeServer)
    const known = deviceNames.map(name => devices.find(world.devices[name], describeDevice))
    const rest = [
      world.now,
      world.actsLeft,
      world.faultsLeft,
      late === undefined ? '' : describeLate(late, world.server),
      toId(typed),
      toId(claims),
      toId(calendar),
      toId(takenAway)
    ]
    const same = Object.fromEntries(deviceNames.map((name, n) => [name, known[n]?.value])) as World['devices']
    return {
      world: { ...world, server: late === undefined ? server.value : world.server, devices: same },
      key: hash53([server.id, ...known.map(({ id }) => id), ...rest].join(';'))
    }
  }
}

interface Shelf<T> {
  find(value: T, describe: (value: T) => string): { readonly id: number; readonly value: T }
}

function createShelf<T extends object>(): Shelf<T> {
  const byText = new Map<string, { readonly id: number; readonly value: T }>()
  const byObject = new WeakMap<T, { readonly id: number; readonly value: T }>()
  return {
    find(value, describe) {
      const known = byObject.get(value)
      if (known !== undefined) return known
      const text = describe(value)
      const entry = byText.get(text) ?? { id: byText.size, value }
      byText.set(text, entry)
      byObject.set(value, entry)
      return entry
    }
  }
}

/** What a late request says, and of which of its documents the server still holds the state that it was built on. */
function describeLate({ from, collection, documents }: LateRequest, server: ServerState): string {
  const currency = documents.map(
    ({ _id, _rev }) => readHeld(server, actorOf[from].userId, collection, _id).rev === _rev
  )
  return JSON.stringify([from, collection, documents, currency], withoutRevisions)
}

function withoutRevisions(key: string, value: unknown): unknown {
  return key === 'rev' || key === '_rev' ? undefined : value
}
