import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { printFigures } from '../../chaos/counts.ts'
import { type Person, signIn } from '../../chaos/people.ts'
import { eventually } from '../../support/eventually.ts'
import { createClient } from '../../support/http-client.ts'
import { passwordOf } from '../../support/test-server.ts'
import { type Attacker, hireAttacker } from './attacker.ts'
import { namesAtOnce, namesOnWork, reference } from './attacks.ts'
import { claimOf, nextId } from './prey.ts'
import { coachCount, openStage, type Stage } from './stage.ts'

const quietRounds = 5
const attackedRounds = 8
const rounds = quietRounds + attackedRounds
/** Bookings while everything that an account may send is there at once: they go on for longer than one batch takes. */
const roundsAtOnce = quietRounds + 3 * attackedRounds
const mebibyte = 1_048_576

/** What one account may cost the others, whatever it does. */
const bounds = {
  /**
   * Of somebody else's claim: so many times what it took before, or while somebody asked for the smallest thing as often as
   * could be. Attacks that are held off have 1 to 4; parsing without a count of values had 25.
   */
  slower: 12,
  /** Quicker is as good: below that the machine's own turns count. */
  quickMs: 50,
  /**
   * Of the time that everything an account may send takes when it is there at once: no booking of others waits for more of it,
   * however slow the machine is. One piece of work had a third, parts have a thirtieth to a tenth.
   */
  shareOfAll: 1 / 6,
  memoryMiB: 64,
  diskMiB: 48,
  /** 500 lost claims of a day, and what bystanders booked. */
  journalEntries: 500 + 2 * attackedRounds,
  /** Changes that everybody pulls. */
  slotChanges: 2 * 100 + 4 * rounds
} as const

let referenceMs = 0
let stage: Stage
let attacker: Attacker
beforeAll(async () => {
  attacker = hireAttacker()
  const slots = namesOnWork.length * rounds + namesAtOnce.length * roundsAtOnce
  stage = await openStage(namesOnWork.length + 2 * namesAtOnce.length, slots, { hasQuotas: true })
})
afterAll(async () => {
  await stage.dispose()
  await attacker.dispose()
})

/** Somebody books one slot after the other of the coach whom the attacker names, too. @returns what each took, ms */
async function bookSlots(on: Stage, person: Person, first: number, count: number): Promise<readonly number[]> {
  const coachId = on.coaches.at(-1)?.userId ?? ''
  const took: number[] = []
  for (let n = first; n < first + count; n += 1) {
    const docs = [claimOf({ coachId, startsAt: on.prey.from + n * slotLengthMs, bookingId: nextId('b') })]
    const startedAt = performance.now()
    const { text } = await person.ask('POST', '/slots/_bulk_docs', { docs })
    took.push(performance.now() - startedAt)
    if (!text.includes('"ok":true')) throw new Error(`was not booked: ${text}`)
  }
  return took
}

/** Owners of names, on devices of theirs. @returns what each took, ms */
async function signInAgain(on: Stage, owners: readonly Person[]): Promise<readonly number[]> {
  const took: number[] = []
  for (const { name, tokens } of owners) {
    const startedAt = performance.now()
    await signIn(on.server, name, tokens.deviceToken)
    took.push(performance.now() - startedAt)
  }
  return took
}

