import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** A phone number in E.164, however it was grouped; undefined when no such number can exist. Country code required. */
export function toE164(text: string): string | undefined {
  const number = parsePhoneNumberFromString(text.trim())
  return number?.isPossible() === true && number.isValid() ? number.number : undefined
}
