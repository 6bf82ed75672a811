import type { DeviceAccount, RecoveryReport } from '#renderer/contract/screens.ts'
import type { OpeningParts } from '#renderer/contract/application.ts'
import { type LocalDatabase, openLocalDatabase } from '../database/open-database.ts'
import { holdsSealed, type RawDatabase, readRawDocuments } from '../database/raw-database.ts'
import { SealedUnreadableError } from '../database/sealing/document-codec.ts'
import { createSeal, type Seal } from '../database/sealing/seal.ts'
import { openRepositories, type Repositories } from '../repositories/workspace-repositories.ts'
import type { FirstIds } from '../repositories/live-list.ts'
import type { LocalWriteGuard } from '../repositories/write-outcome.ts'
import { keptFileVersion } from './kept-file.ts'
import { OpenRefusedError } from './open-refused-error.ts'
import { collectUnsynced } from './collect-unsynced.ts'
import { countDamaged, countKept } from './count-kept.ts'
import { countUnsynced, noContents, parseContents, type RecoveryContents } from './recovery-contents.ts'
import { findDamaged, repairDocuments } from './repair-documents.ts'
import type { ReportMemory } from './report-memory.ts'
import { clearDatabase, rescueDatabase, rescuedToken } from './rescue-database.ts'
import { restoreContents } from './restore-contents.ts'

export interface LocalData {
  readonly local: LocalDatabase
  readonly repositories: Repositories
}
type LocalParts = Pick<
  OpeningParts,
  'storage' | 'multiInstance' | 'randomBytes' | 'now' | 'dataKeyVault' | 'recoveryVault'
>

interface Opening {
  readonly name: string
  readonly account: DeviceAccount
  readonly parts: LocalParts
  readonly reports: ReportMemory
  readonly guard: LocalWriteGuard
  /** See `openRepositories`. */
  readonly firstSlots?: FirstIds | undefined
  /** The person has decided to go on without what does not open. */
  readonly maySetAside: boolean
  readonly createConflictHandlers: Parameters<typeof openLocalDatabase>[0]['createConflictHandlers']
}

/**
 * Opens the local data of an account, whatever became of it since the last time, with what had not reached the server put back
 * where the database was emptied. What happened is in `reports`. Rejects with `OpenRefusedError`, or with what the storage says;
 * nothing is removed then. What does not open is never removed before the person has decided so (`maySetAside`): then it is
 * exported, cleared, and fetched anew.
 */
export async function openLocalData(opening: Opening): Promise<LocalData> {
  await finishClearing(opening)
  const { seal, rescued } = await findSeal(opening)
  try {
    return await openWith(opening, seal, rescued)
  } catch (error) {
    if (!(error instanceof SealedUnreadableError) || seal === undefined) throw error
    return mend(opening, seal)
  }
}

/** A clearing was begun and not finished: what it was to save is outside, and what is left is of no use. */
async function finishClearing(opening: Opening): Promise<void> {
  const mark = await opening.parts.recoveryVault?.load(opening.account.key)
  if (mark?.databaseToken === rescuedToken) await clearDatabase(toRaw(opening))
}

interface FoundSeal {
  /** Undefined: nothing is sealed. */
  readonly seal: Seal | undefined
  /** What waits to be put back, where the database was cleared. */
  readonly rescued?: RecoveryContents
}

async function findSeal(opening: Opening): Promise<FoundSeal> {
  const { account, parts } = opening
  const { dataKeyVault } = parts
  if (dataKeyVault === undefined) return { seal: undefined }
  const answer = await dataKeyVault.load(account.key)
  switch (answer.kind) {
    case 'found':
      return { seal: createSeal(answer.key, parts.randomBytes) }
    case 'locked':
      throw new OpenRefusedError('needs-sign-in')
    default:
      // A key that never was, or that sealed nothing, is no loss.
      if (!(await holdsSealed(toRaw(opening)))) return { seal: await createKey(opening) }
      if (!opening.maySetAside) throw await refuseSealed(opening, answer.kind)
      return replaceKey(opening)
  }
}

/** Nothing is removed because a key does not open it: what lies there, for the person to decide. */
async function refuseSealed(opening: Opening, kind: 'none' | 'unreadable'): Promise<OpenRefusedError> {
  const { account, parts } = opening
  const outside = parseContents((await parts.recoveryVault?.load(account.key))?.contents) ?? noContents
  const collected = await collectUnsynced(toRaw(opening), account, outside)
  const takesPassword = kind === 'unreadable' && parts.dataKeyVault?.unlockWithFormer !== undefined
  return new OpenRefusedError(takesPassword ? 'other-password' : 'key-lost', countKept(collected))
}

async function createKey({ account, parts }: Opening): Promise<Seal> {
  const key = await parts.dataKeyVault?.create(account.key)
  if (key === undefined) throw new OpenRefusedError('key-store-undecided')
  return createSeal(key, parts.randomBytes)
}

