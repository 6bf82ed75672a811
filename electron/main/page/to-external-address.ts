/** Longer than any address that a person is shown. */
const maxLength = 2_000
/** A telephone number as `tel:` carries it (RFC 3966): digits with separators, no parameters. */
const telephone = /^tel:\+?[0-9][0-9().-]{1,40}$/

/**
 * The address to hand to the operating system, or undefined where it is none that may leave the application: only https
 * and tel, for everything else may start a program. Credentials in an address serve to mislead.
 * @returns the address as parsed, so that nothing else is opened than what was looked at
 */
export function toExternalAddress(text: string): string | undefined {
  if (text.length > maxLength || !URL.canParse(text)) return undefined
  const { protocol, username, password, hostname, href } = new URL(text)
  if (protocol === 'tel:') return telephone.test(href) ? href : undefined
  if (protocol !== 'https:' || username !== '' || password !== '' || hostname === '') return undefined
  return href
}
