import { loadPhoneLibrary } from '#renderer/ui/phone/use-phone-text.ts'

export interface Country {
  /** ISO 3166-1, two letters. */
  readonly code: string
  /** `Switzerland (+41)` */
  readonly label: string
}

/** Stands for none: each number has its own country code. */
export const noCountry = 'ZZ'

/** The countries that have phone numbers, by their names. @param locale BCP 47 */
export async function listCountries(locale: string): Promise<readonly Country[]> {
  const { listCallingCodes } = await loadPhoneLibrary()
  const names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' })
  return listCallingCodes()
    .map(({ country, callingCode }) => ({ code: country, label: `${names.of(country) ?? country} (+${callingCode})` }))
    .toSorted((a, b) => a.label.localeCompare(b.label, locale))
}

/** The only country that has this time zone; without one the region of the locale; `noCountry` where it has none. */
export function guessCountry(countries: readonly Country[], zone: string, locale: string): string {
  const [only, ...others] = countries.filter(({ code }) => zonesOf(code).includes(zone))
  if (only !== undefined && others.length === 0) return only.code
  const { region } = new Intl.Locale(locale)
  return countries.find(({ code }) => code === region)?.code ?? noCountry
}

/** Not every browser knows them. */
function zonesOf(country: string): readonly string[] {
  const region: Intl.Locale & { readonly getTimeZones?: () => readonly string[] | undefined } = new Intl.Locale(
    `und-${country}`
  )
  return region.getTimeZones?.() ?? []
}
