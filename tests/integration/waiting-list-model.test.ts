import fc from 'fast-check'
import { expect, it } from 'vitest'
import { assertNever } from '#domain/assert-never.ts'
import type { Databases, DocumentStore } from '#server/storage/document-store.ts'
import { type Breaks, type Kill, openWaitingWorld, type WaitingWorld } from '../support/waiting-world.ts'

/** What people do, one after the other; slots, people and watches are named by small numbers. */
type Act =
  | { readonly kind: 'draw' | 'remove' | 'touch'; readonly slot: number }
  | { readonly kind: 'claim'; readonly slot: number; readonly student: number }
  | { readonly kind: 'cancel'; readonly pick: number; readonly byCoach: boolean; readonly reopens: boolean }
  | { readonly kind: 'move'; readonly pick: number; readonly slot: number }
  | { readonly kind: 'wait'; readonly student: number; readonly wish: number }
  | { readonly kind: 'stop-waiting'; readonly pick: number }
  | { readonly kind: 'block'; readonly coach: number; readonly student: number; readonly isBlocked: boolean }
  /** What has opened is matched, or the server is killed in the commit of it. */
  | { readonly kind: 'match'; readonly kill: Kill }
  | { readonly kind: 'restart' | 'copy' | 'put-back' }

const seed = 20_270_307
const slot = fc.nat({ max: 7 })
const student = fc.nat({ max: 2 })
const pick = fc.nat({ max: 9 })
const of = <const K extends string>(kind: K) => fc.constant(kind)
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: of('draw'), slot }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('remove' as const, 'touch' as const, 'touch' as const), slot })
  },
  { weight: 6, arbitrary: fc.record({ kind: of('claim'), slot, student }) },
  { weight: 4, arbitrary: fc.record({ kind: of('cancel'), pick, byCoach: fc.boolean(), reopens: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: of('move'), pick, slot }) },
  { weight: 3, arbitrary: fc.record({ kind: of('wait'), student, wish: fc.nat({ max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: of('stop-waiting'), pick }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: of('block'), coach: fc.nat({ max: 1 }), student, isBlocked: fc.boolean() })
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: of('match'), kill: fc.constantFrom<Kill>('none', 'none', 'none', 'before', 'after') })
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('restart' as const, 'copy' as const, 'put-back' as const) })
  }
)
/** Somebody waits from the beginning. */
const first: readonly Act[] = [0, 1, 2].map(who => ({ kind: 'wait', student: who, wish: who }))
const run = fc.array(act, { minLength: 10, maxLength: 40, size: 'max' })

async function perform(world: WaitingWorld, done: Act): Promise<void> {
  switch (done.kind) {
    case 'draw':
      return world.draw(done.slot)
    case 'remove':
      return world.remove(done.slot)
    case 'touch':
      return world.touch(done.slot)
    case 'claim':
      return world.claim(done.slot, done.student)
    case 'cancel':
      return world.cancel(done.pick, done.byCoach, done.reopens)
    case 'move':
      return world.move(done.pick, done.slot)
    case 'wait':
      return world.wait(done.student, done.wish)
    case 'stop-waiting':
      return world.stopWaiting(done.pick)
    case 'block':
      return world.block(done.coach, done.student, done.isBlocked)
    case 'match':
      return world.match(done.kill)
    case 'restart':
      return world.restart()
    case 'copy':
      return world.copy()
    case 'put-back':
      return world.putBack()
    default:
      return assertNever(done)
  }
}

async function live(acts: readonly Act[], breaks?: Breaks) {
  const world = await openWaitingWorld(breaks)
  try {
    for (const done of [...first, ...acts]) {
      world.pass()
      await perform(world, done)
    }
    await world.match('none')
    return { problems: world.problems, figures: world.figures }
  } finally {
    await world.stop()
  }
}

it(`WL4 WL5 WL6 WL8 BL3 each opening is told once per watch and batch, whatever is killed or put back (seed ${seed})`, {
  timeout: 300_000
}, async () => {
  const sum = { openings: 0, told: 0, kills: 0, putBack: 0, refusedAsBlocked: 0 }
  await fc.assert(
    fc.asyncProperty(run, async acts => {
      const { problems, figures } = await live(acts)
      for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += figures[name]
      expect(problems).toEqual([])
    }),
    { seed, numRuns: 150 }
  )
  // Nothing is proved where it does not happen.
  for (const [name, count] of Object.entries(sum)) expect([name, count > 5]).toEqual([name, true])
})

const ownStores = (base: Databases, change: (store: DocumentStore) => DocumentStore): Databases => ({
  ...base,
  open: async name => (name.startsWith('calls-') ? change(await base.open(name)) : base.open(name))
})

const controls: Readonly<Record<string, Breaks>> = {
  'how far is stored, and the notices are not': (base, isKilled) => ({
    ...base,
    commitTogether: parts =>
      base.commitTogether(isKilled() ? parts.filter(({ database }) => database === 'openings') : parts)
  }),
  'the notices are stored, and how far is not': (base, isKilled) => ({
    ...base,
    commitTogether: parts =>
      base.commitTogether(isKilled() ? parts.filter(({ database }) => database !== 'openings') : parts)
  }),
  'nobody looks who was told before': base =>
    ownStores(base, store => ({
      ...store,
      all: range => (range?.startKey?.startsWith('notice:slot-opened') === true ? nothing() : store.all(range))
    }))
}

async function* nothing(): AsyncGenerator<never> {}

it.each(Object.entries(controls))(
  'a waiting list that is broken is found out: %s',
  {
    timeout: 300_000
  },
  async (_, breaks) => {
    const outcome = await fc.check(
      fc.asyncProperty(run, async acts => (await live(acts, breaks)).problems.length === 0),
      { seed, numRuns: 200, endOnFailure: true }
    )
    expect(outcome.failed).toBe(true)
  }
)
