import { cp, rm } from 'node:fs/promises'
import leveldown, { type LevelDown } from 'leveldown'
import { parseDocumentRecord, readRecords, toCounterKey } from './level-records.ts'

/**
 * Makes of a LevelDB's damaged files what can be read of them. LevelDB's own repair keeps every table that it understands, and every
 * block of the others; an older state of a document may come back. Then PouchDB's counters are counted anew: with older ones, new
 * changes would overwrite bodies that are there.
 * @param place where the files are kept as they were
 * @returns false where nothing could be read: the database is empty then
 */
export async function salvageFiles(location: string, place: string): Promise<boolean> {
  await cp(location, place, { recursive: true, errorOnExist: true, force: false })
  try {
    await call(done => leveldown.repair(location, done))
    await countAnew(leveldown(location))
    return true
  } catch {
    await rm(location, { recursive: true, force: true })
    return false
  }
}

async function countAnew(level: LevelDown): Promise<void> {
  await call(done => level.open({ createIfMissing: false }, done))
  try {
    let docCount = 0
    for await (const { key, value } of readRecords(level, 'document-store')) {
      const record = parseDocumentRecord(value, key)
      if (record !== undefined && record.deleted !== true) docCount += 1
    }
    let updateSeq = 0
    for await (const { key } of readRecords(level, 'by-sequence')) updateSeq = Math.max(updateSeq, Number(key) || 0)
    await call(done =>
      level.batch(
        [
          { type: 'put', key: toCounterKey('_local_last_update_seq'), value: String(updateSeq) },
          { type: 'put', key: toCounterKey('_local_doc_count'), value: String(docCount) }
        ],
        done
      )
    )
  } finally {
    await call(done => level.close(done))
  }
}

function call(start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start(error => (error ? reject(error) : resolve()))
  })
}
