import type { ImportRow } from '#domain/rules/judge-import.ts'
import { type ImportedRow, maxImportAtOnce } from '#domain/wire/administration.ts'
import type { Outcome, Refusal } from '#renderer/contract/screens.ts'
import type { NumberedRow } from './read-people-file.ts'

export interface BrokenRow extends NumberedRow {
  /** What is wrong, in sentences. */
  readonly reason: string
}

export interface AddedRow extends NumberedRow {
  readonly added: NonNullable<ImportedRow['added']>
}

/** How far an import is. */
export interface ImportRun {
  readonly left: readonly NumberedRow[]
  readonly added: readonly AddedRow[]
  /** Added by a request whose answer was lost, and the links with it. */
  readonly unlinked: readonly NumberedRow[]
  /** Not added: somebody else did so since the list was looked at. */
  readonly skipped: readonly NumberedRow[]
  /** So many of the first that are left may have been added: a request for them went out, and no answer came. */
  readonly inDoubt: number
}

interface ImportParts {
  readonly send: (rows: readonly ImportRow[]) => Promise<Outcome<readonly ImportedRow[]>>
  /** Waits until the server takes more, where it asked for a pause. */
  readonly pause: () => Promise<void>
  readonly onProgress: (run: ImportRun) => void
}

/** In a row, without anything added in between. */
const maxPauses = 20

/** What the server says before it has done anything. */
const refusedWhole: readonly Refusal[] = ['too-many-attempts', 'password-needed', 'not-administrator', 'needs-sign-in']

export function startImport(left: readonly NumberedRow[]): ImportRun {
  return { left, added: [], unlinked: [], skipped: [], inDoubt: 0 }
}

/**
 * Adds what is left, some lines at a time.
 * @returns how far it came; `refusal` says why it stopped before the end. Called again with that run, it goes on, and doubles nobody
 */
export async function runImport(
  start: ImportRun,
  { send, pause, onProgress }: ImportParts
): Promise<{ readonly run: ImportRun; readonly refusal?: Refusal }> {
  let run = start
  let pauses = 0
  while (run.left.length > 0) {
    const batch = run.left.slice(0, maxImportAtOnce)
    const outcome = await send(batch.map(({ row }) => row))
    if (outcome.ok) {
      run = advance(run, batch, outcome.value)
      pauses = 0
      onProgress(run)
    } else if (outcome.refusal === 'too-many-attempts' && pauses < maxPauses) {
      pauses += 1
      await pause()
    } else {
      const { refusal } = outcome
      return { run: refusedWhole.includes(refusal) ? run : { ...run, inDoubt: batch.length }, refusal }
    }
  }
  return { run }
}

function advance(run: ImportRun, batch: readonly NumberedRow[], answers: readonly ImportedRow[]): ImportRun {
  const answered = batch.map((numbered, at) => ({ numbered, answer: answers[at], isInDoubt: at < run.inDoubt }))
  const others = answered.filter(({ answer }) => answer?.added === undefined)
  const isUnlinked = ({ answer, isInDoubt }: (typeof others)[number]) => isInDoubt && answer?.state === 'exists'
  return {
    left: run.left.slice(batch.length),
    added: [
      ...run.added,
      ...answered.flatMap(({ numbered, answer }) =>
        answer?.added === undefined ? [] : [{ ...numbered, added: answer.added }]
      )
    ],
    unlinked: [...run.unlinked, ...others.filter(isUnlinked).map(({ numbered }) => numbered)],
    skipped: [...run.skipped, ...others.filter(one => !isUnlinked(one)).map(({ numbered }) => numbered)],
    inDoubt: 0
  }
}
