import type { RecoveryReport } from '#renderer/contract/screens.ts'
import { openLocalDatabase } from '../database/open-database.ts'
import { readRawDocuments } from '../database/raw-database.ts'
import type { Seal } from '../database/sealing/seal.ts'
import { collectUnsynced } from './collect-unsynced.ts'
import { countDamaged, countKept } from './count-kept.ts'
import { keptFileVersion } from './kept-file.ts'
import { OpenRefusedError } from './open-refused-error.ts'
import { createKey, type FoundSeal, type AccountOpening, toRaw } from './opening.ts'
import { noContents, parseContents } from './recovery-contents.ts'
import { findDamaged, repairDocuments } from './repair-documents.ts'
import { rescueDatabase } from './rescue-database.ts'

export { clearDatabase } from './rescue-database.ts'
export { restoreContents } from './restore-contents.ts'

/** Nothing is removed because a key does not open it: what lies there, for the person to decide. */
export async function refuseSealed(opening: AccountOpening, kind: 'none' | 'unreadable'): Promise<OpenRefusedError> {
  const { account, parts } = opening
  const outside = parseContents((await parts.recoveryVault?.load(account.key))?.contents) ?? noContents
  const collected = await collectUnsynced(toRaw(opening), account, outside)
  const takesPassword = kind === 'unreadable' && parts.dataKeyVault?.unlockWithFormer !== undefined
  return new OpenRefusedError(takesPassword ? 'other-password' : 'key-lost', countKept(collected))
}

/** The new key comes before the old database goes: what cannot be kept later had better be known now. */
export async function replaceKey(opening: AccountOpening): Promise<FoundSeal> {
  const made: { seal?: Seal } = {}
  const rescued = await rescue(opening, 'key-lost', async () => {
    made.seal = await createKey(opening)
  })
  return { seal: made.seal, rescued }
}

function rescue(opening: AccountOpening, kind: RecoveryReport['kind'], beforeRemoval: () => Promise<void>) {
  const { account, parts, reports } = opening
  const { recoveryVault: vault, now } = parts
  // With it and the former password, what is sealed in the file can still be opened.
  const wrapping = parts.dataKeyVault?.describeWrapping?.(account.key)
  return rescueDatabase({ raw: toRaw(opening), account, vault, reports, now, wrapping }, kind, beforeRemoval)
}

/** Some documents do not open, though the key is there. What is opened next, and with what. */
export async function mend(opening: AccountOpening, seal: Seal): Promise<FoundSeal> {
  const { account, parts, reports } = opening
  const { damaged, sound } = await findDamaged(await readRawDocuments(toRaw(opening)), seal)
  if (sound === 0) {
    if (!opening.maySetAside) throw await refuseSealed(opening, 'none')
    return replaceKey(opening)
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
    return { seal, rescued: await rescue(opening, 'data-damaged', () => Promise.resolve()) }
  }
  const report = {
    kind: 'data-damaged' as const,
    at: parts.now(),
    restored: 0,
    notRestored: damaged.length,
    exportedTo
  }
  reports.write({ ...report, isUnderWay: false })
  return { seal }
}

async function repair(
  { name, account, parts }: AccountOpening,
  seal: Seal,
  damaged: Awaited<ReturnType<typeof findDamaged>>['damaged']
): Promise<boolean> {
  const { storage, multiInstance, now } = parts
  const createConflictHandlers = (): ReturnType<AccountOpening['createConflictHandlers']> => ({})
  const local = await openLocalDatabase({ name, storage, seal, multiInstance, now, createConflictHandlers })
  try {
    return await repairDocuments(local, damaged, account)
  } finally {
    await local.close()
  }
}
