import { formatSequence, type SequencePosition } from '#domain/wire/sequence.ts'
import type { DocumentStore } from '../storage/document-store.ts'
import type { Start } from '../storage/start-log.ts'

/** Where a database is now. */
export async function readPosition(store: DocumentStore): Promise<SequencePosition> {
  const { updateSeq } = await store.info()
  const { starts } = await store.readStarts()
  return { number: updateSeq, startId: newestStartId(starts) }
}

export async function readSequence(store: DocumentStore): Promise<string> {
  return formatSequence(await readPosition(store))
}

/** Any number that has been read of a database belongs to its newest start, as the past before it is the same. */
export function newestStartId(starts: readonly Start[]): string | undefined {
  return starts.at(-1)?.id
}
