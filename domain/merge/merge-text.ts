/** Stands between two texts that were written apart. */
export const textDivider = '\n\n---\n\n*Written on another device:*\n\n'

/**
 * Keeps both of two texts, the newer first. Where one contains the other nothing is repeated, so that merging again
 * changes nothing. Undefined where both together are longer than `maxLength` characters.
 */
export function mergeTexts(newer: string, older: string, maxLength: number): string | undefined {
  if (newer.includes(older)) return newer
  if (older.includes(newer)) return older
  const both = newer + textDivider + older
  return both.length <= maxLength ? both : undefined
}
