import type { DossierWords } from '#domain/merge/join-dossier.ts'
import { createTags, type Dossier, dossierSchema } from '#domain/model/dossier.ts'
import { maxTags, notesMaxLength, tagMaxLength } from '#domain/model/limits.ts'

/** What the fields of a dossier show. */
export interface DossierForm {
  readonly goals: string
  readonly background: string
  /** Separated by commas. */
  readonly tags: string
  readonly agreedToLog: boolean
}

export function toDossierForm({ goals, background, tags, agreedToLog }: Partial<Dossier>): DossierForm {
  return {
    goals: goals ?? '',
    background: background ?? '',
    tags: (tags ?? []).join(', '),
    agreedToLog: agreedToLog === true
  }
}

/** What was left empty is not there. A tick that was never set says nothing, and one that is taken away says no. */
export function toDossierWords(form: DossierForm, stored: Partial<Dossier>): DossierWords {
  const tags = readTags(form.tags)
  const isSaid = form.agreedToLog || stored.agreedToLog !== undefined
  return {
    ...(form.goals.trim() === '' ? {} : { goals: form.goals }),
    ...(form.background.trim() === '' ? {} : { background: form.background }),
    ...(tags.length === 0 ? {} : { tags: [...tags] }),
    ...(isSaid ? { agreedToLog: form.agreedToLog } : {})
  }
}

export function readTags(text: string): readonly string[] {
  return createTags(text.split(','))
}

export interface DossierFaults {
  /** Characters too many. */
  readonly goals?: number
  readonly background?: number
  readonly tags?: 'too-many' | 'too-long' | 'odd'
}

/** What the server would refuse. */
export function findDossierFaults({ goals, background, tags }: DossierForm): DossierFaults {
  const tagsFault = findTagsFault(readTags(tags))
  return {
    ...(goals.length > notesMaxLength ? { goals: goals.length - notesMaxLength } : {}),
    ...(background.length > notesMaxLength ? { background: background.length - notesMaxLength } : {}),
    ...(tagsFault === undefined ? {} : { tags: tagsFault })
  }
}

function findTagsFault(tags: readonly string[]): DossierFaults['tags'] {
  if (tags.length > maxTags) return 'too-many'
  if (tags.some(tag => tag.length > tagMaxLength)) return 'too-long'
  return dossierSchema.shape.tags.safeParse(tags).success ? undefined : 'odd'
}
