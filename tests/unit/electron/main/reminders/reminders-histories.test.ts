import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlannedSession } from '#electron/contract/desktop-types.ts'
import { startGraceMs } from '#electron/main/reminders/plan-reminders.ts'
import { createComputer, hour, minute, noon, planSession } from './reminders-support.ts'
import { makeFolder } from '../services-support.ts'

const seed = 20261130
const dayMin = 24 * 60

const leadsArbitrary = fc.uniqueArray(fc.constantFrom(0, 5, 10, 30, 60, 120, dayMin), { maxLength: 4 })
const sessionsArbitrary = fc
  .array(fc.integer({ min: 0, max: dayMin / 5 }), { minLength: 1, maxLength: 5 })
  .map(starts =>
    starts.map((start, n) =>
      planSession(noon + start * 5 * minute, { bookingId: `b${n}`, awaitsFeedback: n % 2 === 0 })
    )
  )

type Step =
  | { readonly kind: 'advance' | 'sleep'; readonly min: number }
  | { readonly kind: 'restart' | 'publish' }
  | { readonly kind: 'clock-back'; readonly min: number }
  | { readonly kind: 'snooze' }

const stretch = fc.integer({ min: 1, max: 300 })
const quietSteps: readonly fc.Arbitrary<Step>[] = [
  fc.record({ kind: fc.constant('advance' as const), min: stretch }),
  fc.record({ kind: fc.constant('sleep' as const), min: stretch }),
  fc.record({ kind: fc.constantFrom('restart' as const, 'publish' as const) })
]
const wildSteps: readonly fc.Arbitrary<Step>[] = [
  ...quietSteps,
  fc.record({ kind: fc.constant('clock-back' as const), min: stretch }),
  fc.record({ kind: fc.constant('snooze' as const) })
]

/** Lives through a history. Answers what was shown, and when the computer was awake with the sessions published. */
async function live(sessions: readonly PlannedSession[], leads: readonly number[], steps: readonly Step[]) {
  const computer = createComputer(await makeFolder())
  const awake: { readonly from: number; readonly to: number }[] = [{ from: noon, to: noon }]
  const snoozedByName = new Map<string, number>()
  await computer.start()
  await computer.choose({ beforeMin: leads, afterSession: true })
  await computer.publish(sessions)
  for (const step of steps) {
    const from = computer.now
    switch (step.kind) {
      case 'advance':
        await computer.advance(step.min * minute)
        break
      case 'sleep':
        computer.jump(step.min * minute)
        await computer.wake()
        break
      case 'clock-back':
        computer.jump(-step.min * minute)
        await computer.wake()
        break
      case 'restart':
        await computer.start()
        await computer.publish(sessions)
        break
      case 'publish':
        await computer.publish(sessions)
        break
      case 'snooze': {
        const last = computer.shown.at(-1)
        if (last === undefined) break
        const name = nameOf(last.reminder)
        snoozedByName.set(name, (snoozedByName.get(name) ?? 0) + 1)
        await computer.snooze(computer.shown.length - 1)
        break
      }
    }
    awake.push({ from: step.kind === 'advance' ? from : computer.now, to: computer.now })
  }
  return { computer, awake, snoozedByName }
}

const nameOf = ({ kind, session }: { readonly kind: string; readonly session: PlannedSession }): string =>
  `${kind} ${session.bookingId}`

test('over sleeps and restarts: each reminder at most once, and none missed while awake', async () => {
  await fc.assert(
    fc.asyncProperty(
      sessionsArbitrary,
      leadsArbitrary,
      fc.array(fc.oneof(...quietSteps), { minLength: 1, maxLength: 14 }),
      async (sessions, leads, steps) => {
        const { computer, awake } = await live(sessions, leads, steps)
        for (const session of sessions) {
          const shownAt = (kind: string): readonly number[] =>
            computer.shown.filter(({ reminder }) => nameOf(reminder) === nameOf({ kind, session })).map(({ at }) => at)
          const dues = leads.map(lead => session.startsAt - lead * minute)
          const before = shownAt('before')
          for (const [n, at] of before.entries()) {
            const previous = before[n - 1] ?? Number.NEGATIVE_INFINITY
            // Each stands for a lead time that the one before it did not stand for.
            expect(dues.some(due => due > previous && due <= at)).toBe(true)
            expect(at).toBeLessThan(session.startsAt + startGraceMs)
          }
          const afterIsDue = session.awaitsFeedback ? [session.endsAt] : []
          const after = shownAt('after')
          expect(after.length).toBeLessThanOrEqual(afterIsDue.length)

          const check = (due: number, until: number, shown: readonly number[]): void => {
            const first = awake.find(({ from, to }) => to >= due && from < until)
            if (first !== undefined && Math.max(first.from, due) < until) {
              expect(shown).toContain(Math.max(first.from, due))
            }
          }
          for (const due of dues) check(due, session.startsAt + startGraceMs, before)
          for (const due of afterIsDue) check(due, due + 24 * hour, after)
        }
      }
    ),
    { seed, numRuns: 120 }
  )
})

test('with a clock that is set back and snoozes: never more than was chosen and asked for', async () => {
  await fc.assert(
    fc.asyncProperty(
      sessionsArbitrary,
      leadsArbitrary,
      fc.array(fc.oneof(...wildSteps), { minLength: 1, maxLength: 20 }),
      async (sessions, leads, steps) => {
        const { computer, snoozedByName } = await live(sessions, leads, steps)
        for (const session of sessions) {
          for (const [kind, chosen] of [
            ['before', leads.length],
            ['after', 1]
          ] as const) {
            const name = nameOf({ kind, session })
            const shown = computer.shown.filter(({ reminder }) => nameOf(reminder) === name)
            expect(shown.length).toBeLessThanOrEqual(chosen + (snoozedByName.get(name) ?? 0))
          }
        }
      }
    ),
    { seed, numRuns: 120 }
  )
})
