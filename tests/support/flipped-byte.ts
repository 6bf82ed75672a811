import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createLevelDatabases } from '../../sync-server/storage/level-databases.ts'
import { systemStarts } from './start-source.ts'

/** Flips one byte of the newest file of a database whose name fits. The server must not be running. */
export async function flipByte(dataFolder: string, database: string, file: RegExp, place = 0.5): Promise<void> {
  const target = await findFile(path.join(dataFolder, 'databases', database), file)
  await writeFile(target, flip(new Uint8Array(await readFile(target)), place))
}

/**
 * Flips one byte of a table, at the first place where LevelDB notices. Elsewhere the flipped byte may be one of a text, which
 * nobody can tell from what was written.
 */
export async function flipByteOfTable(dataFolder: string, database: string): Promise<void> {
  const folder = path.join(dataFolder, 'databases')
  const databases = await createLevelDatabases(folder, systemStarts)
  await (await databases.open(database)).compact()
  await databases.close()
  const target = await findFile(path.join(folder, database), /\.ldb$/)
  const whole = new Uint8Array(await readFile(target))
  const places = Array.from({ length: 60 }, (_, n) => (n + 0.5) / 60)
  for (const place of places) {
    await writeFile(target, flip(whole, place))
    if (!(await isReadable(path.join(folder, database)))) return
  }
  throw new Error('LevelDB notices none of these bytes')
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

/** Looked for in a copy: opening changes files. */
async function isReadable(source: string): Promise<boolean> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-flipped-'))
  await cp(source, path.join(folder, 'copy'), { recursive: true })
  const databases = await createLevelDatabases(folder, systemStarts)
  try {
    await (await databases.open('copy')).findUnsound()
    return true
  } catch {
    return false
  } finally {
    await databases.close()
    await rm(folder, { recursive: true, force: true })
  }
}
