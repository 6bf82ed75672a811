import { createContext, useContext } from 'react'

/** The server that is offered for signing in: the one that the page came from. */
export const DefaultServerContext = createContext('')

export function useDefaultServer(): string {
  return useContext(DefaultServerContext)
}

/**
 * Whether this page may talk to no other server than the one it came from: its security policy says so on the web, where a
 * page of another server is one click away.
 */
export const IsPageBoundContext = createContext(false)

/** Where to find the page of a server that this page must not talk to; undefined where it may. */
export function useOtherPage(): (serverUrl: string) => string | undefined {
  const own = useDefaultServer()
  const isBound = useContext(IsPageBoundContext)
  return serverUrl => (isBound && serverUrl !== own ? `${serverUrl}/app/` : undefined)
}

/**
 * The address that a person means: `desk.example.org` is `https://desk.example.org`, this computer is reached without
 * encryption. Undefined where it is no web address.
 */
export function readServerAddress(text: string): string | undefined {
  const typed = text.trim()
  const isLocal = /^(localhost|127\.|\[::1\])/i.test(typed)
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `${isLocal ? 'http' : 'https'}://${typed}`
  // Chromium takes a blank in a host for a part of its name.
  if (/\s/.test(typed) || !URL.canParse(full)) return undefined
  const url = new URL(full)
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return undefined
  return url.origin
}
