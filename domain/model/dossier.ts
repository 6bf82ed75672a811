import { z } from 'zod'
import { maxTags, notesMaxLength, tagMaxLength } from './limits.ts'
import { trimLine } from './line.ts'
import { instantSchema, lineSchema, type UserId, userIdSchema } from './primitives.ts'

const prefix = 'dossier:'

export function createDossierId(studentId: UserId): string {
  return prefix + studentId
}

export function isDossierId(id: string): boolean {
  return id.startsWith(prefix)
}

/** The student whom a dossier is about, by the dossier's id. */
export function toDossierStudentId(id: string): UserId {
  return id.slice(prefix.length)
}

/** As it is stored: some characters take more room in that form. */
const tagSchema = lineSchema
  .min(1)
  .max(tagMaxLength)
  .refine(tag => tag.normalize('NFC').length <= tagMaxLength, 'is too long')

/** What a coach keeps of one student (DO1): a document of the coach's own database, which nobody else reads. */
export const dossierSchema = z.strictObject({
  id: z
    .string()
    .regex(/^dossier:/)
    .refine(id => userIdSchema.safeParse(toDossierStudentId(id)).success),
  kind: z.literal('dossier'),
  /** Plain Markdown. */
  goals: z.string().max(notesMaxLength).optional(),
  /** Plain Markdown. */
  background: z.string().max(notesMaxLength).optional(),
  /** In the order of `createTags`. */
  tags: z.array(tagSchema).max(maxTags).optional(),
  /** Whether the student agreed to be named in the coaching log; absent: never asked. */
  agreedToLog: z.boolean().optional(),
  /** Of one who agreed: when the coach noted it. */
  agreedAt: instantSchema.optional(),
  /** When it was last typed, by the measured server clock. It orders edits of two devices. */
  editedAt: instantSchema
})

export type Dossier = z.infer<typeof dossierSchema>
/** What a person types or ticks. */
export const dossierFields = ['goals', 'background', 'tags', 'agreedToLog', 'agreedAt'] as const
export type DossierField = (typeof dossierFields)[number]

/** Without the moment of a consent that is not there (any more). */
export function withoutStaleConsent<T extends Partial<Pick<Dossier, 'agreedToLog' | 'agreedAt'>>>(words: T): T {
  if (words.agreedToLog === true || words.agreedAt === undefined) return words
  const { agreedAt: _, ...rest } = words
  return rest as T
}

/** Tags without blanks around them, each once whatever its case, in the order of the alphabet of their codes. */
export function createTags(texts: readonly string[]): readonly string[] {
  const byFolded = new Map<string, string>()
  for (const tag of texts.map(text => trimLine(text).normalize('NFC')).toSorted()) {
    const folded = foldTag(tag)
    if (tag !== '' && !byFolded.has(folded)) byFolded.set(folded, tag)
  }
  return [...byFolded].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, tag]) => tag)
}

/** Tags that are equal by this are the same one. */
export function foldTag(tag: string): string {
  return tag.toLowerCase()
}
