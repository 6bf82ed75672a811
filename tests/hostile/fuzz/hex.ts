import fc from 'fast-check'

const digit = fc.nat({ max: 15 }).map(value => value.toString(16))

/** Ids and revisions: so many hex digits. */
export function toHex(length: number): fc.Arbitrary<string> {
  return fc.string({ unit: digit, minLength: length, maxLength: length })
}
