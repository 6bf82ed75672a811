import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'

/**
 * A phone number in E.164, however it was grouped; undefined when no such number can exist. Country code required, but where a country
 * is given (two letters). All of
 * the text has to be the number: an extension, which E.164 has no place for, is refused and not dropped.
 */
export function toE164(text: string, country?: string): string | undefined {
  const home = country !== undefined && isSupportedCountry(country) ? { defaultCountry: country } : {}
  const number = parsePhoneNumberFromString(text.trim(), { extract: false, ...home })
  const isWhole = number?.isPossible() === true && number.isValid() && number.ext === undefined
  return isWhole ? number.number : undefined
}
