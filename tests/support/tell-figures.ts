import { appendFileSync } from 'node:fs'

/** One line at the end of a suite: what was done. `npm test` repeats these lines at its end (COACHDESK_FIGURES: its file). */
export function tellFigures(line: string): void {
  process.stdout.write(`${line}\n`)
  const { COACHDESK_FIGURES: file } = process.env
  if (file !== undefined) appendFileSync(file, `${line}\n`)
}
