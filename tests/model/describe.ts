import type { TimedExploration } from './explore-in-threads.ts'
import type { Counterexample } from './explore.ts'
import type { Budget } from './scenes.ts'

/** One line of figures. */
export function describeExploration(
  scene: string,
  { acts, faults }: Budget,
  { states, transitions, quiet, seconds }: TimedExploration
): string {
  const figures = [
    `${acts} acts`,
    `${faults} faults`,
    `${states} states`,
    `${transitions} transitions`,
    `${quiet} quiet`
  ]
  return `model: ${scene}: ${figures.join(', ')}, ${seconds.toFixed(1)} s`
}

/** What went wrong, the steps to it, and how to see it again. */
export function describeFound({ acts, faults }: Budget, { problem, steps }: Counterexample): string {
  const again = `COACHDESK_MODEL_ACTS=${acts} COACHDESK_MODEL_FAULTS=${faults} npm run test:model`
  return [problem, ...steps.map(step => `  ${step}`), `Again: ${again}`].join('\n')
}
