import { partyOwnedFields } from '#domain/model/session-copy.ts'
import { busyTimesSchema } from '#domain/model/busy-times.ts'
import { ownDocumentSchemas } from '#domain/model/own-documents.ts'
import { fromWire } from '#domain/model/wire.ts'
import { parseCallsName } from '#domain/rules/access.ts'
import { parseAccount } from '../accounts/account-directory.ts'
import { isProfile } from '../accounts/open-accounts.ts'
import { readAuditEntry } from '../audit/audit-log.ts'
import { parseSignIn } from '../accounts/sign-ins.ts'
import { readMadeAgain } from '../repair/made-again.ts'
import type { Databases, DocumentStore, StoredDocument, UnsoundDocument } from '../storage/document-store.ts'
import { describeCauses, StorageUnavailableError } from '../storage/storage-unavailable.ts'

export interface CheckedDocuments {
  /** One line of ids each. */
  readonly problems: readonly string[]
  readonly notes: readonly string[]
  /** Databases whose files cannot be read. */
  readonly damaged: readonly string[]
}

const faultWords: Readonly<Record<UnsoundDocument['fault'], string>> = {
  unreadable: 'cannot be read',
  'hidden-leaf': 'hides a live revision that cannot be read',
  'over-long': 'has an over-long revision'
}

/** Reads every database whole: which documents are not whole, which are not understood, and which databases are damaged. */
export async function checkDocuments(databases: Databases): Promise<CheckedDocuments> {
  const problems: string[] = []
  const notes: string[] = []
  const damaged: string[] = []
  for (const name of [...(await databases.list())].sort()) {
    try {
      const store = await databases.open(name)
      problems.push(...(await checkStore(store)))
      notes.push(...(await listWithoutWords(store)))
    } catch (error) {
      if (!(error instanceof StorageUnavailableError && error.isDamaged)) throw error
      damaged.push(name)
      problems.push(`database ${name} is damaged (${describeCauses(error.cause)})`)
    }
  }
  return { problems, notes, damaged }
}

async function checkStore(store: DocumentStore): Promise<readonly string[]> {
  const problems: string[] = []
  const unsound = await store.findUnsound()
  for (const { id, fault } of unsound) problems.push(`${store.name}/${id} ${faultWords[fault]}`)
  let count = 0
  for await (const doc of store.all()) {
    count += 1
    if (!isUnderstood(store.name, doc)) problems.push(`${store.name}/${doc._id} cannot be understood`)
  }
  const { docCount } = await store.info()
  if (count !== docCount && unsound.length === 0) {
    problems.push(`database ${store.name} counts ${docCount} documents, and ${count} can be read`)
  }
  return problems
}

/** Slots and journal are read for the comparison, which says this of them. */
function isUnderstood(database: string, doc: StoredDocument): boolean {
  if (parseCallsName(database) !== undefined) {
    const value = fromWire(doc)
    return [...ownDocumentSchemas, busyTimesSchema].some(schema => schema.safeParse(value).success)
  }
  switch (database) {
    case 'accounts':
      return parseAccount(doc).success
    case 'sign-ins':
      return parseSignIn(doc).success
    case 'audit':
      return readAuditEntry(doc) !== undefined
    case 'users':
      return isProfile(doc)
    default:
      return true
  }
}

/** Sessions that were made again after damage, and for which no device has brought words since. */
async function listWithoutWords(store: DocumentStore): Promise<readonly string[]> {
  const made = await readMadeAgain(store)
  if (made === undefined) return []
  const docs = await store.read(made.ids)
  const without = made.ids.filter((_, position) => {
    const doc = docs[position]
    return doc === undefined || !partyOwnedFields.some(field => doc[field] !== undefined)
  })
  if (without.length === 0) return []
  return [
    `${store.name}: ${made.ids.length} documents were made again on ${new Date(made.at).toISOString()}. ` +
      `If their owner had written to these, no device has brought it back yet: ${without.join(', ')}`
  ]
}
