import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { toE164 } from '#server/accounts/phone-number.ts'
import type { DemoStep } from '#server/demo/demo-step.ts'
import { demoCoaches, demoPeople } from '#server/demo/people.ts'
import { planDemo, storyStart } from '#server/demo/plan-demo.ts'

const minuteMs = 60_000
const anyNow = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2030, 0, 1) })

const ofKind = <Kind extends DemoStep['kind']>(steps: readonly DemoStep[], kind: Kind) =>
  steps.filter((step): step is Extract<DemoStep, { kind: Kind }> => step.kind === kind)

const checkPlans = (check: (steps: readonly DemoStep[], now: number) => void) =>
  fc.assert(
    fc.property(anyNow, now => check(planDemo(now), now)),
    { numRuns: 40 }
  )

describe('the demo story, whenever it is told', () => {
  it('happens in order, after its start and before now', () => {
    checkPlans((steps, now) => {
      const times = steps.map(({ at }) => at)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(times[0]).toBeGreaterThan(storyStart(now))
      expect(times.at(-1)).toBeLessThan(now)
      expect(times.every(Number.isInteger)).toBe(true)
    })
  })

  it('publishes each slot once, ahead of its start, and never two at one time for a coach', () => {
    checkPlans(steps => {
      for (const { name } of demoCoaches) {
        const published = ofKind(steps, 'publish').filter(({ coach }) => coach === name)
        for (const { at, startsAt } of published) expect(Math.min(...startsAt, Infinity)).toBeGreaterThan(at)
        const starts = published.flatMap(({ startsAt }) => startsAt).toSorted((a, b) => a - b)
        for (const [index, start] of starts.entries()) {
          if (index > 0) expect(start - starts[index - 1]!).toBeGreaterThanOrEqual(slotLengthMs)
        }
      }
    })
  })

  it('claims only what was published before, in time for the coach', () => {
    checkPlans(steps => {
      for (const claim of ofKind(steps, 'claim')) {
        const published = ofKind(steps, 'publish').find(
          ({ coach, startsAt }) => coach === claim.coach && startsAt.includes(claim.startsAt)
        )
        expect(published?.at).toBeLessThan(claim.at)
        const policy = demoCoaches.find(({ name }) => name === claim.coach)!.profile.policy
        expect(claim.startsAt - claim.at).toBeGreaterThanOrEqual(policy.minimumNoticeMin * minuteMs)
      }
    })
  })

  it('closes and reviews a session only after it was booked and has started', () => {
    checkPlans(steps => {
      const claimBySession = new Map(ofKind(steps, 'claim').map(claim => [claim.session, claim]))
      for (const step of [...ofKind(steps, 'wrap-up'), ...ofKind(steps, 'tick'), ...ofKind(steps, 'review')]) {
        expect(claimBySession.get(step.session)!.startsAt).toBeLessThan(step.at)
      }
      for (const step of ofKind(steps, 'cancel')) expect(claimBySession.get(step.session)!.at).toBeLessThan(step.at)
    })
  })

  it('always has sessions ahead and a claim that loses', () => {
    checkPlans((steps, now) => {
      const ahead = ofKind(steps, 'claim').filter(({ startsAt }) => startsAt > now)
      expect(new Set(ahead.map(({ coach }) => coach))).toEqual(new Set(['mara', 'owen', 'renata']))
      expect(ahead.length - new Set(ahead.map(({ coach, startsAt }) => `${coach}${startsAt}`)).size).toBe(1)
    })
  })
})

describe('the demo people', () => {
  it('have phone numbers that are stored as they stand', () => {
    expect(demoPeople.map(({ phone }) => toE164(phone))).toEqual(demoPeople.map(({ phone }) => phone))
  })
})
