import { createCallsName } from '#domain/rules/access.ts'
import type { CollectionName } from '#renderer/contract/screens.ts'

/** The collections that are replicated, in the order in which a push cycle sends them. */
export type ReplicatedName = CollectionName
const replicatedNames = ['users', 'slots', 'calls'] as const satisfies readonly ReplicatedName[]

/** A collection's database at the server. */
export function toRemoteName(collection: ReplicatedName, userId: string): string {
  return collection === 'calls' ? createCallsName(userId) : collection
}

/** The collection of a database at the server; undefined where there is none here. */
export function fromRemoteName(database: string, userId: string): ReplicatedName | undefined {
  return replicatedNames.find(name => toRemoteName(name, userId) === database)
}
