/** Stands between two texts that were written apart. */
export const textDivider = '\n\n---\n\n*Written on another device:*\n\n'

/**
 * Keeps both of two texts, the newer first. Where one contains the other nothing is repeated, so that merging again
 * changes nothing. Undefined where both together are longer than `maxLength` characters.
 */
export function mergeTexts(newer: string, older: string, maxLength: number, divider = textDivider): string | undefined {
  if (holdsText(newer, older)) return newer
  if (holdsText(older, newer)) return older
  const both = newer + divider + older
  return both.length <= maxLength ? both : undefined
}

/** Whether `part` stands in `text` in whole words: "note 1" is not in "note 10". */
function holdsText(text: string, part: string): boolean {
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) {
    if (!isInsideWord(text, at) && !isInsideWord(text, at + part.length)) return true
  }
  return false
}

function isInsideWord(text: string, at: number): boolean {
  return isWordUnit(text.charAt(at - 1)) && isWordUnit(text.charAt(at))
}

/** Letters, digits, marks, and halves of the characters that take two units. */
function isWordUnit(unit: string): boolean {
  return /[\p{L}\p{N}\p{M}_\ud800-\udfff]/u.test(unit)
}
