import { type Result, succeed } from '../http/failure.ts'
import { isTooMuch } from './adaptive-size.ts'
import type { CouchClient } from './couch-client.ts'
import type { WireDocument } from '#domain/model/wire.ts'
import type { OpaqueSequence } from '#domain/wire/replication.ts'

export interface SnapshotPage {
  readonly rows: readonly WireDocument[]
  readonly isLast: boolean
}

/** All live documents of a database in one answer, handed over page by page. */
export interface WholeSnapshot {
  readonly updateSeq: OpaqueSequence
  readonly count: number
  /** The rows behind this id; undefined where they are not the next ones. */
  takePage(startKey: string | undefined): SnapshotPage | undefined
}

/**
 * Asks for all documents at once. Undefined where they have to be asked for page by page: the line does not carry so much, or the
 * server does not say of when its answer is.
 */
export async function readWhole(
  client: CouchClient,
  remote: string,
  pageSize: number
): Promise<Result<WholeSnapshot | undefined>> {
  const read = await client.readAll(remote)
  if (!read.ok) return isTooMuch(read.failure) ? succeed(undefined) : read
  const { documents, updateSeq } = read.value
  return succeed(updateSeq === undefined ? undefined : createWholeSnapshot(documents, updateSeq, pageSize))
}

function createWholeSnapshot(
  documents: readonly WireDocument[],
  updateSeq: OpaqueSequence,
  pageSize: number
): WholeSnapshot {
  let at = 0
  return {
    updateSeq,
    count: documents.length,
    takePage(startKey) {
      if (documents[at - 1]?._id !== startKey) return undefined
      const rows = documents.slice(at, at + pageSize)
      at += rows.length
      return { rows, isLast: at >= documents.length }
    }
  }
}
