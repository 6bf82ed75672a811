import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createLevelFiles } from '#server/storage/engine/level-files.ts'
import { flip } from './flip.ts'
import { runScript } from './run-script.ts'

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

/** What `noticed-byte-process.ts` is told. */
export interface Search extends Spared {
  readonly folder: string
  /** A table of the folder. */
  readonly target: string
  readonly database?: string | undefined
  /** How many places were looked at before. */
  readonly from: number
}

/**
 * Flips one byte of a table, at the first place where LevelDB notices. Elsewhere the flipped byte may be one of a text, which
 * nobody can tell from what was written. Looked for in a process of its own: some bytes make LevelDB end its process.
 * @param database where its documents are that cannot be read then; left out: any
 */
export async function flipByteOfTable(
  dataFolder: string,
  database?: string,
  spared: Spared = { databases: [] }
): Promise<void> {
  const folder = path.join(dataFolder, 'databases')
  const files = createLevelFiles(folder)
  await files.open()
  await files.compact('!', '~')
  await files.close()
  const target = await findFile(folder, /\.ldb$/)
  await search({ ...spared, folder, target, database, from: 0 })
}

async function search(what: Search): Promise<void> {
  const script = runScript('tests/support/noticed-byte-process.ts', [JSON.stringify(what)], {})
  const code = await script.ended
  if (code === 0) return
  if (typeof code === 'number') throw new Error(`LevelDB notices none of these bytes: ${script.stderr()}`)
  const tried = script.stdout().trim().split('\n').length
  await search({ ...what, from: what.from + tried })
}

async function findFile(folder: string, file: RegExp): Promise<string> {
  const name = (await readdir(folder))
    .filter(entry => file.test(entry))
    .sort()
    .at(-1)
  if (name === undefined) throw new Error(`no ${file} in ${folder}`)
  return path.join(folder, name)
}
