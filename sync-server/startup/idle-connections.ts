import type { Socket } from 'node:net'

/** Connections on which nothing is under way. They cost a place among the open files, and nobody has signed in on them. */
export interface IdleConnections {
  add(socket: Socket): void
  /** A request has begun, or the connection is gone. */
  remove(socket: Socket): void
  list(): readonly Socket[]
}

/** Of more than `max` the one is closed that has been idle for longest, of the address that has most. */
export function createIdleConnections(max: number): IdleConnections {
  // A set keeps the order in which they became idle.
  const idleByAddress = new Map<string, Set<Socket>>()
  const addressBySocket = new Map<Socket, string>()

  function remove(socket: Socket): void {
    const address = addressBySocket.get(socket)
    if (address === undefined) return
    addressBySocket.delete(socket)
    const others = idleByAddress.get(address)
    others?.delete(socket)
    if (others?.size === 0) idleByAddress.delete(address)
  }

  function closeOne(): void {
    const [most] = [...idleByAddress.values()].toSorted((a, b) => b.size - a.size)
    const [oldest] = most ?? []
    if (oldest === undefined) return
    remove(oldest)
    oldest.destroy()
  }

  return {
    add(socket) {
      remove(socket)
      const address = socket.remoteAddress ?? ''
      const others = idleByAddress.get(address) ?? new Set()
      idleByAddress.set(address, others.add(socket))
      addressBySocket.set(socket, address)
      if (addressBySocket.size > max) closeOne()
    },
    remove,
    list: () => [...addressBySocket.keys()]
  }
}
