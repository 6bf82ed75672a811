import { busyTimesSchema } from '#domain/model/busy-times.ts'
import { ownDocumentSchemas } from '#domain/model/own-documents.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { lockNames, runLocked } from '../locks/keyed-lock.ts'
import { describeMended, mendDocuments } from '../repair/mend-documents.ts'
import { noteMadeAgain } from '../repair/made-again.ts'
import type { DocumentStore, StoredDocument } from '../storage/document-store.ts'
import { describeCauses, StorageUnavailableError } from '../storage/storage-unavailable.ts'
import type { ProjectorParts } from './projector-contract.ts'

type MendingParts = Pick<ProjectorParts, 'databases' | 'locks' | 'logger' | 'now'>

const damagedWords = 'files are damaged: stop the server, and run npm run check -- --repair'

/**
 * Looks a person's own database through. A document that is not whole is rebuilt. Where anything of it is lost, it is another past
 * for its owner (SB1): the devices keep what they have, and bring it back.
 * @returns whether copies and notices must be made again from the journal
 */
export async function mendCopies(userId: string, parts: MendingParts): Promise<boolean> {
  const { databases, locks, logger } = parts
  const name = createCallsName(userId)
  return runLocked(locks, [lockNames.copies(userId)], async () => {
    try {
      return await mendStore(await databases.open(name), parts)
    } catch (error) {
      if (error instanceof StorageUnavailableError && error.isDamaged)
        logger.warn({ database: name, why: describeCauses(error.cause) }, damagedWords)
      throw error
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

function isUnderstood(doc: StoredDocument): boolean {
  const value = fromWire(doc)
  return [...ownDocumentSchemas, busyTimesSchema].some(schema => schema.safeParse(value).success)
}