/** How many owners do not get in on a device that nobody has seen yet, at an address of its own. */
async function countLockedOut(on: Stage): Promise<number> {
  const answers = await Promise.all(
    on.coaches.map(({ name }, n) =>
      createClient(on.server.url)(
        'POST',
        '/_session',
        { name, password: passwordOf(name) },
        { 'x-forwarded-for': `192.0.2.${n}` }
      )
    )
  )
  return answers.filter(({ status }) => status === 429).length
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

function toCost(before: Measured, during: Measured) {
  return {
    'memory in MiB': ((during.memory - before.memory) / mebibyte).toFixed(1),
    'disk in MiB': ((during.disk - before.disk) / mebibyte).toFixed(1)
  }
}

type Measured = Awaited<ReturnType<typeof measure>>

describe('while one account attacks, the others', () => {
  it.each(namesOnWork.map((name, n) => [name, n] as const))(
    'go on as before, and pay for nothing: %s',
    async (name, n) => {
      const person = stage.bystanders[n] as Person
      const quiet = median(await bookSlots(stage, person, n * rounds, quietRounds))
      const before = await measure(stage)

      const { value, acts } = await attacker.during(stage.prey, name, async () => {
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
        ...toCost(before, during),
        'journal entries': during.journal - before.journal - attackedRounds,
        'changes of slots': during.changes - before.changes - attackedRounds
      }
      printFigures(`others, ${name}`, figures)
      if (name === reference) referenceMs = took
      expect(took).toBeLessThan(Math.max(referenceMs, quiet, bounds.quickMs) * bounds.slower)
      expect((during.memory - before.memory) / mebibyte).toBeLessThan(bounds.memoryMiB)
      expect((during.disk - before.disk) / mebibyte).toBeLessThan(bounds.diskMiB)
      expect(during.journal - before.journal).toBeLessThanOrEqual(bounds.journalEntries)
      expect(during.changes - before.changes).toBeLessThanOrEqual(bounds.slotChanges)
    }
  )

  it.each(namesAtOnce.map((name, n) => [name, n] as const))('wait for no more than a part: %s', async (name, n) => {
    const [person, mallory] = stage.bystanders.slice(namesOnWork.length + 2 * n) as [Person, Person]
    const first = namesOnWork.length * rounds + n * roundsAtOnce
    const quiet = median(await bookSlots(stage, person, first, quietRounds))
    const before = await measure(stage)
    const prey = { ...stage.prey, attackerId: mallory.userId, credential: mallory.credential }
    const startedAt = performance.now()
    const { value, acts } = await attacker.during(prey, name, async () => {
      const took = await bookSlots(stage, person, first + quietRounds, roundsAtOnce - quietRounds)
      return { longest: Math.max(...took), during: await measure(stage) }
    })
    const wholeMs = performance.now() - startedAt

    const { longest, during } = value
    const figures = {
      acts,
      'claim before in ms': quiet.toFixed(0),
      'longest meanwhile in ms': longest.toFixed(0),
      'of ms in all': wholeMs.toFixed(0),
      ...toCost(before, during)
    }
    printFigures(`others, ${name}`, figures)
    const enoughMs = Math.max(referenceMs, quiet, bounds.quickMs) * bounds.slower
    expect(longest).toBeLessThan(Math.max(enoughMs, wholeMs * bounds.shareOfAll))
    expect((during.memory - before.memory) / mebibyte).toBeLessThan(bounds.memoryMiB)
    expect((during.disk - before.disk) / mebibyte).toBeLessThan(bounds.diskMiB)
  })

  it.each([
    // Its hundred tries are over before a sixth name has twenty.
    ['guesses at names, from one address', 5],
    ['guesses at names, from many addresses', coachCount]
  ] as const)('sign in on devices that they have used before: %s', async (name, maxLockedOut) => {
    const owners = stage.coaches.slice(0, attackedRounds)
    const quiet = median(await signInAgain(stage, owners))
    const before = await measure(stage)
    const { value, acts } = await attacker.during(stage.prey, name, async () => {
      const took = await signInAgain(stage, owners)
      return { took: median(took), during: await measure(stage) }
    })

    const { took, during } = value
    const lockedOut = await countLockedOut(stage)
    const figures = {
      acts,
      'sign-in before in ms': quiet.toFixed(0),
      'meanwhile in ms': took.toFixed(0),
      ...toCost(before, during),
      'names that are closed to new devices': lockedOut
    }
    printFigures(`others, ${name}`, figures)
    expect(took).toBeLessThan(Math.max(referenceMs, quiet, bounds.quickMs) * bounds.slower)
    expect((during.memory - before.memory) / mebibyte).toBeLessThan(bounds.memoryMiB)
    expect((during.disk - before.disk) / mebibyte).toBeLessThan(bounds.diskMiB)
    expect(lockedOut).toBeLessThanOrEqual(maxLockedOut)
  })

  it('control: without quotas the bodies that do not come to an end are found', async () => {
    const open = await openStage(1, rounds, { hasQuotas: false })
    try {
      const before = await measure(open)
      await attacker.during(open.prey, 'bodies that do not come to an end', () =>
        eventually(async () => {
          const during = await measure(open)
          expect((during.memory - before.memory) / mebibyte).toBeGreaterThan(bounds.memoryMiB)
        })
      )
    } finally {
      await open.dispose()
    }
  })
})
