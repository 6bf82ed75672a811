import type { LogFields } from './log.ts'

const maxLength = 200

/** Fields of these names are never written, whatever they hold. */
const secretNames =
  /token|password|passphrase|secret|authorization|cookie|phone|e-?mail|notes?$|review|name$|contents?$|credential/i

/** What looks like this is private wherever it stands. The order matters: a token has dots, an address has an at sign. */
const masks: readonly (readonly [pattern: RegExp, label: string])[] = [
  [/\bbearer\s+\S+/gi, '[token]'],
  [/\b(?:basic)\s+[A-Za-z0-9+/=]{8,}/gi, '[token]'],
  [/[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g, '[token]'],
  [/[^\s@"'<>]+@[^\s@"'<>]+\.[^\s@"'<>]+/g, '[address]'],
  [/[A-Za-z0-9+/_=-]{32,}/g, '[secret]']
]

/** Digits as people write phone numbers: seven or more, with blanks and marks between. */
const phoneLike = /\+?\(?\d(?:[\s().\-/\u00a0\u2010-\u2015]{0,3}\d){6,}/g
/** What is no phone number for all its digits: an instant, a stamp in a file's name. */
const stampLike = /^20\d{2}-?[01]\d-?[0-3]\d[T-]?[0-2]\d:?[0-5]\d(?::?[0-5]\d)?/

/**
 * The second line of defence: the code that logs passes codes and counts only; what looks like more than that is masked here.
 * Sentences are left out altogether, for notes and names look like any other words.
 */
export function redactFields(fields: LogFields): LogFields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [redactText(name), redactValue(name, value)]))
}

function redactValue(name: string, value: string | number | boolean): string | number | boolean {
  if (typeof value === 'boolean') return value
  if (secretNames.test(name)) return '[private]'
  if (typeof value === 'number') return value
  if (value.trim().split(/\s+/).length > 2) return `[text of ${value.length} characters]`
  return redactText(value)
}

/** One piece of text with everything masked that looks private, on one line. */
export function redactText(text: string): string {
  let masked = text.replace(/\p{Cc}/gu, ' ')
  for (const [pattern, label] of masks) masked = masked.replace(pattern, label)
  masked = masked.replace(phoneLike, digits => (stampLike.test(digits) ? digits : '[number]'))
  return masked.length > maxLength ? `${masked.slice(0, maxLength)}…` : masked
}
