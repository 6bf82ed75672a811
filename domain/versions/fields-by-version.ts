import { isOlder } from './product-version.ts'

/** Fields at the top level of documents, each with the version that brought it. */
export type FieldsByVersion = { readonly [C in VersionedCollection]?: Readonly<Record<string, string>> }
type VersionedCollection = 'users' | 'slots' | 'calls' | 'notices'

/**
 * Fields that a device of an earlier version drops when it reads a document, and therefore leaves out when it writes it: the server
 * keeps them (VE6). Fields that the server alone writes need no line. 0.1.0 is the only version that drops any.
 */
export const fieldsByVersion: FieldsByVersion = {
  users: { availability: '0.3.0', gapMin: '0.3.0', whoMayBook: '0.3.0', meetingLine: '0.3.0' },
  calls: { summary: '0.3.0', actions: '0.3.0', ticks: '0.3.0', paid: '0.3.0' }
}

/** What a device of this version does not know. */
export function listFieldsUnknownTo(
  version: string,
  collection: VersionedCollection,
  table: FieldsByVersion
): readonly string[] {
  return Object.entries(table[collection] ?? {}).flatMap(([field, since]) => (isOlder(version, since) ? [field] : []))
}
