import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKeyedLock, type KeyedLock, lockNames } from '#server/locks/keyed-lock.ts'
import { controlPatienceMs, findFirst } from './find-first.ts'
import {
  bookedSinceCopy,
  calledOff,
  changedSinceCopy,
  hoursTakenAway,
  clockSetBack,
  agreedApart,
  dossierApart,
  dossierSinceCopy,
  movedAnywhere,
  movedIntoEachOther,
  narrowLine,
  seriesMoved,
  serverClockJumps,
  setBackPlans,
  typedWithoutPause,
  writtenByTwoVersions
} from './plan/directed-plans.ts'
import { type DevicePool, startDevicePool } from './world/device-pool.ts'
import { runPlan } from './world/run-plan.ts'

/** Up to 24 worlds, of ten seconds each on a busy machine. */
const searchMs = 600_000

describe('data that come back from a copy', () => {
  let pool: DevicePool
  beforeAll(() => {
    pool = startDevicePool()
  })
  afterAll(() => pool.stop())

  it.each(setBackPlans)('SB1 %s: nothing is missing on a device that was away', async (_title, plan) => {
    const { problems } = await runPlan(plan, pool, { storage: 'leveldb' })
    expect(problems).toEqual([])
  })

  it('SB7 the journal comes back or is lost alone: the session that it does not know is still there', async () => {
    for (const change of [
      { kind: 'put-back', database: 'bookings' },
      { kind: 'lose', database: 'bookings' }
    ] as const) {
      const { problems } = await runPlan(bookedSinceCopy(change), pool, { storage: 'leveldb' })
      expect(problems).toEqual([])
    }
  })

  it('SB1 is missed by a server that tells its starts not apart: by documents that never arrive', async () => {
    const options = { storage: 'leveldb', isStartNameless: true, patienceMs: controlPatienceMs } as const
    for (const [, plan] of setBackPlans) {
      const { problems } = await runPlan(plan, pool, options)
      expect(problems).toContainEqual(expect.stringMatching(/^no rest: sam-1: slot .* is undefined/))
    }
  })
})

describe('a clock of the server that jumps', () => {
  let pool: DevicePool
  beforeAll(() => {
    pool = startDevicePool()
  })
  afterAll(() => pool.stop())

  it('CK2 sweeps no slot before its time', async () => {
    expect((await runPlan(serverClockJumps, pool)).problems).toEqual([])
  })

  it('CK2 is found out where the server trusts it whatever it does: by slots that were swept early', async () => {
    const { problems } = await runPlan(serverClockJumps, pool, { isClockTrusted: true })
    expect(problems).toContainEqual(expect.stringMatching(/^slots were swept \d+ ms too early$/))
  })
})

describe('what coaches take away from their hours', () => {
  let pool: DevicePool
  beforeAll(() => {
    pool = startDevicePool()
  })
  afterAll(() => pool.stop())

  it('AV4 is not filled again, on whatever device it was taken away', async () => {
    const { problems, trace } = await runPlan(hoursTakenAway, pool)
    expect(problems).toEqual([])
    expect(trace.filter(line => line.includes(': done from'))).toHaveLength(3)
  })

  it('AV4 is found out where the server forgets it: by what is filled again', async () => {
    const { problems } = await runPlan(hoursTakenAway, pool, { areSkipsForgotten: true })
    expect(problems).toContainEqual(expect.stringMatching(/^cara took .* away, which hours fill again$/))
  })

  it('IN7 is found out where the server does not record what was offered: a week later', async () => {
    const { problems } = await runPlan(hoursTakenAway, pool, { isOfferedForgotten: true })
    expect(problems).toContainEqual(expect.stringMatching(/ was open when it began, and is not recorded as that$/))
  })
})

