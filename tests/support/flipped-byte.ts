import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createLevelFiles, type LevelFiles, type LevelRange } from '#server/storage/engine/level-files.ts'
import { documentPrefix, localPrefix, rangeOfDatabase } from '#server/storage/engine/level-keys.ts'

/** Flips one byte of the newest file of the store whose name fits. The server must not be running. */
export async function flipByte(dataFolder: string, file: RegExp, place = 0.5): Promise<void> {
  const target = await findFile(path.join(dataFolder, 'databases'), file)
  await writeFile(target, flip(new Uint8Array(await readFile(target)), place))
}

/** What has to be as it was, so that the damage is where the test wants it. */
export interface Spared {
  /** Databases of which everything can still be read. */
  readonly databases: readonly string[]
  /** Documents of the damaged database that can still be read, or are still known not to be there; its log of starts can be, too. */
  readonly documents?: readonly string[]
}

/**
 * Flips one byte of a table, at the first place where LevelDB notices. Elsewhere the flipped byte may be one of a text, which
 * nobody can tell from what was written.
 * @param database where its documents are that cannot be read then; left out: any
 */
export async function flipByteOfTable(
  dataFolder: string,
  database?: string,
  { databases, documents }: Spared = { databases: [] }
): Promise<void> {
  const spared = [
    ...(documents ?? []).map(id => documentPrefix(database ?? '') + id),
    `${localPrefix(database ?? '')}starts`
  ]
  const folder = path.join(dataFolder, 'databases')
  const files = createLevelFiles(folder)
  await files.open()
  await files.compact('!', '~')
  await files.close()
  const target = await findFile(folder, /\.ldb$/)
  const whole = new Uint8Array(await readFile(target))
  const places = Array.from({ length: 300 }, (_, n) => (n + 0.5) / 300)
  for (const place of places) {
    await writeFile(target, flip(whole, place))
    if (await isReadable(folder, database === undefined ? {} : rangeOfDatabase(database))) continue
    if (documents !== undefined && !(await isEachReadable(folder, spared))) continue
    if (await isEach(databases, name => isReadable(folder, rangeOfDatabase(name)))) return
  }
  throw new Error('LevelDB notices none of these bytes')
}

async function isEach(names: readonly string[], holds: (name: string) => Promise<boolean>): Promise<boolean> {
  for (const name of names) if (!(await holds(name))) return false
  return true
}

function flip(bytes: Uint8Array, place: number): Uint8Array {
  const at = Math.floor(bytes.length * place)
  const flipped = new Uint8Array(bytes)
  flipped[at] = (bytes[at] ?? 0) ^ 0xff
  return flipped
}

async function findFile(folder: string, file: RegExp): Promise<string> {
  const name = (await readdir(folder))
    .filter(entry => file.test(entry))
    .sort()
    .at(-1)
  if (name === undefined) throw new Error(`no ${file} in ${folder}`)
  return path.join(folder, name)
}

/**
 * Whether all of a range can be read: in one walk, and key by key. One key is looked for by halves of its block, which may
 * come upon damage that a walk does not reach.
 */
async function isReadable(source: string, range: LevelRange): Promise<boolean> {
  return isDone(source, async files => {
    const keys: string[] = []
    for await (const [key] of files.walk(range)) keys.push(key)
    for (const key of keys) await files.read([key])
  })
}

function isEachReadable(source: string, keys: readonly string[]): Promise<boolean> {
  return isDone(source, async files => void (await files.read(keys)))
}

/** Tried in a copy: opening changes files. */
async function isDone(source: string, read: (files: LevelFiles) => Promise<void>): Promise<boolean> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-flipped-'))
  await cp(source, folder, { recursive: true })
  const files = createLevelFiles(folder)
  try {
    await files.open()
    await read(files)
    return true
  } catch {
    return false
  } finally {
    await files.close().catch(() => undefined)
    await rm(folder, { recursive: true, force: true })
  }
}
