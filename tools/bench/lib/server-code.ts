import { createRequire } from 'node:module'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import type { Account } from '#domain/model/account.ts'
import type * as passwordHash from '#server/accounts/password-hash.ts'
import type * as createServerFile from '#server/create-server.ts'
import type * as dataFolderFile from '#server/startup/data-folder.ts'
import type { WritableDocument } from '#server/storage/document-store.ts'
import { createUnrecordedSignIn } from '../../../tests/support/sign-in.ts'

type ServerModule = typeof createServerFile
type RunningServer = Awaited<ReturnType<ServerModule['createServer']>>

/** What a bench writes into before a server starts: the same in all versions. */
export interface FillableDatabases {
  open(name: string): Promise<{
    write(docs: readonly WritableDocument[], options: { readonly newEdits: boolean }): Promise<unknown>
  }>
  close(): Promise<void>
}

/** The sync server of one version, loaded from its source. */
export interface ServerCode {
  readonly createServer: ServerModule['createServer']
  /** What else `createServer` of that version asks for. */
  readonly serverParts: object
  readonly prepareDataFolder: (typeof dataFolderFile)['prepareDataFolder']
  hashPassword(password: string): Promise<string>
  openDatabases(folder: string): Promise<FillableDatabases>
  issueToken(account: Account): Promise<string>
  /** Resolves once nothing is left to do. */
  idle(server: RunningServer): Promise<void>
  /** Makes a counter of synced writes to LevelDB. */
  countSyncs(server: RunningServer): () => number
}

export interface ServerCodeParts {
  /** Folder with the version's source. */
  readonly root: string
  /** Version 0.1.0 opens databases and signs people in in its own way. */
  readonly isToday: boolean
  readonly secret: string
  readonly now: number
  readonly randomBytes: (length: number) => Uint8Array
}

export async function loadServerCode(parts: ServerCodeParts): Promise<ServerCode> {
  const { root, isToday, secret, now, randomBytes } = parts
  const load = <T>(file: string): Promise<T> =>
    import(pathToFileURL(path.join(root, 'sync-server', file)).href) as Promise<T>
  const { createServer } = await load<ServerModule>('create-server.ts')
  const serverParts = isToday ? {} : { startGate: (await load<StartGateModule>('gate/start-gate.ts')).startGate }
  const { prepareDataFolder } = await load<typeof dataFolderFile>('startup/data-folder.ts')
  const passwords = await load<typeof passwordHash>('accounts/password-hash.ts')
  const { createLevelDatabases } = await load<LevelModule>('storage/level-databases.ts')
  const { createTokens } = await load<TokensModule>('accounts/tokens.ts')
  const tokens = createTokens(secret, Date.now)
  const syncedBatches = isToday ? undefined : countSyncedBatches(root)
  return {
    createServer,
    serverParts,
    idle: server => (isToday ? server.bookings : (server as unknown as OlderServer).gate).idle(),
    prepareDataFolder,
    hashPassword: password => passwords.createPasswordHasher(randomBytes, 10).hash(password),
    openDatabases: folder =>
      createLevelDatabases(folder, isToday ? { now: () => now, randomBytes } : () => performance.now()),
    issueToken: async account =>
      (await tokens.issue(account, isToday ? createUnrecordedSignIn(account.id, now) : now)).token,
    countSyncs: server => syncedBatches ?? countCommits(server)
  }
}

/** Of version 0.1.0. */
interface StartGateModule {
  readonly startGate: unknown
}
interface OlderServer {
  readonly gate: { idle(): Promise<void> }
}
/** In the words of both versions. */
interface LevelModule {
  readonly createLevelDatabases: (folder: string, clock: object) => Promise<FillableDatabases>
}
interface TokensModule {
  readonly createTokens: (
    secret: string,
    now: () => number
  ) => { issue(account: Account, signIn: number | object): Promise<{ readonly token: string }> }
}

/** Each commit of the engine is one synced batch. */
function countCommits(server: RunningServer): () => number {
  const engine = server.databases.engine as { commit: typeof server.databases.engine.commit }
  const commit = engine.commit.bind(engine)
  let count = 0
  engine.commit = writes => {
    count += 1
    return commit(writes)
  }
  return () => count
}

/** Version 0.1.0 asks leveldown to sync each write, below PouchDB's adapter. It has to be called before a database is opened. */
function countSyncedBatches(root: string): () => number {
  const leveldown = createRequire(path.join(root, 'package.json'))('leveldown') as {
    readonly prototype: Record<'_batch' | '_put' | '_del', Write>
  }
  let count = 0
  for (const name of ['_batch', '_put', '_del'] as const) {
    const write = leveldown.prototype[name]
    leveldown.prototype[name] = function (this: unknown, ...args: readonly unknown[]) {
      if (args.some(arg => (arg as { readonly sync?: unknown } | null)?.sync === true)) count += 1
      return Reflect.apply(write, this, args)
    }
  }
  return () => count
}

type Write = (this: unknown, ...args: readonly unknown[]) => unknown
