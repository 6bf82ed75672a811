import type { KeyStoreChoice, KeyStoreState, SecretAnswer, SecretKind } from '../../contract/desktop-types.ts'
import { createTurns } from '../files/turns.ts'
import type { Log } from '../log/log.ts'
import { detectKeyStore } from './detect-key-store.ts'
import type { SafeStorage } from './safe-storage.ts'
import { createSealer, type Sealer } from './sealer.ts'
import { secretFileName } from './secret-file.ts'
import { openSecretFolder, type SecretFolder } from './secret-folder.ts'

/** The sign-in token and the data key of each account, and the means to seal other files. */
export interface Secrets extends Sealer {
  readonly state: KeyStoreState
  /** What to do without a key store; without effect where there is one. */
  choose(choice: KeyStoreChoice): Promise<KeyStoreState>
  load(kind: SecretKind, accountKey: string): Promise<SecretAnswer>
  /** False where nothing may be stored yet, or the disk or the key store refuses. */
  save(kind: SecretKind, accountKey: string, value: string): Promise<boolean>
  remove(kind: SecretKind, accountKey: string): Promise<void>
}

/**
 * Opens what is kept in `folder`, after the application is ready. Secrets that were stored readably are sealed as soon as the
 * system has a key store.
 */
export async function openSecrets(parts: {
  readonly folder: string
  readonly safeStorage: SafeStorage
  readonly readChoice: () => KeyStoreChoice | undefined
  readonly saveChoice: (choice: KeyStoreChoice) => Promise<unknown>
  readonly log: Log
}): Promise<Secrets> {
  const { safeStorage, log } = parts
  const files = openSecretFolder(parts.folder, safeStorage, log)
  const inMemory = new Map<string, string>()
  const takeTurn = createTurns()
  const hasKeyStore = await detectKeyStore(safeStorage, log)
  let state: KeyStoreState = { kind: hasKeyStore ? 'protected' : (parts.readChoice() ?? 'undecided') }
  if (hasKeyStore) await files.sealReadable()

  async function save(name: string, value: string): Promise<boolean> {
    if (state.kind === 'undecided') return false
    if (state.kind === 'memory') inMemory.set(name, value)
    else await files.write(name, value, state.kind)
    return true
  }

  return {
    get state() {
      return state
    },
    choose(choice) {
      return takeTurn('choice', async () => {
        if (state.kind === 'protected') return state
        state = { kind: choice }
        log.info('key-store-choice', { choice })
        await parts.saveChoice(choice).catch(error => log.error('key-store-choice-not-kept', error))
        await moveSecrets(choice, inMemory, files, log)
        return state
      })
    },
    load(kind, accountKey) {
      const name = secretFileName(kind, accountKey)
      return takeTurn(name, async (): Promise<SecretAnswer> => {
        if (state.kind !== 'memory') return files.read(name)
        const value = inMemory.get(name)
        return value === undefined ? { kind: 'none' } : { kind: 'found', value }
      })
    },
    save(kind, accountKey, value) {
      const name = secretFileName(kind, accountKey)
      return takeTurn(name, () => save(name, value)).catch(error => {
        log.error('secret-not-stored', error)
        return false
      })
    },
    remove(kind, accountKey) {
      const name = secretFileName(kind, accountKey)
      return takeTurn(name, async () => {
        inMemory.delete(name)
        await files.remove(name)
      })
    },
    ...createSealer(safeStorage, () => state, log)
  }
}

/** Carries what is known into the place that was chosen, and leaves nothing readable on the disk where that was not. */
async function moveSecrets(
  choice: KeyStoreChoice,
  inMemory: Map<string, string>,
  files: SecretFolder,
  log: Log
): Promise<void> {
  try {
    if (choice === 'memory') {
      for (const [name, value] of await files.takeReadable()) inMemory.set(name, value)
      return
    }
    for (const [name, value] of inMemory) await files.write(name, value, choice)
    inMemory.clear()
  } catch (error) {
    log.error('secrets-not-moved', error)
  }
}
