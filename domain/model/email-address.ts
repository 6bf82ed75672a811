/** Characters. */
export const maxEmailLength = 254

/** One form of an address: two that are equal in it count as one (JO20). Case and width are no difference; everything else is. */
export function normalizeEmail(text: string): string {
  return text.trim().normalize('NFKC').toLowerCase()
}

/** What is typed to sign in is an address where it has an `@`, which no sign-in name has. */
export function isTypedAddress(login: string): boolean {
  return login.normalize('NFKC').includes('@')
}