/** The new key comes before the old database goes: what cannot be kept later had better be known now. */
async function replaceKey(opening: Opening): Promise<FoundSeal> {
  const made: { seal?: Seal } = {}
  const rescued = await rescue(opening, 'key-lost', async () => {
    made.seal = await createKey(opening)
  })
  return { seal: made.seal, rescued }
}

function rescue(opening: Opening, kind: RecoveryReport['kind'], beforeRemoval: () => Promise<void>) {
  const { account, parts, reports } = opening
  const { recoveryVault: vault, now } = parts
  // With it and the former password, what is sealed in the file can still be opened.
  const wrapping = parts.dataKeyVault?.describeWrapping?.(account.key)
  return rescueDatabase({ raw: toRaw(opening), account, vault, reports, now, wrapping }, kind, beforeRemoval)
}

async function openWith(opening: Opening, seal: Seal | undefined, rescued?: RecoveryContents): Promise<LocalData> {
  const { name, parts, createConflictHandlers, guard } = opening
  const { storage, multiInstance, now } = parts
  const local = await openLocalDatabase({ name, storage, seal, multiInstance, now, createConflictHandlers })
  try {
    await restoreEmptied(opening, local, rescued)
    return { local, repositories: await openRepositories(local.collections, guard, opening.firstSlots) }
  } catch (error) {
    await local.close()
    throw error
  }
}

/** A database that is not the one which was marked has been emptied, or cleared here: what it held alone is put back. */
async function restoreEmptied(opening: Opening, local: LocalDatabase, rescued?: RecoveryContents): Promise<void> {
  const { account, parts, reports } = opening
  const { recoveryVault: vault, now } = parts
  const mark = await vault?.load(account.key)
  const databaseToken = await local.database.storageToken
  const isAnother = mark !== undefined && mark.databaseToken !== databaseToken
  const contents = rescued ?? parseContents(mark?.contents)
  const before = reports.read()
  if (!isAnother && before?.isUnderWay !== true) return
  const outcome = contents && (await restoreContents(contents, local.collections, account))
  // A cleared database was looked through before; of an emptied one, only the mark says how much there was.
  const unknown = contents === undefined ? (mark?.unsynced ?? 0) : 0
  const report = before?.isUnderWay === true ? before : { kind: 'database-emptied' as const, at: now(), notRestored: 0 }
  const savedAt = now()
  if (contents !== undefined) {
    const next = { databaseToken, unsynced: countUnsynced(contents), savedAt }
    const isSaved = await vault?.save(account.key, next, JSON.stringify(contents))
    // Of an emptied database this is found again at the next start, and what is in place then stays; a cleared one is cleared again.
    if (isSaved !== true && mark?.databaseToken === rescuedToken) throw new OpenRefusedError('not-exported')
  }
  reports.write({
    ...report,
    restored: outcome?.restored ?? 0,
    notRestored: report.notRestored + (outcome?.notRestored ?? 0) + unknown,
    isUnderWay: false
  })
}

/** Some documents do not open, though the key is there. */
async function mend(opening: Opening, seal: Seal): Promise<LocalData> {
  const { account, parts, reports } = opening
  const { damaged, sound } = await findDamaged(await readRawDocuments(toRaw(opening)), seal)
  if (sound === 0) {
    if (!opening.maySetAside) throw await refuseSealed(opening, 'none')
    const { seal: next, rescued } = await replaceKey(opening)
    return openWith(opening, next, rescued)
  }
  if (!opening.maySetAside) throw new OpenRefusedError('data-damaged', countDamaged(damaged))
  const { key, name: accountName, displayName } = account
  const wrapping = parts.dataKeyVault?.describeWrapping?.(key)
  const about = { version: keptFileVersion, kind: 'data-damaged', at: parts.now() }
  const file = JSON.stringify(
    { ...about, account: { key, name: accountName, displayName }, damaged, wrapping },
    undefined,
    2
  )
  const exportedTo = await parts.recoveryVault?.export(account.key, file)
  if (exportedTo === undefined) throw new OpenRefusedError('not-exported')
  if (!(await repair(opening, seal, damaged))) {
    const rescued = await rescue(opening, 'data-damaged', () => Promise.resolve())
    return openWith(opening, seal, rescued)
  }
  const report = {
    kind: 'data-damaged' as const,
    at: parts.now(),
    restored: 0,
    notRestored: damaged.length,
    exportedTo
  }
  reports.write({ ...report, isUnderWay: false })
  return openWith(opening, seal)
}

async function repair(
  { name, account, parts }: Opening,
  seal: Seal,
  damaged: Awaited<ReturnType<typeof findDamaged>>['damaged']
): Promise<boolean> {
  const { storage, multiInstance, now } = parts
  const createConflictHandlers = (): ReturnType<Opening['createConflictHandlers']> => ({})
  const local = await openLocalDatabase({ name, storage, seal, multiInstance, now, createConflictHandlers })
  try {
    return await repairDocuments(local, damaged, account)
  } finally {
    await local.close()
  }
}

function toRaw({ name, parts }: Opening): RawDatabase {
  return { name, storage: parts.storage }
}