describe('sessions that are moved', () => {
  let pool: DevicePool
  beforeAll(() => {
    pool = startDevicePool()
  })
  afterAll(() => pool.stop())

  it('RS13 go to hours that are made for them, and what they overlap goes', async () => {
    const { problems, moves } = await runPlan(movedAnywhere, pool)
    expect(problems).toEqual([])
    expect(moves).toEqual({ granted: 1, anywhere: 1, together: 0 })
  })

  it('SR9 go together, each week to the hours that the next one leaves', async () => {
    const { problems, moves, ofSeries } = await runPlan(seriesMoved, pool)
    expect(problems).toEqual([])
    expect(moves.together).toBe(3)
    expect(ofSeries).toBe(3)
  })

  it('SR3 are found out where slots say of which series they are: by what everybody reads', async () => {
    const { problems } = await runPlan(seriesMoved, pool, { areSlotsLinked: true, patienceMs: controlPatienceMs })
    expect(problems).toContainEqual(expect.stringMatching(/^sue-1 has a series in /))
  })

  it('RS12 never meet in one calendar, asked for at the same moment', async () => {
    const { problems, moves } = await runPlan(movedIntoEachOther, pool, { storageDelayMs: 40 })
    expect(problems).toEqual([])
    expect(moves.granted).toBe(1)
  })

  it('RS12 are found to, where the locks cover the two students and not the hours around', {
    timeout: searchMs
  }, async () => {
    const found: string[] = []
    for (let tries = 0; tries < 8 && found.length === 0; tries += 1) {
      const options = {
        locks: createLocksOfStudents(),
        storageDelayMs: 40 * (1 + tries),
        patienceMs: controlPatienceMs
      }
      const { problems } = await runPlan(movedIntoEachOther, pool, options)
      found.push(...problems.filter(line => /^(?:sessions|slots) of .* overlap/.test(line)))
    }
    expect(found).not.toEqual([])
  })
})

/** Locks that let two people into one calendar. */
function createLocksOfStudents(): KeyedLock {
  const locks = createKeyedLock()
  const isStudents = (name: string) => name.startsWith(lockNames.student(''))
  return {
    acquire: (names, isShared) => locks.acquire(names.filter(isStudents), isShared),
    join: () => undefined
  }
}

