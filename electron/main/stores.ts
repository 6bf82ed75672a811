import path from 'node:path'
import { safeStorage } from 'electron'
import type { Instant } from '#domain/model/primitives.ts'
import type { Log } from './log/log.ts'
import { openRecovery, type Recovery } from './secrets/recovery.ts'
import { openRemembered, type Remembered } from './files/remembered.ts'
import { openSecrets, type Secrets } from './secrets/secrets.ts'
import { openSettings, type Settings } from './files/settings.ts'

/** What is kept on this computer outside the page's database, each in a place of its own below the profile. */
export interface Stores {
  readonly settings: Settings
  readonly secrets: Secrets
  readonly remembered: Remembered
  readonly recovery: Recovery
}

/** @param profile the folder of this installation's data */
export async function openStores(profile: string, now: () => Instant, log: Log): Promise<Stores> {
  const settings = await openSettings({ folder: profile, now, log })
  const secrets = await openSecrets({
    folder: path.join(profile, 'secrets'),
    safeStorage,
    readChoice: () => settings.current.keyStoreChoice,
    saveChoice: keyStoreChoice => settings.change({ keyStoreChoice }),
    log
  })
  const remembered = await openRemembered({ folder: profile, now, log })
  const recovery = openRecovery({ folder: path.join(profile, 'recovery'), secrets, now, log })
  return { settings, secrets, remembered, recovery }
}
