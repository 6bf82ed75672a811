/** Country codes of one digit and of two; all others have three (ITU-T E.164, list of assigned codes). */
const countryCode = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/

/**
 * An E.164 number in groups that can be read out: what is shown until the library that knows each country's habits is there.
 * `+4915112345678` becomes `+49 151 123 456 78`. A text of another form stays as it is.
 */
export function groupDigits(e164: string): string {
  const digits = /^\+(\d{7,15})$/.exec(e164)?.[1]
  if (digits === undefined) return e164
  const code = countryCode.exec(digits)?.[0] ?? ''
  const rest = digits.slice(code.length)
  // A last digit alone would be lost between two groups.
  const groups = rest.match(/\d{3}(?=\d{2})|\d{2,4}$/g) ?? [rest]
  return `+${[code, ...groups].join(' ')}`
}
