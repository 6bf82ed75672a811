import { z } from 'zod'
import { displayNameSchema, lineSchema } from './primitives.ts'

/** Blanks, and marks that show nothing: of direction, of joining, of the order of bytes. */
const edges =
  /^[\s\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff]+|[\s\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff]+$/gu
/** Letters, digits, signs and symbols, but for five that are drawn as nothing. */
const visible = /(?![\u115f\u1160\u2800\u3164\uffa0])[\p{L}\p{N}\p{P}\p{S}]/u
/** Half of a character: JSON carries it, but no storage or screen knows what to make of it. */
const loneSurrogate = /\p{Surrogate}/u

/** One line as it is stored: without blanks and invisible marks at its ends, which come along with a copied name. */
export function trimLine(text: string): string {
  return text.replace(edges, '')
}

/** Whether the text is whole characters and at least one of them can be seen. */
function isReadable(text: string): boolean {
  return visible.test(text) && !loneSurrogate.test(text)
}

/**
 * A person's name as it is typed, on the device as at the server. What is stored is read by `displayNameSchema`, which
 * also knows the names of earlier versions.
 */
export const nameInputSchema = z
  .string()
  .max(200)
  .transform(trimLine)
  .pipe(displayNameSchema.refine(isReadable, 'must have a visible character'))

/** A line that may be empty. */
export const lineInputSchema = z
  .string()
  .transform(trimLine)
  .pipe(lineSchema.refine(text => text === '' || isReadable(text), 'must have a visible character'))
