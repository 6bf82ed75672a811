import { removeRxDatabase } from 'rxdb'
import type { Instant } from '#domain/model/primitives.ts'
import type { DeviceAccount, RecoveryReport } from '#renderer/contract/screens.ts'
import type { RecoveryVault } from '#renderer/contract/application.ts'
import { isSealed, type RawDatabase, readRawDocuments } from '../database/raw-database.ts'
import { collectUnsynced } from './collect-unsynced.ts'
import { keptFileVersion } from './kept-file.ts'
import { OpenRefusedError } from './open-refused-error.ts'
import {
  countAll,
  countUnsynced,
  noContents,
  parseContents,
  type RecoveryContents,
  rescuedToken
} from './recovery-contents.ts'
import type { ReportMemory } from './report-memory.ts'

export interface RescueParts {
  readonly raw: RawDatabase
  readonly account: DeviceAccount
  readonly vault: RecoveryVault | undefined
  readonly reports: ReportMemory
  /** The sealed key, for the file. */
  readonly wrapping?: string | undefined
  /** This device's clock, epoch ms. */
  readonly now: () => Instant
}

/**
 * Clears away a database that cannot be unsealed, so that everything can be fetched anew. What the server does not have is written
 * to a file first, sealed or not; what of it is readable is answered, and kept outside the database until it is back in place.
 * Rejects, and leaves everything as it is, where that file cannot be written.
 * @param beforeRemoval the last moment in which this can be given up: it rejects
 */
export async function rescueDatabase(
  { raw, account, vault, reports, now, wrapping }: RescueParts,
  kind: RecoveryReport['kind'],
  beforeRemoval: () => Promise<void>
): Promise<RecoveryContents> {
  const kept = parseContents((await vault?.load(account.key))?.contents) ?? noContents
  const { restorable, lost } = await collectUnsynced(raw, account, kept)
  const at = now()
  const journal = (await readRawDocuments(raw)).journal.filter(isSealed)
  const isNeeded = countAll(restorable) + lost.length > 0
  const { key, name, displayName } = account
  const file = {
    version: keptFileVersion,
    kind,
    at,
    account: { key, name, displayName },
    restorable,
    lost,
    kept,
    journal,
    wrapping
  }
  const exportedTo = isNeeded ? await vault?.export(key, JSON.stringify(file, undefined, 2)) : undefined
  if (isNeeded && exportedTo === undefined) throw new OpenRefusedError('not-exported')
  await beforeRemoval()
  const report = { kind, at, restored: 0, notRestored: lost.length, isUnderWay: true }
  reports.write(exportedTo === undefined ? report : { ...report, exportedTo })
  // From here on what is kept outside counts: should this be cut off, the next start clears the rest and goes on from there.
  const mark = { databaseToken: rescuedToken, unsynced: countUnsynced(restorable), savedAt: at }
  const isSaved = await vault?.save(key, mark, JSON.stringify(restorable))
  if (isNeeded && isSaved !== true) throw new OpenRefusedError('not-exported')
  await clearDatabase(raw)
  return restorable
}

/** Doing this twice, or after it was cut off, changes nothing. */
export async function clearDatabase({ name, storage }: RawDatabase): Promise<void> {
  await removeRxDatabase(name, storage, false)
}
