const pages = ['set-up', 'join', 'confirm-address', 'revert-address', 'reset'] as const

/** A link that works once, as it stands in the address: the page behind the base, its secret behind the `#`. */
export interface OpenedLink {
  readonly page: (typeof pages)[number]
  readonly token: string
}

/** Undefined where the address is no such link. @param base with slashes at both ends */
export function readLink(
  { pathname, hash }: Pick<Location, 'pathname' | 'hash'>,
  base: string
): OpenedLink | undefined {
  const page = pages.find(name => pathname === base + name)
  const token = hash.slice(1)
  return page === undefined || token === '' ? undefined : { page, token }
}
