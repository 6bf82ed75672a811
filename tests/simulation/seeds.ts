import { randomInt } from 'node:crypto'

/** Runs in every run of the suite. Each of a seed's meetings has been seen at least once in these. */
const pinned: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8]
const freshCount = 2
const largestSeed = 2 ** 31 - 1

/** `SEED=17` runs one seed, `SEEDS=200` so many, the pinned ones among them; without either a few fresh ones are added. */
export function listSeeds(env: Readonly<Record<string, string | undefined>>): readonly number[] {
  if (env['SEED'] !== undefined) return [Number(env['SEED'])]
  const count = env['SEEDS'] === undefined ? pinned.length + freshCount : Number(env['SEEDS'])
  const fresh = Array.from({ length: Math.max(0, count - pinned.length) }, () => randomInt(1_000, largestSeed))
  return [...pinned.slice(0, count), ...fresh]
}
