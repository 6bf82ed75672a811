import { describe, expect, it } from 'vitest'
import { createKeyedLock, type KeyedLock } from '../../sync-server/gate/keyed-lock.ts'
import { findViolations } from '../support/gate-invariants.ts'
import { bookingIdOf, claimDoc, createGateWorld, dayMs, hourMs, slotDoc, worldStart } from '../support/gate-world.ts'

const at = worldStart + dayMs

/** Lets everybody in at once. */
const noLock: KeyedLock = {
  acquire: () => ({ ready: Promise.resolve(), release: () => {} }),
  join: () => undefined
}

/**
 * Every student claims a slot of every coach at the same time, each claim in a request of its own. The slots overlap, so
 * each student can have one, and each slot one student.
 * @returns what is wrong afterwards
 */
async function race(locks: KeyedLock): Promise<{ readonly violations: readonly string[]; readonly granted: number }> {
  const world = await createGateWorld({ locks })
  const coaches = ['coach001', 'coach002', 'coach003', 'coach004', 'coach005']
  const students = ['student1', 'student2', 'student3', 'student4']
  for (const coach of coaches) await world.addPerson(coach, 'coach')
  for (const student of students) await world.addPerson(student, 'student')
  const starts = coaches.map((_, n) => at + (n * hourMs) / 4)
  for (const [n, coach] of coaches.entries()) await world.push(coach, 'slots', [slotDoc(coach, starts[n] ?? at)])

  const answers = await Promise.all(
    students.flatMap((student, s) =>
      coaches.map((coach, c) =>
        world.push(student, 'slots', [claimDoc(coach, starts[c] ?? at, bookingIdOf(s * 10 + c), world.now)])
      )
    )
  )
  const violations = await findViolations(world.databases)
  await world.gate.idle()
  await world.stop()
  return { violations, granted: answers.flat().filter(row => 'ok' in row).length }
}

describe('students who claim overlapping slots of several coaches at once', () => {
  it('BK13 are booked once each', async () => {
    expect(await race(createKeyedLock())).toEqual({ violations: [], granted: 4 })
  })

  it('BK13 are double-booked by a gate without locks, and this race notices', async () => {
    const { violations } = await race(noLock)
    expect(violations.filter(violation => violation.startsWith('sessions of student'))).not.toEqual([])
  })
})
