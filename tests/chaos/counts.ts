import { randomInt } from 'node:crypto'
import { tellFigures } from '../support/tell-figures.ts'

const largestSeed = 2 ** 31 - 1

/** How often a part runs: what the variable says, otherwise what fits into `npm test`. */
export function readCount(variable: string, usual: number): number {
  const text = process.env[variable]
  const count = text === undefined ? usual : Number(text)
  if (!Number.isInteger(count) || count < 1) throw new Error(`${variable} is not a whole number above 0: ${text}`)
  return count
}

/** The seed of this run: COACHDESK_CHAOS_SEED repeats an earlier one. */
export function readSeed(): number {
  return process.env['COACHDESK_CHAOS_SEED'] === undefined
    ? randomInt(1, largestSeed)
    : readCount('COACHDESK_CHAOS_SEED', 1)
}

/** One line at the end of a suite: what was done. */
export function printFigures(suite: string, figures: Readonly<Record<string, number | string>>): void {
  const parts = Object.entries(figures).map(([name, value]) => `${name} ${value}`)
  tellFigures(`${suite}: ${parts.join(', ')}`)
}
