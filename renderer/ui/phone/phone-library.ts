import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** `+49 30 901820`; the text itself where it is no phone number. */
export function formatPhone(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164
}

/**
 * The E.164 form of what a person typed; undefined where it is no valid number.
 * @param known the E.164 number that it replaces: a number without a plus sign belongs to the same country
 * @param region where it belongs otherwise, ISO 3166-1
 */
export function parsePhone(text: string, known: string, region: string | undefined): string | undefined {
  const country = parsePhoneNumberFromString(known)?.country ?? (region as CountryCode | undefined)
  const parsed = parsePhoneNumberFromString(text, country)
  return parsed?.isValid() === true ? parsed.number : undefined
}
