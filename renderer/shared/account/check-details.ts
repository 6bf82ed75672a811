import { type OwnDetails, ownDetailsSchema } from '#domain/model/account.ts'
import { nameInputSchema, trimLine } from '#domain/model/line.ts'
import { loadPhoneLibrary } from '#renderer/ui/phone/use-phone-text.ts'

/** The form's fields: the phone as a person writes it, no e-mail as an empty text. */
export interface DetailsValues {
  readonly displayName: string
  readonly phone: string
  readonly email: string
  readonly zone: string
}

export type DetailsFault = 'required' | 'unreadable' | 'phone' | 'phoneExtension' | 'phoneLibrary' | 'email'

type Checked =
  | { readonly ok: true; readonly details: OwnDetails }
  | { readonly ok: false; readonly faults: Partial<Record<keyof DetailsValues, DetailsFault>> }

export function toDetailsValues({ displayName, email, zone }: OwnDetails, phone: string): DetailsValues {
  return { displayName, phone, email: email ?? '', zone }
}

/**
 * The details to save, phone as E.164; else what is wrong, by field.
 * @param knownPhone the phone that is stored, E.164; a number without a plus sign belongs to its country
 * @param locale BCP 47; its region is the country otherwise
 */
export async function checkDetails(values: DetailsValues, knownPhone: string, locale: string): Promise<Checked> {
  const phone = await readPhone(values.phone, knownPhone, new Intl.Locale(locale).maximize().region)
  const email = values.email.trim()
  const faults: Partial<Record<keyof DetailsValues, DetailsFault>> = {
    ...faultOfName(values.displayName),
    ...(!phone.ok && { phone: phone.fault }),
    ...(email !== '' && !ownDetailsSchema.shape.email.safeParse(email).success && { email: 'email' as const })
  }
  if (!phone.ok || Object.keys(faults).length > 0) return { ok: false, faults }
  const details = { displayName: trimLine(values.displayName), phone: phone.e164, zone: values.zone }
  return { ok: true, details: email === '' ? details : { ...details, email } }
}

function faultOfName(text: string): { readonly displayName?: DetailsFault } {
  if (trimLine(text) === '') return { displayName: 'required' }
  return nameInputSchema.safeParse(text).success ? {} : { displayName: 'unreadable' }
}

async function readPhone(text: string, known: string, region: string | undefined) {
  if (text.trim() === '') return { ok: false, fault: 'required' } as const
  try {
    const { parsePhone } = await loadPhoneLibrary()
    return parsePhone(text, known, region)
  } catch {
    // The library is a file of its own, and the network may have gone meanwhile.
    return { ok: false, fault: 'phoneLibrary' } as const
  }
}
