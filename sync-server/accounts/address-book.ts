import type { Account } from '#domain/model/account.ts'
import { normalizeEmail } from '#domain/model/email-address.ts'

/** Whose address is whose: confirmed ones alone, in their one form (JO20). */
export interface AddressBook {
  /** An account was loaded or has changed. */
  note(account: Account): void
  /** The id of the account that an address stands for. */
  find(address: string): string | undefined
}

/** Of two accounts that both confirmed an address before that was refused, it stands for the one that did so first. */
export function createAddressBook(): AddressBook {
  const addressById = new Map<string, string>()
  const confirmedAtById = new Map<string, ReadonlyMap<string, number>>()

  function forget(id: string): void {
    const address = addressById.get(id)
    if (address === undefined) return
    addressById.delete(id)
    const left = new Map(confirmedAtById.get(address))
    left.delete(id)
    if (left.size === 0) confirmedAtById.delete(address)
    else confirmedAtById.set(address, left)
  }

  return {
    note({ id, email, emailConfirmedAt }) {
      forget(id)
      if (email === undefined || emailConfirmedAt === undefined) return
      const address = normalizeEmail(email)
      addressById.set(id, address)
      confirmedAtById.set(address, new Map(confirmedAtById.get(address)).set(id, emailConfirmedAt))
    },
    find(address) {
      const [first] = [...(confirmedAtById.get(normalizeEmail(address)) ?? [])].toSorted(
        ([idA, a], [idB, b]) => a - b || (idA < idB ? -1 : 1)
      )
      return first?.[0]
    }
  }
}
