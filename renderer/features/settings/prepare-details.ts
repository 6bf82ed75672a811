import type { OwnDetails } from '#domain/model/account.ts'
import { loadPhoneLibrary } from '#renderer/ui/phone/use-phone-text.ts'

/** The own details with the phone number as people write it. */
export interface PreparedDetails {
  readonly details: OwnDetails
  readonly phoneText: string
}

/**
 * All that the form shows, before it is shown: a text that is replaced while somebody types into the field is joined with
 * what they type. Without the library the number stands as it is stored.
 */
export async function prepareDetails(
  details: OwnDetails,
  loadLibrary: () => Promise<{ readonly formatPhone: (e164: string) => string }> = loadPhoneLibrary
): Promise<PreparedDetails> {
  try {
    const { formatPhone } = await loadLibrary()
    return { details, phoneText: formatPhone(details.phone) }
  } catch {
    // The library is a file of its own, and the network may have gone meanwhile.
    return { details, phoneText: details.phone }
  }
}
