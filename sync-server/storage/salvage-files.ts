import { access, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ClassicLevel } from 'classic-level'
import { createLevelFiles, type LevelFiles, type Operation } from './engine/level-files.ts'
import { databasePrefix, documentPrefix, rangeOfDatabase, rangeOfPrefix, seqKey, seqPrefix } from './engine/level-keys.ts'
import { textToStored } from './engine/record-text.ts'
import { holdsOldDatabases } from './migration/move-old-databases.ts'
import { listOldDatabases } from './migration/read-old-databases.ts'
import type { StartSource } from './start-keeper.ts'
import { StorageUnavailableError } from './storage-unavailable.ts'

/**
 * Makes of a damaged store what can be read of it, perhaps nothing. The files are kept as they were. LevelDB's own repair keeps every
 * table that it understands, and every block of the others; an older state of a document may come back, so counters and changes are
 * made anew. No server may have the folder open.
 * @returns where the files are kept; undefined where they can be read. The same again until `endSalvage` is called
 */
export async function salvageWhereDamaged(folder: string, source: StartSource): Promise<string | undefined> {
  await endInterrupted(folder)
  const begun = await readFile(noteOf(folder), 'utf8').catch(() => undefined)
  const isOld = await holdsOldDatabases(folder)
  const stores = isOld ? (await listOldDatabases(folder)).map(name => path.join(folder, name)) : [folder]
  let place = begun
  for (const location of stores) {
    if (await isReadable(location)) continue
    place = path.join(await makeShelf(folder), `${path.basename(location)}_${makeSuffix(source)}`)
    await writeFile(noteOf(folder), place, { mode: 0o600 })
    await saveFiles(location, place, isOld ? () => Promise.resolve() : countAnew)
  }
  return place
}

/** What belongs to a salvage beside the files is done. */
export async function endSalvage(folder: string): Promise<void> {
  await rm(noteOf(folder), { force: true })
}

/** Puts a saved store in its place, where that was interrupted. */
export async function endInterrupted(folder: string): Promise<void> {
  if (!(await isThere(folder)) && (await isThere(savedOf(folder)))) await rename(savedOf(folder), folder)
}

const noteOf = (folder: string): string => `${folder}.salvaged`
const savedOf = (folder: string): string => `${folder}.saved`

async function saveFiles(
  location: string,
  place: string,
  putInOrder: (location: string) => Promise<void>
): Promise<void> {
  const [saving, saved] = [`${location}.saving`, savedOf(location)]
  for (const old of [saving, saved]) await rm(old, { recursive: true, force: true })
  await cp(location, saving, { recursive: true })
  try {
    await ClassicLevel.repair(saving)
    await putInOrder(saving)
  } catch {
    await rm(saving, { recursive: true, force: true })
    await mkdir(saving, { mode: 0o700 })
  }
  await rename(saving, saved)
  await rename(location, place)
  await rename(saved, location)
}

/** @throws where something else is wrong, as when another process has it open */
async function isReadable(location: string): Promise<boolean> {
  const files = createLevelFiles(location)
  try {
    await files.open()
    for await (const _entry of files.walk({}));
    return true
  } catch (cause) {
    const error = new StorageUnavailableError({ cause })
    if (error.isDamaged) return false
    throw error
  } finally {
    await files.close().catch(() => undefined)
  }
}

async function countAnew(location: string): Promise<void> {
  const files = createLevelFiles(location)
  try {
    await files.open()
    const names = new Set<string>()
    for await (const [key] of files.walk({})) {
      if (!key.startsWith('!')) names.add(key.slice(0, key.indexOf('\0')))
      else if (key.startsWith(databasePrefix)) names.add(key.slice(databasePrefix.length))
    }
    for (const name of names) await countDatabase(files, name)
  } finally {
    await files.close()
  }
}

async function countDatabase(files: LevelFiles, name: string): Promise<void> {
  const [text = '{}'] = await files.read([databasePrefix + name])
  let updateSeq = readCounter(text)
  for await (const [key] of files.walk(rangeOfPrefix(seqPrefix(name))))
    updateSeq = Math.max(updateSeq, Number(key.slice(seqPrefix(name).length)))
  await files.clear(rangeOfPrefix(seqPrefix(name)))
  let docCount = 0
  let changes: Operation[] = []
  for await (const [key, stored] of files.walk(rangeOfPrefix(documentPrefix(name)))) {
    const id = key.slice(documentPrefix(name).length)
    const record = textToStored(id, stored)
    if (record?.deleted !== true) docCount += 1
    if (record === undefined) continue
    updateSeq = Math.max(updateSeq, record.seq)
    changes.push({ type: 'put', key: seqKey(name, record.seq), value: id })
    if (changes.length < 2_000) continue
    await files.fill(changes)
    changes = []
  }
  const info = JSON.stringify({ updateSeq, docCount, uuid: crypto.randomUUID() })
  await files.write([...changes, { type: 'put', key: databasePrefix + name, value: info }])
  await files.compact(rangeOfDatabase(name).gte, rangeOfDatabase(name).lt)
}

function readCounter(text: string): number {
  try {
    const { updateSeq } = JSON.parse(text) as { readonly updateSeq?: unknown }
    return typeof updateSeq === 'number' ? updateSeq : 0
  } catch {
    return 0
  }
}

async function makeShelf(folder: string): Promise<string> {
  const shelf = path.resolve(folder, '..', 'set-aside')
  await mkdir(shelf, { recursive: true, mode: 0o700 })
  return shelf
}

function makeSuffix({ now, randomBytes }: StartSource): string {
  const at = new Date(now()).toISOString().replaceAll(':', '-')
  return `${at}_${Buffer.from(randomBytes(3)).toString('hex')}`
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false
  )
}
