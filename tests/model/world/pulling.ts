import type { Versioned } from '#domain/merge/meeting.ts'
import { isSameState } from '#renderer/data/replication/same-state.ts'
import { createTombstone } from '#renderer/data/replication/tombstone.ts'
import { type Any, findLocal, isDirty, isUnderWay, put } from './device.ts'
import { actorOf, type DeviceName } from './people.ts'
import { readHeld } from './server.ts'
import type { CollectionName, DeviceState, ServerState } from './state.ts'

/** Everything that the server has and that does not meet something unsent; the rest waits for the push. */
export function pull(device: DeviceState, name: DeviceName, server: ServerState): DeviceState {
  return listNews(device, name, server).reduce<DeviceState>(
    (state, { collection, master }) => put(state, collection, { assumed: master, local: master }),
    device
  )
}

interface News {
  readonly collection: CollectionName
  readonly assumed: Versioned<Any> | undefined
  readonly master: Versioned<Any>
}

export function listNews(device: DeviceState, name: DeviceName, server: ServerState): readonly News[] {
  const { userId, role } = actorOf[name]
  const copies = server.copies[userId]
  const ids: readonly (readonly [CollectionName, string, number])[] = [
    // Nothing that students do goes by a coach's hours.
    ...Object.entries(role === 'coach' ? server.pages : {}).map(([id, { rev }]) => ['users', id, rev] as const),
    ...Object.entries(server.slots).map(([id, { rev }]) => ['slots', id, rev] as const),
    ...Object.entries(copies).map(([id, { rev }]) => ['calls', id, rev] as const)
  ]
  return ids.flatMap(([collection, id, rev]) => {
    // What is under way is waited for: the device's own pull handler does that.
    if (device.missed[id] === rev || isUnderWay(device, collection, id)) return []
    const held = findLocal(device, collection, id)
    const found = readHeld(server, userId, collection, id).state
    const master = found ?? { deleted: true, value: createTombstone(collection, id) }
    const { assumed, local } = held ?? {}
    if (isSameState(assumed, master)) return []
    // RxDB leaves alone what is unsent, unless the server says the same by now.
    if (held !== undefined && isDirty(held) && !isSameState(local, master)) return []
    return [{ collection, assumed, master }]
  })
}
