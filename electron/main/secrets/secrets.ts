import type { KeyStoreChoice, KeyStoreState, SecretAnswer, SecretKind } from '#electron/contract/desktop-types.ts'
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
  /**
   * What to do without a key store; without effect where there is one. Where the one that sealed what is stored does not answer,
   * `memory` is for this run, and `unprotected` is refused: it would replace what it sealed.
   */
  choose(choice: KeyStoreChoice): Promise<KeyStoreState>
  /** Looks whether a key store that was `unavailable` opens what is stored by now. */
  check(): Promise<KeyStoreState>
  load(kind: SecretKind, accountKey: string): Promise<SecretAnswer>
  /** Those that were set aside for a newer one and that the key store opens by now; the newest first. */
  loadFormer(kind: SecretKind, accountKey: string): Promise<readonly string[]>
  /** False where nothing may be stored, or the disk or the key store refuses. */
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
  let state: KeyStoreState = await findState(hasKeyStore, files, parts.readChoice)
  if (hasKeyStore) await files.sealReadable()

  /** What is stored waits for the key store that sealed it: until then no file is touched. */
  const isWaiting = (): boolean =>
    state.kind === 'unavailable' || (state.kind === 'memory' && state.forThisRun === true)

  async function save(name: string, value: string): Promise<boolean> {
    if (state.kind === 'undecided' || state.kind === 'unavailable') return false
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
        if (isWaiting()) {
          if (choice === 'memory') state = { kind: 'memory', forThisRun: true }
          log.info('key-store-choice-for-this-run', { choice, state: state.kind })
          return state
        }
        state = { kind: choice }
        log.info('key-store-choice', { choice })
        await parts.saveChoice(choice).catch(error => log.error('key-store-choice-not-kept', error))
        await moveSecrets(choice, inMemory, files, log)
        return state
      })
    },
    check() {
      return takeTurn('choice', async () => {
        if (state.kind !== 'unavailable') return state
        if (!(await detectKeyStore(safeStorage, log)) || !(await files.opensSealed())) return state
        await files.sealReadable()
        state = { kind: 'protected' }
        log.info('key-store-answers-again')
        return state
      })
    },
    load(kind, accountKey) {
      const name = secretFileName(kind, accountKey)
      return takeTurn(name, async (): Promise<SecretAnswer> => {
        if (state.kind === 'unavailable') return { kind: 'unreadable' }
        if (state.kind !== 'memory') return files.read(name)
        const value = inMemory.get(name)
        return value === undefined ? { kind: 'none' } : { kind: 'found', value }
      })
    },
    loadFormer(kind, accountKey) {
      const name = secretFileName(kind, accountKey)
      return takeTurn(name, async () => (state.kind === 'protected' ? files.readFormer(name) : [])).catch(error => {
        log.error('former-secrets-not-read', error)
        return []
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
        if (!isWaiting()) await files.remove(name)
      })
    },
    ...createSealer(safeStorage, () => state, log)
  }
}

/** Sealed secrets without a key store are more telling than what was chosen before they were sealed. */
async function findState(
  hasKeyStore: boolean,
  files: SecretFolder,
  readChoice: () => KeyStoreChoice | undefined
): Promise<KeyStoreState> {
  if (hasKeyStore) return { kind: 'protected' }
  if (await files.hasSealed()) return { kind: 'unavailable' }
  return { kind: readChoice() ?? 'undecided' }
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
