import { randomInt } from 'node:crypto'

/** Run each time. */
const pinned: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 436_823_806]
const freshCount = 2
const largestSeed = 2 ** 31 - 1

/** `SEED=17` runs one seed, `SEEDS=200` so many, the pinned ones first; without either a few fresh ones are added. */
export function listSeeds(env: Readonly<Record<string, string | undefined>>): readonly number[] {
  if (env['SEED'] !== undefined) return [toWhole('SEED', env['SEED'])]
  const count = env['SEEDS'] === undefined ? pinned.length + freshCount : toWhole('SEEDS', env['SEEDS'])
  const fresh = Array.from({ length: Math.max(0, count - pinned.length) }, () => randomInt(1_000, largestSeed))
  return [...pinned.slice(0, count), ...fresh]
}

/** Enough of them that a broken system has no luck in all: the first ones nearly always do. */
export const controlSeeds: readonly number[] = Array.from({ length: 24 }, (_, n) => n + 1)

function toWhole(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0) throw new Error(`${name} is not a whole number: ${text}`)
  return value
}
