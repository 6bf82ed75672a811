import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { printFigures, readCount } from '../counts.ts'
import { inspect } from './sessions.ts'

const rounds = readCount('COACHDESK_CHAOS_ROUNDS', 5)
const controlRounds = 5
/** Sessions that are acknowledged before the kill: the first round has fewest. */
const toAcknowledge = (round: number): number => 40 + 37 * (round % 8)

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-kills-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Kills the writer after so many answers. @returns what it has acknowledged */
async function writeAndKill(first: number, count: number, control: string | undefined): Promise<readonly number[]> {
  const script = path.join(import.meta.dirname, 'writer-process.ts')
  const args = ['--no-warnings', script, folder, String(first), ...(control === undefined ? [] : [control])]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  const acknowledged: number[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(Number(line.replace('stored ', '')))
    if (acknowledged.length === count) child.kill('SIGKILL')
  }
  await closed
  return acknowledged
}

async function run(times: number, control?: string) {
  const acknowledged = new Set<number>()
  const wrong: string[] = []
  let stored = 0
  for (let round = 0; round < times && wrong.length === 0; round += 1) {
    for (const n of await writeAndKill(round * 1_000_000, toAcknowledge(round), control)) acknowledged.add(n)
    const { sessions, problems } = await inspect(folder)
    stored = sessions.size
    wrong.push(...problems, ...[...acknowledged].filter(n => !sessions.has(n)).map(n => `session ${n} is lost`))
  }
  return { acknowledged: acknowledged.size, stored, wrong }
}

describe('a process that is killed while it stores sessions', () => {
  it(`leaves each of them whole or not there, and all that it acknowledged, ${rounds} times`, async () => {
    const { acknowledged, stored, wrong } = await run(rounds)

    printFigures('kills of a store', { rounds, acknowledged, stored, wrong: wrong.length })
    expect(wrong).toEqual([])
    expect(stored).toBeGreaterThanOrEqual(acknowledged)
  })

  it.each([
    ['acknowledges before it stores', 'early', 'is lost'],
    ['stores each database by itself, and answers after the first', 'apart', 'of 5 documents']
  ])('control: finds one that %s', async (_name, control, found) => {
    const { wrong } = await run(controlRounds, control)
    expect(wrong.join()).toContain(found)
  })
})
