import { type LocalDatabase, openLocalDatabase } from '../database/open-database.ts'
import { holdsSealed } from '../database/raw-database.ts'
import { SealedUnreadableError } from '../database/sealing/document-codec.ts'
import { createSeal, type Seal } from '../database/sealing/seal.ts'
import { openRepositories, type Repositories } from '../repositories/workspace-repositories.ts'
import { OpenRefusedError } from './open-refused-error.ts'
import { createKey, type FoundSeal, type AccountOpening, toRaw } from './opening.ts'
import { countUnsynced, parseContents, type RecoveryContents, rescuedToken } from './recovery-contents.ts'

export interface LocalData {
  readonly local: LocalDatabase
  readonly repositories: Repositories
}
/**
 * Opens the local data of an account, whatever became of it since the last time, with what had not reached the server put back
 * where the database was emptied. What happened is in `reports`. Rejects with `OpenRefusedError`, or with what the storage says;
 * nothing is removed then. What does not open is never removed before the person has decided so (`maySetAside`): then it is
 * exported, cleared, and fetched anew.
 */
export async function openLocalData(opening: AccountOpening): Promise<LocalData> {
  await finishClearing(opening)
  const { seal, rescued } = await findSeal(opening)
  try {
    return await openWith(opening, seal, rescued)
  } catch (error) {
    if (!(error instanceof SealedUnreadableError) || seal === undefined) throw error
    const { mend } = await loadMending()
    const mended = await mend(opening, seal)
    return openWith(opening, mended.seal, mended.rescued)
  }
}

/** A clearing was begun and not finished: what it was to save is outside, and what is left is of no use. */
async function finishClearing(opening: AccountOpening): Promise<void> {
  const mark = await opening.parts.recoveryVault?.load(opening.account.key)
  if (mark?.databaseToken !== rescuedToken) return
  const { clearDatabase } = await loadMending()
  await clearDatabase(toRaw(opening))
}

async function findSeal(opening: AccountOpening): Promise<FoundSeal> {
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
      return replaceLostKey(opening, answer.kind)
  }
}

async function replaceLostKey(opening: AccountOpening, kind: 'none' | 'unreadable'): Promise<FoundSeal> {
  const { refuseSealed, replaceKey } = await loadMending()
  if (!opening.maySetAside) throw await refuseSealed(opening, kind)
  return replaceKey(opening)
}

async function openWith(
  opening: AccountOpening,
  seal: Seal | undefined,
  rescued?: RecoveryContents
): Promise<LocalData> {
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
async function restoreEmptied(
  opening: AccountOpening,
  local: LocalDatabase,
  rescued?: RecoveryContents
): Promise<void> {
  const { account, parts, reports } = opening
  const { recoveryVault: vault, now } = parts
  const mark = await vault?.load(account.key)
  const databaseToken = await local.database.storageToken
  const isAnother = mark !== undefined && mark.databaseToken !== databaseToken
  const contents = rescued ?? parseContents(mark?.contents)
  const before = reports.read()
  if (!isAnother && before?.isUnderWay !== true) return
  const outcome = contents && (await (await loadMending()).restoreContents(contents, local.collections, account))
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

/** A chunk of its own: next to no device ever needs it. Where it cannot be fetched, the account is opened later. */
const loadMending = () =>
  import('./mend-local-data.ts').catch((): never => {
    throw new OpenRefusedError('unreachable')
  })
