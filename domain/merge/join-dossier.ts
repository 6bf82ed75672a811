import { createTags, type Dossier, type DossierField, foldTag } from '../model/dossier.ts'
import { maxTags, notesMaxLength } from '../model/limits.ts'
import { mergeTexts } from './merge-text.ts'

/** What a coach has written of a student, or some of it. */
export type DossierWords = Partial<Pick<Dossier, DossierField>>

interface Joined {
  readonly value: unknown
  /** Nobody has to be told: it says what one side had written, or all that both had. */
  readonly isQuiet: boolean
}

/** Joins a field that two devices changed to different values. `newer` was typed later than `older`. */
export function joinDossierField(
  field: DossierField,
  newer: DossierWords,
  older: DossierWords,
  before: DossierWords
): Joined {
  switch (field) {
    case 'goals':
    case 'background': {
      const [first = '', second = ''] = [newer[field], older[field]]
      const both = mergeTexts(first, second, notesMaxLength)
      return { value: both ?? newer[field], isQuiet: both === first || both === second }
    }
    case 'tags':
      return joinTags(newer.tags ?? [], older.tags ?? [], before.tags ?? [])
    case 'agreedToLog':
      return { value: newer.agreedToLog ?? older.agreedToLog, isQuiet: false }
    case 'agreedAt':
      // It goes with the answer: nobody has to be told of it alone.
      return { value: newer.agreedAt ?? older.agreedAt, isQuiet: true }
  }
}

/** A tag that either side took off since is off, and one that either put on is on. */
function joinTags(newer: readonly string[], older: readonly string[], before: readonly string[]): Joined {
  const [first, second, known] = [toFolded(newer), toFolded(older), toFolded(before)]
  const isOn = (tag: string) => {
    const folded = foldTag(tag)
    return known.has(folded) ? first.has(folded) && second.has(folded) : true
  }
  const all = createTags([...newer, ...older].filter(isOn))
  const fits = all.length <= maxTags
  return { value: fits ? all : newer, isQuiet: fits }
}

function toFolded(tags: readonly string[]): ReadonlySet<string> {
  return new Set(tags.map(foldTag))
}
