import type { LateRequest, ServerState, World } from './world/state.ts'
import { deviceNames, personIds } from './world/people.ts'
import { readHeld } from './world/server.ts'
import { actorOf } from './world/people.ts'

/**
 * Makes one number of everything that the future depends on. Revisions are left out: a device asks for the current one before
 * it writes, and only a late request carries an old one.
 */
export function createKeyMaker(): (world: World) => number {
  const idByObject = new WeakMap<object, number>()
  const idByText = new Map<string, number>()

  /** Equal contents, one number; unchanged parts are shared between worlds, so most are known by identity. */
  function intern(part: object): number {
    const known = idByObject.get(part)
    if (known !== undefined) return known
    const text = JSON.stringify(part, withoutRevisions)
    const id = idByText.get(text) ?? idByText.size
    idByText.set(text, id)
    idByObject.set(part, id)
    return id
  }
  function internAll(parts: Readonly<Record<string, object>>): string {
    return Object.keys(parts)
      .toSorted()
      .map(id => intern(parts[id] ?? {}))
      .join(',')
  }

  return world => {
    const { server, devices, typed, claims } = world
    const parts = [
      internAll(server.slots),
      internAll(server.journal),
      ...personIds.map(id => internAll(server.copies[id])),
      server.owed.join(','),
      ...deviceNames.map(name => {
        const { held, notices, sent, acts } = devices[name]
        const own = [internAll(held.slots), internAll(held.calls), internAll(notices), acts]
        return [...own, sent === undefined ? '' : intern(sent)].join('/')
      }),
      world.now,
      world.actsLeft,
      world.faultsLeft,
      world.late === undefined ? '' : describeLate(world.late, server),
      typed
        .map(({ text }) => text)
        .toSorted()
        .join(''),
      Object.keys(claims).toSorted().join('')
    ]
    return hash53(parts.join(';'))
  }
}

/** What a late request says, and of which of its documents the server still holds the state that it was built on. */
function describeLate({ from, collection, documents }: LateRequest, server: ServerState): string {
  const currency = documents.map(({ _id, _rev }) => {
    const held = readHeld(server, actorOf[from].userId, collection, _id)
    return `${held.rev === _rev}`
  })
  return JSON.stringify([from, collection, documents, currency], withoutRevisions)
}

function withoutRevisions(key: string, value: unknown): unknown {
  return key === 'rev' || key === '_rev' ? undefined : value
}

/** cyrb53 by bryc (public domain). */
function hash53(text: string): number {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 2_654_435_761)
    low = Math.imul(low ^ code, 1_597_334_677)
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909)
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0)
}
