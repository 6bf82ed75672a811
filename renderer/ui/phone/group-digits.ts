/** Country codes of one digit, and those of two; all others have three (ITU-T E.164, list of assigned codes). */
const oneDigit = /^[17]/
const twoDigits = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/

/**
 * An E.164 number in groups that can be read out: what is shown until the library that knows each country's habits is there.
 * `+4915112345678` becomes `+49 151 123 456 78`. A text of another form stays as it is.
 */
export function groupDigits(e164: string): string {
  const digits = /^\+(\d{7,15})$/.exec(e164)?.[1]
  if (digits === undefined) return e164
  const codeLength = oneDigit.test(digits) ? 1 : twoDigits.test(digits) ? 2 : 3
  const rest = digits.slice(codeLength)
  // A last digit alone would be lost between two groups.
  const groups = rest.match(/\d{3}(?=\d{2})|\d{2,4}$/g) ?? [rest]
  return `+${[digits.slice(0, codeLength), ...groups].join(' ')}`
}
