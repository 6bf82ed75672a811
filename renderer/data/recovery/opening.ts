import type { OpeningParts } from '#renderer/contract/application.ts'
import type { DeviceAccount } from '#renderer/contract/screens.ts'
import type { openLocalDatabase } from '../database/open-database.ts'
import type { RawDatabase } from '../database/raw-database.ts'
import { createSeal, type Seal } from '../database/sealing/seal.ts'
import type { FirstIds } from '../repositories/live-list.ts'
import type { LocalWriteGuard } from '../repositories/write-outcome.ts'
import { OpenRefusedError } from './open-refused-error.ts'
import type { RecoveryContents } from './recovery-contents.ts'
import type { ReportMemory } from './report-memory.ts'

type LocalParts = Pick<
  OpeningParts,
  'storage' | 'multiInstance' | 'randomBytes' | 'now' | 'dataKeyVault' | 'recoveryVault'
>

/** The local data of one account that is to be opened. */
export interface AccountOpening {
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

/** What the local data is opened with. */
export interface FoundSeal {
  /** Undefined: nothing is sealed. */
  readonly seal: Seal | undefined
  /** What waits to be put back, where the database was cleared. */
  readonly rescued?: RecoveryContents
}

export async function createKey({ account, parts }: AccountOpening): Promise<Seal> {
  const key = await parts.dataKeyVault?.create(account.key)
  if (key === undefined) throw new OpenRefusedError('key-store-undecided')
  return createSeal(key, parts.randomBytes)
}

export function toRaw({ name, parts }: AccountOpening): RawDatabase {
  return { name, storage: parts.storage }
}
