import {
  type CountryCode,
  findPhoneNumbersInText,
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString
} from 'libphonenumber-js/min'

/** `+49 30 901820`; the text itself where it is no phone number. */
export function formatPhone(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164
}

export type ParsedPhone =
  | { readonly ok: true; readonly e164: string }
  /** `extension`: a number with an extension, which has no place in E.164 and must not be lost in silence. */
  | { readonly ok: false; readonly fault: 'phone' | 'phoneExtension' }

/**
 * The E.164 form of what a person typed. All of the text has to be the number: what stands beside it is never dropped.
 * @param known the E.164 number that it replaces: a number without a plus sign belongs to the same country
 * @param region where it belongs otherwise, ISO 3166-1
 */
export function parsePhone(text: string, known: string, region: string | undefined): ParsedPhone {
  const country = parsePhoneNumberFromString(known)?.country ?? (region as CountryCode | undefined)
  const parsed = parsePhoneNumberFromString(text.trim(), {
    extract: false,
    ...(country === undefined ? {} : { defaultCountry: country })
  })
  if (parsed?.isValid() !== true) return { ok: false, fault: 'phone' }
  return parsed.ext === undefined ? { ok: true, e164: parsed.number } : { ok: false, fault: 'phoneExtension' }
}

/** The phone numbers in a text, as they stand there. @param region where one without a country code belongs, ISO 3166-1 */
export function findPhones(text: string, region: string | undefined): readonly string[] {
  const options = region === undefined ? {} : { defaultCountry: region as CountryCode }
  return findPhoneNumbersInText(text, options).map(({ startsAt, endsAt }) => text.slice(startsAt, endsAt))
}

/** All countries that have a calling code, ISO 3166-1. */
export function listCallingCodes(): readonly { readonly country: string; readonly callingCode: string }[] {
  return getCountries().map(country => ({ country, callingCode: getCountryCallingCode(country) }))
}
