import { randomInt } from 'node:crypto'

/** Run each time. */
const pinned: readonly number[] = Array.from({ length: 26 }, (_, n) => n + 1)
const freshCount = 10
const largestSeed = 2 ** 31 - 1

/** Two files share the seeds, so that two worlds run at the same time. */
export type Half = 'first' | 'second'

/**
 * `SEEDS=200` runs so many seeds, the pinned ones first; without it some fresh ones are added. `SEED=17` runs one, in both
 * halves: their interleavings differ.
 */
export function listSeeds(env: Readonly<Record<string, string | undefined>>, half: Half): readonly number[] {
  if (env['SEED'] !== undefined) return [toWhole('SEED', env['SEED'])]
  const count = env['SEEDS'] === undefined ? pinned.length + freshCount : toWhole('SEEDS', env['SEEDS'])
  const isMine = (_: unknown, position: number): boolean => position % 2 === (half === 'first' ? 0 : 1)
  return Array.from({ length: count }, (_, position) => pinned[position] ?? randomInt(1_000, largestSeed)).filter(
    isMine
  )
}

/** `SCENES=12` makes longer plans. */
export function readSceneCount(env: Readonly<Record<string, string | undefined>>): number | undefined {
  return env['SCENES'] === undefined ? undefined : toWhole('SCENES', env['SCENES'])
}

/** Enough of them that a broken system has no luck in all: the first ones nearly always do. */
export const controlSeeds: readonly number[] = Array.from({ length: 24 }, (_, n) => n + 2)

function toWhole(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} is not a whole number from 1: ${text}`)
  return value
}
