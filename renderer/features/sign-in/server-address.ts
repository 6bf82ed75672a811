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

export { readServerAddress } from '#domain/server-address.ts'
