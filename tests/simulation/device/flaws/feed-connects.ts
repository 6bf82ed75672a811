import type { CouchClient } from '#renderer/data/replication/couch-client.ts'

/** How often each application's live feed has connected. */
const connectsByClient = new WeakMap<CouchClient, number>()

export function noteConnect(client: CouchClient): void {
  connectsByClient.set(client, countConnects(client) + 1)
}

export function countConnects(client: CouchClient): number {
  return connectsByClient.get(client) ?? 0
}
