import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createLevelFiles, type LevelFiles, type LevelRange } from '#server/storage/engine/level-files.ts'
import { documentPrefix, localPrefix, rangeOfDatabase } from '#server/storage/engine/level-keys.ts'
import { flip } from './flip.ts'
import type { Search } from './flipped-byte.ts'

/** So many places of a table are looked at. */
const placeCount = 300

/**
 * Leaves the table with one byte flipped, at the first place that fits, and writes a line for each place before it is looked at.
 * Ends with 1 where no place fits.
 */
async function findNoticedByte({ folder, target, database, databases, documents, from }: Search): Promise<boolean> {
  const whole = new Uint8Array(await readFile(target))
  const damaged = database === undefined ? {} : rangeOfDatabase(database)
  const spared = [
    ...(documents ?? []).map(id => documentPrefix(database ?? '') + id),
    `${localPrefix(database ?? '')}starts`
  ]
  for (let n = from; n < placeCount; n += 1) {
    process.stdout.write(`${n}\n`)
    await writeFile(target, flip(whole, (n + 0.5) / placeCount))
    if (await isReadable(folder, damaged)) continue
    if (documents !== undefined && !(await isEachReadable(folder, spared))) continue
    if (await isEach(databases, name => isReadable(folder, rangeOfDatabase(name)))) return true
  }
  return false
}

async function isEach(names: readonly string[], holds: (name: string) => Promise<boolean>): Promise<boolean> {
  for (const name of names) if (!(await holds(name))) return false
  return true
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

process.exitCode = (await findNoticedByte(JSON.parse(process.argv[2] ?? '') as Search)) ? 0 : 1