describe('broken devices are found out', () => {
  let pool: DevicePool
  beforeAll(() => {
    pool = startDevicePool({ isBreakable: true })
  })
  afterAll(() => pool.stop())

  it('MG6 which let the server overwrite what was typed: by words that are nowhere', {
    timeout: searchMs
  }, async () => {
    expect(await findFirst(pool, /typed ".*", which is nowhere/, { flaw: 'overwriting' })).toBeDefined()
  })

  it('MG21 which let the server overwrite a dossier: by words that are nowhere', async () => {
    const { problems: sound, trace } = await runPlan(dossierApart, pool)
    expect(sound).toEqual([])
    for (const words of [
      'cara-1 write-dossier pick=0 words=of one device.',
      'cara-2 write-dossier pick=0 words=of the other.'
    ])
      expect(trace).toContain(`${words}: done`)
    const { problems } = await runPlan(dossierApart, pool, { flaw: 'overwriting', patienceMs: controlPatienceMs })
    expect(problems).toContainEqual('cara-1 typed "of one device.", which is nowhere')
  })

  it('MG20 which let the server overwrite what was agreed: by words that are nowhere', async () => {
    const { problems: sound, trace } = await runPlan(agreedApart, pool)
    expect(sound).toEqual([])
    for (const done of [
      'cara-1 agree pick=0 words=agreed here.',
      'cara-2 agree pick=0 words=agreed there.',
      'sam-2 tick pick=0'
    ])
      expect(trace).toContain(`${done}: done`)
    const { problems } = await runPlan(agreedApart, pool, { flaw: 'overwriting', patienceMs: controlPatienceMs })
    expect(problems).toContainEqual(
      expect.stringMatching(/^cara-[12] typed "agreed (here|there)\.", which is nowhere$/)
    )
  })

  it('SB2 which give in to a server that was set back: by a dossier that is gone', async () => {
    expect((await runPlan(dossierSinceCopy, pool)).problems).toEqual([])
    const { problems } = await runPlan(dossierSinceCopy, pool, { flaw: 'yielding', patienceMs: controlPatienceMs })
    expect(problems).toContainEqual('cara-1 typed "since the copy.", which is nowhere')
  })

  it('NW2 which never ask for less: by what does not come through a narrow line', async () => {
    expect((await runPlan(narrowLine, pool)).problems).toEqual([])
    const { problems } = await runPlan(narrowLine, pool, { flaw: 'stubborn', patienceMs: controlPatienceMs })
    expect(problems).toContainEqual(expect.stringMatching(/^no rest: /))
  })

  it('MG15 which stamp as RxDB does: by what is written after their clock was set back, and never arrives', async () => {
    expect((await runPlan(clockSetBack, pool)).problems).toEqual([])
    const { problems } = await runPlan(clockSetBack, pool, { flaw: 'clock-stamps', patienceMs: controlPatienceMs })
    expect(problems).toContainEqual(expect.stringMatching(/^no rest: cara-1: slot .* and not undefined/))
  })

  it('PH5 which hide a number and never erase it: by what lies in their storage', async () => {
    expect((await runPlan(calledOff, pool)).problems).toEqual([])
    const { problems } = await runPlan(calledOff, pool, { flaw: 'keeping-phones', patienceMs: controlPatienceMs })
    expect(problems).toContainEqual(expect.stringMatching(/^sam-1 stores the number of .* has ended$/))
  })

  it('PH2 a server that never looks for numbers whose time is over: by its databases', async () => {
    const { problems } = await runPlan(calledOff, pool, { isPhoneWalkOff: true, patienceMs: controlPatienceMs })
    expect(problems).toContainEqual(expect.stringMatching(/^calls-.* holds a number that ended$/))
  })

  it('MG15 which stamp as RxDB does, in worlds from seeds', { timeout: searchMs }, async () => {
    const problem = /^no rest: .* and not |, which is nowhere$/
    expect(await findFirst(pool, problem, { flaw: 'clock-stamps' })).toBeDefined()
  })

  it('SB2 which give in to a server that was set back: by a session, a removal and a slot that are gone', async () => {
    expect((await runPlan(changedSinceCopy, pool)).problems).toEqual([])
    const { problems } = await runPlan(changedSinceCopy, pool, { flaw: 'yielding', patienceMs: controlPatienceMs })
    for (const problem of [
      /^sam-1 showed the session .*, which is nowhere$/,
      /^the claim .* of sam-1 has no verdict$/,
      /^cara removed .*, which is open again$/,
      /^cara-1 made .*, which is nowhere$/
    ]) {
      expect(problems).toContainEqual(expect.stringMatching(problem))
    }
  })

  it('VE1 of an earlier version, which write what they know alone: by words that are nowhere', async () => {
    const { problems: sound, trace } = await runPlan(writtenByTwoVersions, pool)
    expect(sound).toEqual([])
    expect(trace).toContain('cara-2 wrap-up pick=0 words=of before. score=4: done')
    const { problems } = await runPlan(writtenByTwoVersions, pool, { flaw: 'dropping', patienceMs: controlPatienceMs })
    expect(problems).toContainEqual('cara-1 typed "of today.", which is nowhere')
  })

  it('VE1 of an earlier version, which write what they know alone, in worlds from seeds', {
    timeout: searchMs
  }, async () => {
    expect(await findFirst(pool, /typed "todo.*", which is nowhere/, { flaw: 'dropping' })).toBeDefined()
  })

  it('DR1 which store drafts in pauses alone: by letters that are nowhere', async () => {
    expect((await runPlan(typedWithoutPause, pool)).problems).toEqual([])
    const { problems } = await runPlan(typedWithoutPause, pool, { flaw: 'pausing', patienceMs: controlPatienceMs })
    expect(problems).toContainEqual(expect.stringMatching(/^sam-1 typed "second:.*", which is nowhere$/))
  })

  it('F4 which take the position of the live feed for their own: by documents that never arrive', {
    timeout: searchMs
  }, async () => {
    const problem = /^no rest: .* (?:slot|booking) .* is .* and not \{/
    expect(await findFirst(pool, problem, { flaw: 'trusting-feed' })).toBeDefined()
  })
})
