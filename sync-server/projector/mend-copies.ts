import { callSchema } from '#domain/model/call.ts'
import { noticeSchema } from '#domain/model/notice.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { lockNames, runLocked } from '../gate/keyed-lock.ts'
import { describeMended, mendDocuments } from '../repair/mend-documents.ts'
import { noteMadeAgain } from '../repair/made-again.ts'
import type { DocumentStore, StoredDocument } from '../storage/document-store.ts'
import { describeCauses, StorageUnavailableError } from '../storage/storage-unavailable.ts'
import type { ProjectorParts } from './projector-contract.ts'

type MendingParts = Pick<ProjectorParts, 'databases' | 'locks' | 'logger' | 'listBookingsOf' | 'now'>

/**
 * Looks a person's own database through. A document that is not whole is rebuilt; a database that cannot be opened or read goes on
 * with what can be read of its files. Where anything of it is lost, it is another past for its owner (SB1): the
 * devices keep what they have, and bring it back.
 * @returns whether copies and notices must be made again from the journal
 */
export async function mendCopies(userId: string, parts: MendingParts): Promise<boolean> {
  const { databases, locks, logger } = parts
  const name = createCallsName(userId)
  return runLocked(locks, [lockNames.copies(userId)], async () => {
    try {
      return await mendStore(await databases.open(name), parts)
    } catch (error) {
      if (!(error instanceof StorageUnavailableError && error.isDamaged)) throw error
      logger.warn({ database: name, why: describeCauses(error.cause) }, 'a database is damaged, and is made again')
      await makeAgain(name, userId, parts)
      return true
    }
  })
}

async function mendStore(store: DocumentStore, { logger, now }: MendingParts): Promise<boolean> {
  const mended = await mendDocuments(store, {
    isUnderstood,
    // Before anything is rebuilt: a device that saw the loss as a change would drop what its person wrote.
    async onBeforeLoss(lost) {
      await noteMadeAgain(store, { at: now(), ids: lost })
      await store.renewPast()
    }
  })
  for (const one of mended) logger.warn({ what: describeMended(one) }, 'a document was damaged')
  return mended.length > 0
}

async function makeAgain(name: string, userId: string, parts: MendingParts): Promise<void> {
  const { databases, listBookingsOf, logger, now } = parts
  const place = await databases.salvage(name)
  logger.warn({ database: name, place }, 'the files of a damaged database were set aside')
  const store = await databases.open(name)
  await mendStore(store, parts)
  const ids = listBookingsOf(userId).map(({ id }) => id)
  const docs = await store.read(ids)
  const isHere = (position: number): boolean => docs[position] !== undefined && docs[position]._deleted !== true
  await noteMadeAgain(store, { at: now(), ids: ids.filter((_, position) => !isHere(position)) })
}

function isUnderstood(doc: StoredDocument): boolean {
  const value = fromWire(doc)
  return callSchema.safeParse(value).success || noticeSchema.safeParse(value).success
}
