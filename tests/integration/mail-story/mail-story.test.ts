import { describe, expect, it } from 'vitest'
import { createRandom } from '../../simulation/plan/random.ts'
import { createMailWorld, type MailFlaw } from './mail-world.ts'

const steps = 120
const seeds = Array.from({ length: 12 }, (_, seed) => seed + 1)

async function live(seed: number, flaw?: MailFlaw) {
  const world = await createMailWorld(createRandom(seed), flaw)
  for (let at = 0; at < steps; at += 1) await world.step()
  await world.settle()
  await world.stop()
  return world
}

describe('mail through restarts, deaths, outages and clock changes', () => {
  it.each(seeds)(
    'ML2 ML5 ML7 loses nothing, repeats nothing but what nobody knows of, in order: seed %i',
    async seed => {
      const { problems } = await live(seed)
      expect([...problems]).toEqual([])
    }
  )

  it('has seen what it is about', async () => {
    const seen = await Promise.all(seeds.slice(0, 6).map(async seed => (await live(seed)).counts))
    const totalOf = (what: keyof (typeof seen)[number]): number => seen.reduce((sum, counts) => sum + counts[what], 0)
    expect(totalOf('repeated')).toBeGreaterThan(0)
    for (const what of ['reminders', 'changes', 'deaths', 'restarts'] as const) expect(totalOf(what)).toBeGreaterThan(3)
  })

  it('finds a server that forgets at its start what it has sent', async () => {
    const found = await Promise.all(seeds.slice(0, 6).map(async seed => [...(await live(seed, 'forgetful')).problems]))
    expect(found.flat()).toContainEqual(expect.stringMatching(/got the same mail twice: Reminder/))
  })
})
