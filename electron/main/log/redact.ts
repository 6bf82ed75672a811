import type { LogFields } from './log.ts'

const maxLength = 200
/** Looked through before the rest is cut off: far more than a token is long, and few enough to search fast. */
const searchedLength = 2_000

/** Fields of these names are never written, whatever they hold. */
const secretNames =
  /token|password|passphrase|secret|authorization|cookie|phone|e-?mail|notes?$|review|name$|contents?$|credential/i

/** What looks like this is private wherever it stands. */
const masks: readonly (readonly [pattern: RegExp, label: string])[] = [
  [/\bbearer\s+\S+/gi, '[token]'],
  [/\b(?:basic)\s+[A-Za-z0-9+/=]{8,}/gi, '[token]'],
  [/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, '[token]'],
  [/[\w-]{16,}\.[\w-]{16,}\.[\w-]{16,}/g, '[token]'],
  [/[A-Za-z0-9+/_=-]{32,}/g, '[secret]']
]

/** Digits as people write phone numbers: seven or more, with blanks and marks between. */
const phoneLike = /\+?\(?\d(?:[\s().\-/\u00a0\u2010-\u2015]{0,3}\d){6,}/g
/** What is no phone number for all its digits: a day, a stamp in a file's name. */
const stampLike = /^20\d{2}-[01]\d-[0-3]\d$|^20\d{6}-[0-2]\d{5}(?:-\d{1,2})?$/

/** One or two fixed codes: `call-failed app:describe`. */
const eventLike = /^[a-z][a-z0-9:-]{0,60}(?: [a-z][a-z0-9:-]{0,60})?$/
const fieldNameLike = /^[A-Za-z][A-Za-z0-9]{0,30}$/

/** An event as it is, where it is a code; a sentence is none. */
export function redactEvent(event: string): string {
  return eventLike.test(event) ? redactText(event) : '[no code]'
}

/**
 * The second line of defence: the code that logs passes codes and counts only; what looks like more than that is masked here.
 * Sentences are left out altogether, for notes and names look like any other words.
 */
export function redactFields(fields: LogFields): LogFields {
  const redacted = Object.entries(fields).map(
    ([name, value]) => [fieldNameLike.test(name) ? redactText(name) : '[no name]', redactValue(name, value)] as const
  )
  return Object.fromEntries(redacted)
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
  let masked = maskAddresses(text.slice(0, searchedLength).replace(/\p{Cc}/gu, ' '))
  for (const [pattern, label] of masks) masked = masked.replace(pattern, label)
  masked = masked.replace(phoneLike, digits => (stampLike.test(digits) ? digits : '[number]'))
  return masked.length > maxLength ? `${masked.slice(0, maxLength)}…` : masked
}

/** Word by word: a pattern would look for the at sign from every letter on. */
function maskAddresses(text: string): string {
  if (!text.includes('@')) return text
  return text
    .split(' ')
    .map(word => (word.includes('@') ? '[address]' : word))
    .join(' ')
}
