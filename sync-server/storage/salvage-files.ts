import { randomUUID } from 'node:crypto'
import { access, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { databaseNamePattern } from './database-name.ts'
import { createLevelFiles, type LevelFiles, type Operation, repairFiles } from './engine/level-files.ts'
import { databasePrefix, documentPrefix, rangeOfPrefix, seqKey } from './engine/level-keys.ts'
import { textToInfo, textToStored } from './engine/record-text.ts'
import { holdsOldDatabases } from './migration/move-old-databases.ts'
import { listOldDatabases } from './migration/read-old-databases.ts'
import { readWhatCanBeRead } from './read-what-can-be-read.ts'
import type { StartSource } from './start-keeper.ts'
import { StorageUnavailableError } from './storage-unavailable.ts'

/** Records written at a time. */
const pageSize = 500

/**
 * Makes of a damaged store what can be read of it, perhaps nothing. The files are kept as they were. Where LevelDB cannot open them its
 * own repair comes first, which keeps every table that it understands. An older state of a document may come back, so counters and
 * changes are made anew. No server may have the folder open.
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
    await writeFile(noteOf(folder), place, { mode: 0o600, flush: true })
    await saveFiles(location, place, isOld)
  }
  return place
}

/** Whether one was begun whose end is still to come: until then clients would take a store for the one that they know. */
export const isSalvageBegun = (folder: string): Promise<boolean> => isThere(noteOf(folder))

/** What belongs to a salvage beside the files is done. */
export async function endSalvage(folder: string): Promise<void> {
  await rm(noteOf(folder), { force: true })
}

/** Puts a saved store in its place, where that was interrupted. */
export async function endInterrupted(folder: string): Promise<void> {
  if (!(await isThere(folder)) && (await isThere(savedOf(folder)))) await rename(savedOf(folder), folder)
  // Old databases lie in folders of their own, and so does what is left of saving one of them.
  const names = await readdir(folder).catch((): string[] => [])
  for (const name of names) {
    const [, old, rest] = /^(.*)\.(repaired|saving|saved)$/.exec(name) ?? []
    if (old === undefined) continue
    if (rest === 'saved' && !names.includes(old)) await rename(path.join(folder, name), path.join(folder, old))
    else await rm(path.join(folder, name), { recursive: true, force: true })
  }
}

const noteOf = (folder: string): string => `${folder}.salvaged`
const savedOf = (folder: string): string => `${folder}.saved`

async function saveFiles(location: string, place: string, isOld: boolean): Promise<void> {
  const [repaired, saving, saved] = [`${location}.repaired`, `${location}.saving`, savedOf(location)]
  for (const old of [repaired, saving, saved]) await rm(old, { recursive: true, force: true })
  await cp(location, repaired, { recursive: true })
  // Only where it must be: it ends the process over keys out of order, and does not look whether blocks are as they were.
  if (!(await canBeOpened(repaired))) await repairFiles(repaired).catch(() => undefined)
  await copyReadable(repaired, saving, isOld)
  await rm(repaired, { recursive: true, force: true })
  await rename(saving, saved)
  await rename(location, place)
  await rename(saved, location)
}

/** @throws where something else is wrong, as when another process has it open */
async function isReadable(location: string): Promise<boolean> {
  const files = createLevelFiles(location)
  try {
    await files.open()
    for await (const [key, text] of files.walk({}))
      if (key.startsWith(databasePrefix)) textToInfo(key.slice(databasePrefix.length), text)
    return true
  } catch (cause) {
    const error = new StorageUnavailableError({ cause })
    if (error.isDamaged) return false
    throw error
  } finally {
    await files.close().catch(() => undefined)
  }
}

/** What can be read goes into new files: in damaged ones keys may be out of order, and are not found there. */
async function copyReadable(repaired: string, target: string, isOld: boolean): Promise<void> {
  const [from, to] = [createLevelFiles(repaired), createLevelFiles(target)]
  await to.open()
  try {
    await from.open()
    for await (const entries of readWhatCanBeRead(from)) {
      const kept = isOld ? entries : entries.filter(([key]) => isContent(key))
      await to.fill(kept.map(([key, value]) => ({ type: 'put', key, value })))
    }
  } catch (cause) {
    if (!new StorageUnavailableError({ cause }).isDamaged) throw cause
  } finally {
    await from.close().catch(() => undefined)
    if (!isOld) await countAnew(to)
    await to.close()
  }
}

/** Documents, local documents and counters of databases: all else is made anew. */
function isContent(key: string): boolean {
  if (key.startsWith(databasePrefix)) return databaseNamePattern.test(key.slice(databasePrefix.length))
  const [name = '', kind, ...rest] = key.split('\0')
  return databaseNamePattern.test(name) && (kind === 'd' || kind === 'l') && rest.length > 0
}

async function countAnew(files: LevelFiles): Promise<void> {
  const names = new Set<string>()
  for await (const [key] of files.walk({}))
    names.add(key.startsWith(databasePrefix) ? key.slice(databasePrefix.length) : (key.split('\0')[0] ?? ''))
  for (const name of names) await countDatabase(files, name)
}

async function countDatabase(files: LevelFiles, name: string): Promise<void> {
  const [text = '{}'] = await files.read([databasePrefix + name])
  let updateSeq = readCounter(name, text)
  let docCount = 0
  let changes: Operation[] = []
  for await (const [key, stored] of files.walk(rangeOfPrefix(documentPrefix(name)))) {
    const id = key.slice(documentPrefix(name).length)
    const record = textToStored(id, stored)
    // What is not whole is counted, so that the next start looks for it.
    if (record?.body === undefined || !record.deleted) docCount += 1
    if (record === undefined) continue
    updateSeq = Math.max(updateSeq, record.seq)
    changes.push({ type: 'put', key: seqKey(name, record.seq), value: id })
    if (changes.length < pageSize) continue
    await files.fill(changes)
    changes = []
  }
  const info = JSON.stringify({ updateSeq, docCount, uuid: randomUUID() })
  await files.write([...changes, { type: 'put', key: databasePrefix + name, value: info }])
}

function readCounter(name: string, text: string): number {
  try {
    return textToInfo(name, text).updateSeq
  } catch {
    return 0
  }
}

async function canBeOpened(location: string): Promise<boolean> {
  const files = createLevelFiles(location)
  try {
    await files.open()
    return true
  } catch {
    return false
  } finally {
    await files.close().catch(() => undefined)
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
