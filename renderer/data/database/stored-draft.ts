import { z } from 'zod'
import { bookingIdSchema, type Instant, instantSchema } from '#domain/model/primitives.ts'
import { dropUnknown } from '#domain/versions/unknown-fields.ts'
import { createDraftId, type Draft, type DraftForm, draftForms } from '#renderer/contract/draft.ts'

/** As version 0.1.0 stores the only form that it keeps a draft of: the booking's id is the document's. */
const storedWrapUpSchema = draftForms['wrap-up'].values.extend({
  id: bookingIdSchema,
  base: draftForms['wrap-up'].base.optional(),
  savedAt: instantSchema
})

function createStoredSchema<F extends DraftForm>(form: F) {
  return z.strictObject({
    /** See `createDraftId`. */
    id: z.string().max(200),
    form: z.literal(form),
    subjectId: z.string().max(100),
    values: draftForms[form].values,
    base: draftForms[form].base.optional(),
    savedAt: instantSchema
  })
}

/** Every shape that a stored draft may have. */
export const storedDraftSchemas: readonly z.ZodObject[] = [
  storedWrapUpSchema,
  ...(Object.keys(draftForms) as readonly DraftForm[]).filter(form => form !== 'wrap-up').map(createStoredSchema)
]

/** A draft as the local database holds it, in one of the shapes of `storedDraftSchemas`. */
export type StoredDraft = Readonly<Record<string, unknown>> & { readonly id: string; readonly savedAt: Instant }

/** Fields that this version does not know are the document's, and stay there (VE1). */
export function toStoredDraft({ form, subjectId, savedAt, ...typed }: Draft): StoredDraft {
  const id = createDraftId(form, subjectId)
  const values = dropUnknown(draftForms[form].values, typed.values)
  const base = dropUnknown(draftForms[form].base, typed.base)
  const rest = { ...(base === undefined ? {} : { base }), savedAt }
  return form === 'wrap-up' ? { ...values, ...rest, id } : { id, form, subjectId, values, ...rest }
}

/** Undefined for what a newer version stored: it stays where it is. */
export function fromStoredDraft(stored: StoredDraft): Draft | undefined {
  if (!isStorable(stored)) return undefined
  if ('form' in stored) {
    const { id: _, ...draft } = stored as unknown as Draft & { readonly id: string }
    return draft
  }
  const { id, base, savedAt, ...values } = stored as unknown as z.infer<typeof storedWrapUpSchema>
  return { form: 'wrap-up', subjectId: id, values, ...(base === undefined ? {} : { base }), savedAt }
}

export function isStorable(stored: StoredDraft): boolean {
  return storedDraftSchemas.some(schema => schema.safeParse(stored).success)
}
