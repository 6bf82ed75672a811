import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  blockedStudent,
  busyElsewhere,
  busyNoLonger,
  illSinceMoved,
  openedUntold,
  undoneSinceMoved
} from './plan/reach-plans.ts'
import { type DevicePool, startDevicePool } from './world/device-pool.ts'
import { runPlan } from './world/run-plan.ts'

let pool: DevicePool
beforeAll(() => {
  pool = startDevicePool()
})
afterAll(() => pool.stop())

describe('a student who is blocked', () => {
  it('BL4 BL5 books nothing, moves nothing, cancels, and is told of no slot until let in again', async () => {
    const { problems, moves, bookings, reach } = await runPlan(blockedStudent, pool)
    expect(problems).toEqual([])
    // The claim and the move of the blocked student.
    expect(reach).toMatchObject({ blocks: 1, arranged: 2 })
    // The coach's.
    expect(moves.granted).toBe(1)
    expect(bookings).toBe(3)
  })

  it('BL3 BL5 WL5 is found out to be let in, and told, where the server forgets the list', async () => {
    const { problems } = await runPlan(blockedStudent, pool, { areBlocksForgotten: true })
    for (const problem of [
      /is blocked, and was given/,
      /is blocked, and moved/,
      /was told of .*, whose coach has blocked its student$/
    ]) {
      expect(problems).toContainEqual(expect.stringMatching(problem))
    }
  })

  it('BL4 is found out to be told apart where the answer is another one than a stranger’s', async () => {
    const { problems } = await runPlan(blockedStudent, pool, { areBlocksTold: true })
    expect(problems).toContainEqual(expect.stringMatching(/^who has to ask a coach is answered /))
  })

  it('BK23 writes to a coach what nobody else reads, and is found out where slots say it', async () => {
    const { problems } = await runPlan(blockedStudent, pool, { areMessagesOpen: true })
    expect(problems).toContainEqual(expect.stringMatching(/^the server has a message in /))
  })
})

describe('students who wait', () => {
  it('WL5 WL6 WL8 are told once of what opens, though a commit fails, and not once they wait no longer', async () => {
    const { problems, reach } = await runPlan(openedUntold, pool)
    expect(problems).toEqual([])
    // Both of the slot that was made, and the other one of the slot that one of them left; the last slot one of them alone.
    expect(reach.tellings).toBe(4)
    expect(reach.toldDue).toBe(4)
  })

  it('WL8 are found not to be, where how far openings were matched is stored before they are told', async () => {
    const { problems } = await runPlan(openedUntold, pool, { areTellingsApart: true })
    expect(problems.filter(line => / was not told of /.test(line))).toHaveLength(2)
  })
})

describe('a day of illness', () => {
  it('JN9 SE11 leaves alone what was moved to another day meanwhile', async () => {
    const { problems, trace, moves } = await runPlan(illSinceMoved, pool)
    expect(problems).toEqual([])
    expect(moves.granted).toBe(1)
    expect(trace).toContain('cara-1 cancel-day pick=0 words=fever.: done')
  })

  it('SE11 is found to take it along where the server does not look where the session is', async () => {
    const { problems } = await runPlan(illSinceMoved, pool, { areRequestsUnbound: true })
    expect(problems).toContainEqual(expect.stringMatching(/ was cancelled with a day of cara-1, and was on another/))
  })
})

describe('a move that is undone without a network', () => {
  it('SE12 leaves alone where the session was moved to meanwhile', async () => {
    const { problems, trace, moves } = await runPlan(undoneSinceMoved, pool)
    expect(problems).toEqual([])
    expect(trace).toContain('cara-1 undo: done | done')
    expect(moves.granted).toBe(2)
  })

  it('SE12 is found to override it where the server does not look where the session is', async () => {
    const { problems } = await runPlan(undoneSinceMoved, pool, { areRequestsUnbound: true })
    expect(problems).toContainEqual(expect.stringMatching(/ was put back by an undo of cara-1 from where /))
  })
})

describe('times at which a coach is busy elsewhere', () => {
  it('AV10 are not filled', async () => {
    expect((await runPlan(busyElsewhere, pool)).problems).toEqual([])
  })

  it('AV10 are so no longer once the file is taken away', async () => {
    expect((await runPlan(busyNoLonger, pool)).problems).toEqual([])
  })

  it('AV10 are found to be, where the server does not see them', async () => {
    const { problems } = await runPlan(busyElsewhere, pool, { areBusyTimesUnseen: true })
    expect(problems).toContainEqual(expect.stringMatching(/ is filled, and cara is busy then$/))
  })
})
