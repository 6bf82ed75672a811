/** Which servers the page may talk to, and which of them the page that is loaded knows of. */
export interface AllowedServers {
  /** Newest first. */
  list(): readonly string[]
  /** A page was loaded with all that are listed now. */
  notePageLoad(): void
  /** Whether the loaded page's policy names the server. */
  isKnownToPage(serverUrl: string): boolean
}

/**
 * @param offered given at the start and not remembered
 * @param readRemembered the ones that were checked on this computer
 */
export function createAllowedServers(
  offered: readonly string[],
  readRemembered: () => readonly string[]
): AllowedServers {
  const list = (): readonly string[] => [...new Set([...offered, ...readRemembered()])]
  let known: ReadonlySet<string> = new Set()
  return {
    list,
    notePageLoad() {
      known = new Set(list().map(originOf))
    },
    isKnownToPage: serverUrl => known.has(originOf(serverUrl))
  }
}

/** Policies name origins; what is no address is no origin of anything. */
function originOf(serverUrl: string): string {
  return URL.canParse(serverUrl) ? new URL(serverUrl).origin : ''
}
