/**
 * One password, whatever the keyboard: `ä` may come as one character or as two, letters may come in full width. Every hash, key
 * and comparison takes this form; a password is brought into it where it enters.
 */
export function normalizePassword(typed: string): string {
  return typed.normalize('NFKC')
}

/**
 * The forms under which version 0.1.0 may have used this password on a device, where it took it as it was typed; the form of today
 * comes first. Each try costs a derivation: a password of plain letters has one more.
 */
export function listPasswordForms(typed: string): readonly string[] {
  const normal = normalizePassword(typed)
  const forms = (['NFC', 'NFD', 'NFKD'] as const).map(form => typed.normalize(form))
  return [...new Set([normal, typed, ...forms, toFullWidth(normal)])]
}

/** Printable ASCII as an input method for Chinese or Japanese may write it. */
function toFullWidth(text: string): string {
  return text.replaceAll(/[!-~]/g, letter => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
}
