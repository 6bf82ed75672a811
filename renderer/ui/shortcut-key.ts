export interface PressedKey {
  /** What the key writes, or its name. */
  readonly key: string
  /** Which key of the keyboard it is, by the letter that it has on a US keyboard. */
  readonly code: string
}

/** Arabic, Greek, Armenian and Ethiopic ones, and the full-width one. */
const questionMarks = '\u061f\u037e\u055e\u1367\uff1f'

/**
 * The key of a shortcut: a lower case letter, a digit, a sign, or a name such as `Enter`. On a layout that writes no Latin
 * letters (Cyrillic, Greek, Hebrew, Arabic) it is the Latin letter that is printed on the same key. Everything that listens
 * to keys asks here, so that no shortcut belongs to some keyboards only.
 */
export function shortcutKeyOf({ key, code }: PressedKey): string {
  if (!/^.$/su.test(key)) return key
  if (/[\p{ASCII}\p{Script=Latin}]/u.test(key)) return key.toLowerCase()
  if (questionMarks.includes(key)) return '?'
  const position = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1]
  if (position !== undefined) return position.toLowerCase()
  return key
}
