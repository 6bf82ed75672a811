import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { printFigures } from '../../chaos/counts.ts'
import type { Person } from '../../chaos/people.ts'
import { attacks, endSockets } from './attacks.ts'
import { claimOf, nextId, openStage, type Stage } from './stage.ts'

/** Acts of an attacker at a time. */
const breadth = 4
const quietRounds = 5
const attackedRounds = 8
const rounds = quietRounds + attackedRounds
const mebibyte = 1_048_576

/** What one account may cost the others, whatever it does. Wide: the machine may be busy, and so is the attacker on it. */
const bounds = {
  /** Of somebody else's claim: so many times what it took before, or so long. */
  slower: 30,
  latencyMs: 8_000,
  memoryMiB: 64,
  diskMiB: 48,
  /** 500 lost claims of a day, and what bystanders booked. */
  journalEntries: 500 + 2 * attackedRounds,
  /** Changes that everybody pulls. */
  slotChanges: 2 * 100 + 4 * rounds
} as const

const names = Object.keys(attacks)
let stage: Stage
beforeAll(async () => {
  stage = await openStage(names.length, names.length * rounds, { hasQuotas: true })
})
afterAll(() => stage.dispose())

/** Repeats an act, several at a time, until the work is done. Refusals of the network are the attacker's own affair. */
async function attackDuring<T>(on: Stage, name: string, work: () => Promise<T>): Promise<{ acts: number; value: T }> {
  let acts = 0
  const over = new AbortController()
  const attacking = Array.from({ length: breadth }, async () => {
    while (!over.signal.aborted) {
      acts += 1
      await attacks[name]?.(on, acts).catch(() => undefined)
    }
  })
  try {
    return { value: await work(), acts }
  } finally {
    over.abort()
    endSockets()
    await Promise.all(attacking)
  }
}

/** Somebody books one slot after the other of the coach whom the attacker names, too. @returns what each took, ms */
async function bookSlots(on: Stage, person: Person, first: number, count: number): Promise<readonly number[]> {
  const coachId = on.coaches.at(-1)?.userId ?? ''
  const took: number[] = []
  for (let n = first; n < first + count; n += 1) {
    const docs = [claimOf({ coachId, startsAt: on.from + n * slotLengthMs, bookingId: nextId() })]
    const startedAt = performance.now()
    const { text } = await person.ask('POST', '/slots/_bulk_docs', { docs })
    took.push(performance.now() - startedAt)
    if (!text.includes('"ok":true')) throw new Error(`was not booked: ${text}`)
  }
  return took
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0

function measureDisk(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .reduce(
      (sum, { parentPath, name }) =>
        sum + (statSync(path.join(parentPath, name), { throwIfNoEntry: false })?.size ?? 0),
      0
    )
}

async function measure(on: Stage) {
  const { heap, external } = await on.server.order('memory', null)
  const { json } = await (on.bystanders[0] as Person).ask('GET', '/slots')
  return {
    memory: heap + external,
    disk: measureDisk(on.server.dataFolder),
    journal: (await on.server.order('journal', null)).length,
    changes: Number.parseInt(String(json['update_seq']), 10)
  }
}

describe('while one account attacks, the others', () => {
  it.each(names.map((name, n) => [name, n] as const))('go on as before, and pay for nothing: %s', async (name, n) => {
    const person = stage.bystanders[n] as Person
    const quiet = median(await bookSlots(stage, person, n * rounds, quietRounds))
    const before = await measure(stage)

    const { value, acts } = await attackDuring(stage, name, async () => {
      const took = await bookSlots(stage, person, n * rounds + quietRounds, attackedRounds)
      // The operator's commands stand in the same queue as everybody's changes of accounts.
      await stage.server.order('add-accounts', [
        {
          name: `new${n}`,
          role: 'student',
          displayName: 'New',
          phone: '+41446681800',
          zone: 'UTC',
          password: 'a long password'
        }
      ])
      return { took: median(took), during: await measure(stage) }
    })

    const { took, during } = value
    const figures = {
      acts,
      'claim before in ms': quiet.toFixed(0),
      'meanwhile in ms': took.toFixed(0),
      'memory in MiB': ((during.memory - before.memory) / mebibyte).toFixed(1),
      'disk in MiB': ((during.disk - before.disk) / mebibyte).toFixed(1),
      'journal entries': during.journal - before.journal - attackedRounds,
      'changes of slots': during.changes - before.changes - attackedRounds
    }
    printFigures(`others, ${name}`, figures)
    expect(took).toBeLessThan(Math.max(bounds.latencyMs, quiet * bounds.slower))
    expect((during.memory - before.memory) / mebibyte).toBeLessThan(bounds.memoryMiB)
    expect((during.disk - before.disk) / mebibyte).toBeLessThan(bounds.diskMiB)
    expect(during.journal - before.journal).toBeLessThanOrEqual(bounds.journalEntries)
    expect(during.changes - before.changes).toBeLessThanOrEqual(bounds.slotChanges)
  })

  it('control: without quotas the bodies that do not come to an end are found', async () => {
    const open = await openStage(1, rounds, { hasQuotas: false })
    try {
      const before = await measure(open)
      const { value: during } = await attackDuring(open, 'bodies that do not come to an end', async () => {
        await bookSlots(open, open.bystanders[0] as Person, 1, attackedRounds)
        return measure(open)
      })
      expect((during.memory - before.memory) / mebibyte).toBeGreaterThan(bounds.memoryMiB)
    } finally {
      await open.dispose()
    }
  })
})
