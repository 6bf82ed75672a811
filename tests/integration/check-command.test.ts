import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLevelDatabases } from '#server/storage/level-databases.ts'
import { createGateWorld, readRev, slotDoc } from '../support/gate-world.ts'
import { adasBooking, booked, coach, idOf, prepareVictims } from '../support/hostile-pushes.ts'
import { runScript } from '../support/run-script.ts'

let folder: string
const starts = { now: () => 1_000, randomBytes: (length: number) => new Uint8Array(randomBytes(length)) }
const open = () => createLevelDatabases(path.join(folder, 'databases'), starts)

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-check-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function check(): Promise<{ readonly code: unknown; readonly said: string }> {
  const script = runScript('sync-server/cli/check.ts', [], { COACHDESK_DATA: folder })
  const code = await script.ended
  return { code, said: script.stdout() + script.stderr() }
}

it('BK17 npm run check says what disagrees in a data folder, by its exit code too', async () => {
  expect(await check()).toMatchObject({ code: 1, said: expect.stringContaining('There is no data in') })

  const world = await createGateWorld({ databases: await open() })
  await prepareVictims(world)
  expect(await check()).toMatchObject({ code: 1, said: expect.stringContaining('Stop it, then check again') })
  await world.stop()
  expect(await check()).toMatchObject({ code: 0, said: expect.stringContaining('Nothing disagrees') })

  const databases = await open()
  const _rev = (await readRev(databases, 'slots', idOf(booked))) ?? ''
  await (await databases.open('slots')).write([{ ...slotDoc(coach, booked), _rev }], { newEdits: true })
  await databases.close()
  const found = `session ${adasBooking} is confirmed, but slot ${idOf(booked)} is not its own`
  expect(await check()).toMatchObject({ code: 1, said: expect.stringContaining(found) })
})
