import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** `+49 30 901820`; the text itself where it is no phone number. */
export function formatPhone(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164
}

/**
 * The E.164 form of what a person typed; undefined where it is no valid number.
 * @param country where a number without a plus sign belongs, ISO 3166-1
 */
export function parsePhone(text: string, country: string | undefined): string | undefined {
  const parsed = parsePhoneNumberFromString(text, country as CountryCode | undefined)
  return parsed?.isValid() === true ? parsed.number : undefined
}
