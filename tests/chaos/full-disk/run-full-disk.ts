import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { createLevelDatabases } from '#server/storage/level-databases.ts'
import { systemStarts } from '../../support/start-source.ts'
import { mountSmallDisk, type SmallDisk } from './small-disk.ts'

export interface FullDiskRun {
  readonly acknowledged: number
  readonly acknowledgedAfterFailure: number
  readonly failures: number
  /** Numbers that were acknowledged and are not there. */
  readonly lost: readonly number[]
  /** Counters and feeds that do not agree with the documents. */
  readonly problems: readonly string[]
}

/** So many writes fail before there is a little more room: the disk is full, and this is no passing fault. */
const failuresPerRoom = 100

/**
 * Writes until the disk is full, and goes on while room is made bit by bit; kills the writer, and compares what is there,
 * on another disk, with what was acknowledged.
 */
export async function runFullDisk(mode: 'sound' | 'control'): Promise<FullDiskRun> {
  const disk = mountSmallDisk({ size: 20, ballast: 12 })
  try {
    const said = await writeUntilNoRoomIsLeft(disk, mode)
    const copy = mkdtempSync(path.join(tmpdir(), 'coachdesk-full-'))
    try {
      cpSync(path.join(disk.folder, 'data'), copy, { recursive: true })
      return { ...said, acknowledged: said.stored.size, ...(await compare(copy, said.stored)) }
    } finally {
      rmSync(copy, { recursive: true })
    }
  } finally {
    disk.remove()
  }
}

interface Said {
  readonly stored: ReadonlySet<number>
  readonly acknowledgedAfterFailure: number
  readonly failures: number
}

async function writeUntilNoRoomIsLeft(disk: SmallDisk, mode: 'sound' | 'control'): Promise<Said> {
  const script = path.join(import.meta.dirname, 'writer-process.ts')
  const args = ['--no-warnings', script, path.join(disk.folder, 'data'), ...(mode === 'control' ? ['control'] : [])]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  const stored = new Set<number>()
  let acknowledgedAfterFailure = 0
  let failures = 0
  let since = 0
  let hasRoom = true
  for await (const line of createInterface({ input: child.stdout })) {
    const [word, n] = line.split(' ')
    if (word === 'stored') {
      stored.add(Number(n))
      if (failures > 0) acknowledgedAfterFailure += 1
    }
    if (word !== 'failed') continue
    failures += 1
    since += 1
    if (since < failuresPerRoom) continue
    since = 0
    if (!hasRoom) child.kill('SIGKILL')
    hasRoom = disk.makeRoom()
  }
  await closed
  return { stored, acknowledgedAfterFailure, failures }
}

async function compare(
  folder: string,
  acknowledged: ReadonlySet<number>
): Promise<Pick<FullDiskRun, 'lost' | 'problems'>> {
  const databases = await createLevelDatabases(folder, systemStarts)
  const problems: string[] = []
  const found = new Set<number>()
  for (const name of await databases.list()) {
    const store = await databases.open(name)
    const { docCount, updateSeq } = await store.info()
    const ids = new Set<string>()
    for await (const doc of store.all()) {
      ids.add(doc._id)
      found.add(Number(doc['n']))
    }
    for (const n of acknowledged) if (n % 10 === 0 && (await store.readLocal(`d${n}`)) !== undefined) found.add(n)
    if (ids.size !== docCount) problems.push(`${name} has ${ids.size} documents and counts ${docCount}`)
    const listed = new Set<string>()
    let since = 0
    for (;;) {
      const page = await store.changes({ since, limit: 1_000, includeDocs: false })
      if (page.results.length === 0) break
      for (const { id } of page.results) listed.add(id)
      since = page.lastSeq
    }
    if (since !== updateSeq) problems.push(`${name}: its feed ends at ${since}, its sequence is ${updateSeq}`)
    if (listed.size !== ids.size) problems.push(`${name}: its feed lists ${listed.size} of ${ids.size} documents`)
  }
  await databases.close()
  return { lost: [...acknowledged].filter(n => !found.has(n)), problems }
}
