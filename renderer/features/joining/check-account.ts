import { passwordSchema, signInNameSchema } from '#domain/model/account.ts'
import { normalizePassword } from '#domain/model/password.ts'
import type { TypedAccount } from '#renderer/contract/screens.ts'
import { checkDetails, type DetailsFault } from '#renderer/shared/account/check-details.ts'

export const accountFields = ['displayName', 'phone', 'email', 'name', 'password'] as const
export type AccountField = (typeof accountFields)[number]

export type AccountFault = DetailsFault | 'name' | 'nameTaken' | 'passwordShort'
export type AccountFaults = Partial<Record<AccountField, AccountFault>>

export const emptyAccount: TypedAccount = { displayName: '', phone: '', email: '', name: '', password: '' }

type Checked =
  | { readonly ok: true; readonly account: TypedAccount }
  | { readonly ok: false; readonly faults: AccountFaults }

/** What the device can tell of it: the phone as E.164, else what is wrong, by field. @param locale BCP 47 */
export async function checkAccount(typed: TypedAccount, locale: string): Promise<Checked> {
  const details = await checkDetails({ ...typed, zone: 'UTC' }, '', locale)
  const faults: AccountFaults = {
    ...(details.ok ? {} : details.faults),
    ...faultOfName(typed.name),
    ...(passwordSchema.safeParse(normalizePassword(typed.password)).success
      ? {}
      : { password: 'passwordShort' as const })
  }
  if (!details.ok || Object.keys(faults).length > 0) return { ok: false, faults }
  const { displayName, phone, email = '' } = details.details
  return { ok: true, account: { ...typed, displayName, phone, email } }
}

function faultOfName(name: string): AccountFaults {
  if (name.trim() === '') return { name: 'required' }
  return signInNameSchema.safeParse(name).success ? {} : { name: 'name' }
}
